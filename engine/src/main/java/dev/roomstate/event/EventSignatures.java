package dev.roomstate.event;

import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.SignatureStatus.KeysMissing;
import dev.roomstate.event.SignatureStatus.NotSigned;
import dev.roomstate.event.SignatureStatus.Signed;
import dev.roomstate.json.JsonObject;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.SignatureFlag;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * Check 2: which servers must have signed an event, and whether they did (spec, server-server API,
 * "Validating hashes and signatures on received events").
 */
final class EventSignatures {
  private static final String ALGORITHM_PREFIX = "ed25519:";

  private final Pdu pdu;
  private final RoomVersionRules rules;
  private final KeyRing keys;
  private final Ed25519 ed25519;
  private final byte[] signed;

  EventSignatures(Pdu pdu, RoomVersionRules rules, KeyRing keys, Ed25519 ed25519) {
    this.pdu = pdu;
    this.rules = rules;
    this.keys = keys;
    this.ed25519 = ed25519;
    this.signed = pdu.canonical().signedBytes(pdu.facts().type(), rules);
  }

  /** What the signatures of all the servers that must have signed came to. */
  SignatureStatus required() {
    SortedSet<KeyRequest> missing = TreeSet.empty();
    for (String server : requiredServers(pdu, rules)) {
      SignatureStatus status = of(server);
      if (status instanceof NotSigned) {
        return status;
      }
      if (status instanceof KeysMissing wanted) {
        missing = missing.addAll(wanted.keys());
      }
    }
    return missing.isEmpty() ? Signed.SIGNED : new KeysMissing(missing);
  }

  /**
   * "unless the event is a 3rd party invite, only the signature(s) from the originating server …
   * are required"; "Room versions 1 and 2 also require that a signature is present from the domain
   * in the event_id, if it differs from the originating server".
   */
  static Vector<String> requiredServers(Pdu pdu, RoomVersionRules rules) {
    String origin = pdu.facts().sender().server().value();
    Vector<String> servers = isThirdPartyInvite(pdu.facts()) ? Vector.empty() : Vector.of(origin);
    if (rules.has(SignatureFlag.EVENT_ID_DOMAIN_SIGNS)) {
      String domain = pdu.id().domain();
      if (!domain.isEmpty() && !domain.equals(origin)) {
        servers = servers.append(domain);
      }
    }
    return servers;
  }

  private static boolean isThirdPartyInvite(EventFacts facts) {
    return facts.content() instanceof MemberContent member
        && member.membership() == Membership.INVITE
        && member.thirdPartyInvite().isDefined();
  }

  /**
   * What the signatures of one server came to: "If a signature is from an unknown or expired key,
   * it is skipped"; all others must be right, and one at least must remain.
   */
  SignatureStatus of(String server) {
    JsonObject signatures = pdu.signatures(server).getOrElse(JsonObject.EMPTY);
    SortedSet<KeyRequest> missing = TreeSet.empty();
    boolean verified = false;
    for (int i = 0; i < signatures.size(); i++) {
      String keyId = signatures.key(i).value();
      if (!keyId.startsWith(ALGORITHM_PREFIX)) {
        continue;
      }
      KeyLookup found = keys.lookup(server, keyId);
      if (found instanceof KeyLookup.NotFetched) {
        missing = missing.add(new KeyRequest(server, keyId));
      } else if (found instanceof KeyLookup.Known known && counts(known.key())) {
        if (!isRight(known.key(), signatures.string(keyId))) {
          return new NotSigned(new EventDefect.BadSignature(server, keyId));
        }
        verified = true;
      }
    }
    if (verified) {
      return Signed.SIGNED;
    }
    return missing.isEmpty()
        ? new NotSigned(new EventDefect.NotSigned(server))
        : new KeysMissing(missing);
  }

  private boolean counts(VerifyKey key) {
    return !rules.has(SignatureFlag.KEY_VALIDITY_ENFORCED)
        || key.validAt(pdu.facts().originServerTs());
  }

  private boolean isRight(VerifyKey key, Option<String> signature) {
    return signature
        .flatMap(UnpaddedBase64::decode)
        .exists(bytes -> ed25519.verify(key, signed, bytes));
  }
}
