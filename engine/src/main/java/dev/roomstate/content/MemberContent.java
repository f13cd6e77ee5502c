package dev.roomstate.content;

import dev.roomstate.json.JsonNull;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import io.vavr.control.Option;
import java.util.function.Predicate;

/**
 * The content of {@code m.room.member}. Immutable, but for what a {@link ThirdPartyInvite}
 * remembers.
 *
 * @param membership the membership
 * @param thirdPartyInvite the {@code third_party_invite}, if there is one, be it {@code null}
 * @param authorisingUser the {@code join_authorised_via_users_server}, if there is one, be it
 *     {@code null}
 */
public record MemberContent(
    Membership membership,
    Option<ThirdPartyInvite> thirdPartyInvite,
    Option<JsonValue> authorisingUser)
    implements EventContent {

  private static final MemberContent[] PLAIN = new MemberContent[Membership.values().length];

  static {
    for (Membership membership : Membership.values()) {
      PLAIN[membership.ordinal()] = new MemberContent(membership, Option.none(), Option.none());
    }
  }

  /**
   * The {@code third_party_invite} of a member event: proof that a third-party identifier is the
   * user's. Immutable, but that it remembers the last {@value #ANSWERS_MAX} answers to whether it
   * is signed: that can take hundreds of verifications, and each state resolution with the event
   * asks again.
   */
  public static final class ThirdPartyInvite {
    private static final int ANSWERS_MAX = 64;

    private final Option<JsonValue> signed;

    /** Newest first. Threads may lose an answer to each other, and then verify once more. */
    private final Answer[] answers = new Answer[ANSWERS_MAX];

    ThirdPartyInvite(Option<JsonValue> signed) {
      this.signed = signed;
    }

    private record Answer(ThirdPartyInviteContent invite, boolean isSigned) {}

    /** The signed property, if there is one; {@code null} counts. */
    public Option<JsonValue> signed() {
      return signed;
    }

    /**
     * Whether it is signed by a key of that invite, as the verifier says, who is not asked twice of
     * the same object.
     */
    @SuppressWarnings("ReferenceEquality") // to compare hundreds of keys could cost as much again
    public boolean isSigned(
        ThirdPartyInviteContent invite, Predicate<ThirdPartyInviteContent> verifier) {
      for (Answer answer : answers) {
        if (answer != null && answer.invite == invite) {
          return answer.isSigned;
        }
      }
      boolean isSigned = verifier.test(invite);
      System.arraycopy(answers, 0, answers, 1, ANSWERS_MAX - 1);
      answers[0] = new Answer(invite, isSigned);
      return isSigned;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ThirdPartyInvite that && signed.equals(that.signed);
    }

    @Override
    public int hashCode() {
      return signed.hashCode();
    }

    /** The signed object, if {@code signed} is an object. */
    public Option<JsonObject> signedObject() {
      return signed.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** The token, if it is there and a string. */
    public Option<String> token() {
      return signedObject().flatMap(object -> object.string("token"));
    }

    /** The user id that was signed, if it is there and a string. */
    public Option<String> mxid() {
      return signedObject().flatMap(object -> object.string("mxid"));
    }
  }

  static MemberContent of(JsonObject content) {
    Membership membership =
        content
            .get("membership")
            .fold(
                () -> Membership.ABSENT,
                value ->
                    value instanceof JsonString text
                        ? Membership.of(text.value())
                        : Membership.UNKNOWN);
    Option<JsonValue> invite = content.get("third_party_invite");
    Option<JsonValue> authorising = content.get("join_authorised_via_users_server");
    if (invite.isEmpty() && authorising.isEmpty()) {
      return PLAIN[membership.ordinal()];
    }
    return new MemberContent(membership, invite.map(MemberContent::thirdPartyInvite), authorising);
  }

  private static ThirdPartyInvite thirdPartyInvite(JsonValue invite) {
    return new ThirdPartyInvite(
        invite instanceof JsonObject object ? object.get("signed") : Option.none());
  }

  /** The authorising user's id, if it is a string. */
  public Option<String> authorisingUserId() {
    return authorisingUser.flatMap(
        value -> value instanceof JsonString text ? Option.some(text.value()) : Option.none());
  }

  /** Whether the authorising user is named by a {@code null}. */
  public boolean authorisingUserIsNull() {
    return authorisingUser.contains(JsonNull.NULL);
  }
}
