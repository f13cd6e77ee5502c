package dev.roomstate.event;

import dev.roomstate.content.MemberContent;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.event.SignatureStatus.KeysMissing;
import dev.roomstate.event.SignatureStatus.NotSigned;
import dev.roomstate.event.SignatureStatus.Signed;
import dev.roomstate.id.UserId;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.collection.SortedSet;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Checks 2 and 3: signatures, then the content hash. Thread-safe if its key ring is. */
public final class EventVerifier {
  private final Option<KeyRing> keys;
  private final Ed25519 ed25519;

  private EventVerifier(Option<KeyRing> keys, Ed25519 ed25519) {
    this.keys = keys;
    this.ed25519 = ed25519;
  }

  /** A verifier of signatures by the keys of this ring. */
  public static EventVerifier withKeys(KeyRing keys, Ed25519 ed25519) {
    return new EventVerifier(Option.some(keys), ed25519);
  }

  /** A verifier that takes signatures for granted. */
  public static EventVerifier withoutSignatures(Ed25519 ed25519) {
    return new EventVerifier(Option.none(), ed25519);
  }

  /** The primitive that verifies signatures. */
  public Ed25519 ed25519() {
    return ed25519;
  }

  /** Why an event was not verified. Immutable. */
  public sealed interface NotVerified {
    /** Check 2 says no: the event is dropped. */
    record Dropped(EventDefect defect) implements NotVerified {}

    /** These keys have to be fetched first. */
    record KeysMissing(SortedSet<KeyRequest> keys) implements NotVerified {}
  }

  /** The event as it goes on to be judged. */
  public Either<NotVerified, VerifiedPdu> verify(Pdu pdu, RoomVersionRules rules) {
    boolean authorised = true;
    if (keys.isDefined()) {
      EventSignatures signatures = new EventSignatures(pdu, rules, keys.get(), ed25519);
      SignatureStatus status = signatures.required();
      if (status instanceof NotSigned refused) {
        return Either.left(new NotVerified.Dropped(refused.defect()));
      }
      SignatureStatus authorising = authorisingServer(pdu, rules, signatures);
      SortedSet<KeyRequest> missing = missing(status).addAll(missing(authorising));
      if (!missing.isEmpty()) {
        return Either.left(new NotVerified.KeysMissing(missing));
      }
      authorised = authorising == Signed.SIGNED;
    }
    return Either.right(hashed(pdu, rules, authorised));
  }

  private static SortedSet<KeyRequest> missing(SignatureStatus status) {
    return status instanceof KeysMissing wanted
        ? wanted.keys()
        : io.vavr.collection.TreeSet.empty();
  }

  /** "the event is not validly signed by the homeserver of the user ID denoted by the key" */
  private static SignatureStatus authorisingServer(
      Pdu pdu, RoomVersionRules rules, EventSignatures signatures) {
    if (!rules.has(AuthFlag.RESTRICTED_JOIN)
        || !(pdu.facts().content() instanceof MemberContent member)
        || member.authorisingUser().isEmpty()) {
      return Signed.SIGNED;
    }
    Option<UserId> user = member.authorisingUserId().flatMap(UserId::parse);
    return user.isEmpty()
        ? new NotSigned(new EventDefect.NotSigned(""))
        : signatures.of(user.get().server().value());
  }

  private static VerifiedPdu hashed(Pdu pdu, RoomVersionRules rules, boolean authorised) {
    if (pdu.trusted()) {
      return new VerifiedPdu(pdu, HashStatus.TRUSTED, authorised);
    }
    if (ContentHash.matches(pdu)) {
      return new VerifiedPdu(pdu, HashStatus.OK, authorised);
    }
    // "the receiving server should use the redacted copy it calculated"
    Pdu redacted =
        EventFormat.of(Redaction.redact(pdu.json(), rules), rules, Option.some(pdu.id()))
            .getOrElse(pdu);
    return new VerifiedPdu(redacted, HashStatus.REDACTED, authorised);
  }
}
