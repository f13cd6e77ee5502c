package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Check 2 on receipt: "Passes signature checks, otherwise it is dropped." */
final class SignatureCheck {
  private final RoomVersion version;
  private final ServerKeys keys;

  SignatureCheck(RoomVersion version, ServerKeys keys) {
    this.version = version;
    this.keys = keys;
  }

  /** The servers whose signature the event needs and lacks. */
  Set<String> missing(String id, Map<String, Object> received) {
    Set<String> missing = requiredServers(id, received);
    missing.removeIf(server -> validlySigned(received, server));
    return missing;
  }

  /**
   * "For room versions 3 and later, unless the event is a 3rd party invite, only the signature(s)
   * from the originating server (the server the `sender` belongs to) are required for verification.
   * Room versions 1 and 2 also require that a signature is present from the domain in the
   * `event_id`, if it differs from the originating server."
   */
  private Set<String> requiredServers(String id, Map<String, Object> received) {
    String sender = Identifiers.domain(Json.stringMember(received, "sender").get()).get();
    Set<String> required = new LinkedHashSet<>();
    if (!isThirdPartyInvite(received)) {
      required.add(sender);
    }
    if (version.eventIdOnTheWire()) {
      Identifiers.domain(id).filter(domain -> !domain.equals(sender)).forEach(required::add);
    }
    return required;
  }

  private static boolean isThirdPartyInvite(Map<String, Object> received) {
    Map<String, Object> content = Json.objectMember(received, "content").get();
    return Json.stringMember(received, "type").contains(StateKey.MEMBER_TYPE)
        && Json.stringMember(content, "membership").contains("invite")
        && content.containsKey("third_party_invite");
  }

  /**
   * "If all signatures from known unexpired keys from the originating server(s) are found to be
   * valid": and there has to be one. "If a signature is from an unknown or expired key, it is
   * skipped."
   */
  boolean validlySigned(Map<String, Object> received, String server) {
    Map<String, Object> redacted = Redaction.redact(received, version);
    byte[] message = EventHashes.signedBytes(redacted);
    BigInteger sentAt = Json.integer(received.get("origin_server_ts")).get();
    boolean found = false;
    Option<Map<String, Object>> signatures =
        Json.objectMember(received, "signatures").flatMap(all -> Json.objectMember(all, server));
    for (Map.Entry<String, Object> signature : signatures.map(Map::entrySet).getOrElse(Set.of())) {
      Option<ServerKeys.ServerKey> key = usableKey(server, signature.getKey(), sentAt);
      if (key.isDefined()) {
        if (!verifies(key.get(), message, Json.string(signature.getValue()).get())) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /**
   * A known key of an algorithm that is understood, which the event is not too late for. What is no
   * key is unknown.
   */
  private Option<ServerKeys.ServerKey> usableKey(String server, String keyId, BigInteger sentAt) {
    // Version 5: "`valid_until_ts` [...] is at least as large as the `origin_server_ts`".
    return keys.find(server, keyId)
        .filter(key -> keyId.startsWith("ed25519:"))
        .filter(key -> Base64Text.decode(key.base64()).exists(bytes -> bytes.length == 32))
        .filter(
            key ->
                !version.keyValidityEnforced()
                    || key.lastMoment().forAll(last -> last.compareTo(sentAt) >= 0));
  }

  private static boolean verifies(ServerKeys.ServerKey key, byte[] message, String signature) {
    byte[] keyBytes = Base64Text.decode(key.base64()).get();
    return Base64Text.decode(signature)
        .exists(signatureBytes -> Ed25519.verifies(keyBytes, message, signatureBytes));
  }
}
