package dev.roomstate;

import dev.roomstate.crypto.Ed25519;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.SigningKey;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.EventBuilder;
import dev.roomstate.id.ServerName;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.RoomVersionRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A homeserver of the tests: a name and a signing key.
 *
 * @param name the name
 * @param key the key, which follows from the name
 */
public record TestServer(ServerName name, SigningKey key) {
  /** One primitive for all tests: it keeps keys. */
  public static final Ed25519 ED25519 = Ed25519.best();

  /** The server of this name. */
  public static TestServer named(String name) {
    byte[] seed = Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), SigningKey.SEED_SIZE);
    return new TestServer(new ServerName(name), SigningKey.of(seed, "1").get());
  }

  /** A user of the server. */
  public UserId user(String localpart) {
    return new UserId("@" + localpart + ":" + name);
  }

  /** What hashes and signs for the server. */
  public EventBuilder builder(RoomVersionRules rules) {
    return new EventBuilder(rules, name, key, ED25519);
  }

  /** The keys of these servers; all others are unknown. */
  public static KeyRing keys(TestServer... servers) {
    Map<String, Map<String, VerifyKey>> keys = new HashMap<>();
    for (TestServer server : servers) {
      keys.put(server.name.value(), Map.of(server.key.keyId(), server.key.verifyKey()));
    }
    return KeyRing.of(keys);
  }

  /** The object that the text is. */
  public static JsonObject json(String text) {
    return (JsonObject) JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)).get().value();
  }
}
