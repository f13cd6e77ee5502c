package dev.roomstate.conformance;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.Sha256;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.UnpaddedBase64;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Users and servers of hand-written rooms. A user's short name tells the server: {@code alice} is
 * {@code @alice:a.org}; a name with a colon is a complete user id. Every server has one signing
 * key, made of its name, so that rooms are the same in every run.
 */
public final class TimelineServers {
  /** The key id that every server signs with. */
  public static final String KEY_ID = "ed25519:1";

  /** The primitive that signs. */
  static final Ed25519 ED25519 = Ed25519.best();

  private final Map<String, SigningKey> keys = new ConcurrentHashMap<>();

  /** The user id of a user. */
  public static String userId(String user) {
    return user.startsWith("@") ? user : "@" + user + ":" + user.charAt(0) + ".org";
  }

  /** The server of a user: what stands behind the first colon. */
  public static String serverOf(String user) {
    String id = userId(user);
    return id.substring(id.indexOf(':') + 1);
  }

  /** The signing key of a server. */
  public SigningKey key(String server) {
    return keys.computeIfAbsent(server, TimelineServers::makeKey);
  }

  private static SigningKey makeKey(String name) {
    return SigningKey.of(Sha256.digest(name.getBytes(StandardCharsets.UTF_8)), "1").get();
  }

  /** All these servers' keys, as an engine asks for them. */
  public KeyRing keyRing() {
    return (server, keyId) ->
        keyId.equals(KEY_ID)
            ? new KeyLookup.Known(key(server).verifyKey())
            : new KeyLookup.Unknown();
  }

  /** The public half of a server's key, in base64. */
  public String publicKey(String server) {
    return UnpaddedBase64.encode(key(server).verifyKey().publicKey());
  }

  /** A server's signature of these bytes, in base64. */
  public String sign(String server, byte[] message) {
    return UnpaddedBase64.encode(ED25519.sign(key(server), message));
  }

  /** The public keys of all servers that were asked for, as a protocol case has them. */
  public Map<String, Map<String, String>> publicKeys() {
    Map<String, Map<String, String>> known = new TreeMap<>();
    keys.keySet().forEach(server -> known.put(server, Map.of(KEY_ID, publicKey(server))));
    return known;
  }
}
