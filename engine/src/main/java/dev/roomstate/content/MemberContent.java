package dev.roomstate.content;

import dev.roomstate.json.JsonNull;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import io.vavr.control.Option;

/**
 * The content of {@code m.room.member}.
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
   * user's.
   *
   * @param signed the {@code signed} property, if there is one; {@code null} counts
   */
  public record ThirdPartyInvite(Option<JsonValue> signed) {
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
