package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content hash and the reference hash (server-server API, "Signing Events"). */
final class EventHashes {
  private EventHashes() {}

  /**
   * "First, any existing `unsigned`, `signatures`, and `hashes` properties are removed. The
   * resulting object is then encoded as Canonical JSON, and the JSON is hashed using SHA-256."
   */
  static byte[] contentHash(Map<String, Object> pdu) {
    return sha256(CanonicalJson.bytes(without(pdu, List.of("unsigned", "signatures", "hashes"))));
  }

  /**
   * "The content hash in the `hashes` property of the received event is base64-decoded, and the two
   * are compared for equality." What cannot be decoded does not match.
   */
  static boolean contentHashMatches(Map<String, Object> pdu) {
    Option<byte[]> claimed =
        Json.objectMember(pdu, "hashes")
            .flatMap(hashes -> Json.stringMember(hashes, "sha256"))
            .flatMap(Base64Text::decode);
    return claimed.exists(hash -> Arrays.equals(hash, contentHash(pdu)));
  }

  /**
   * "1. The event is put through the redaction algorithm. 2. The `signatures` and `unsigned`
   * properties are removed. 3. The event is converted into Canonical JSON. 4. A sha256 hash is
   * calculated."
   */
  static byte[] referenceHash(Map<String, Object> pdu, RoomVersion version) {
    return sha256(signedBytes(Redaction.redact(pdu, version)));
  }

  /** Version 3 on: "The event ID is the reference hash of the event", prefixed with {@code $}. */
  static String eventId(Map<String, Object> pdu, RoomVersion version) {
    byte[] hash = referenceHash(pdu, version);
    return "$"
        + (version.urlSafeEventIds() ? Base64Text.encodeUrlSafe(hash) : Base64Text.encode(hash));
  }

  /** "Removes the `signatures` and `unsigned` members of the object. Encodes the remainder." */
  static byte[] signedBytes(Map<String, Object> object) {
    return CanonicalJson.bytes(without(object, List.of("signatures", "unsigned")));
  }

  private static Map<String, Object> without(Map<String, Object> object, List<String> names) {
    Map<String, Object> rest = new LinkedHashMap<>(object);
    rest.keySet().removeAll(names);
    return rest;
  }

  static byte[] sha256(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
