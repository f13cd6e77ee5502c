package dev.roomstate.event;

import dev.roomstate.TestServer;
import dev.roomstate.crypto.UnpaddedBase64;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events of the tests of this package. */
final class Samples {
  static final TestServer SERVER = TestServer.named("domain");

  private Samples() {}

  /** The standard versions, in their order. */
  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  /** The rules of the version of this number. */
  static RoomVersionRules rules(String version) {
    return RoomVersions.STANDARD.get(version).get().rules();
  }

  /** The number of a standard version. */
  static int number(RoomVersion version) {
    return Integer.parseInt(version.id());
  }

  /**
   * A message event that has its version's format, with hashes and signatures that mean nothing.
   */
  static JsonObject message(RoomVersionRules rules) {
    return TestServer.json(
            "{\"type\":\"m.room.message\",\"sender\":\"@a:domain\",\"room_id\":\"!x:domain\","
                + "\"content\":{\"body\":\"hello\"},\"origin_server_ts\":1000000,\"depth\":3,"
                + "\"hashes\":{\"sha256\":\"abc\"},\"signatures\":{},\"event_id\":\"$e:domain\"}")
        .with("auth_events", references(rules, "$auth:domain"))
        .with("prev_events", references(rules, "$prev:domain"));
  }

  /** A state event of this type with this content. */
  static JsonObject state(RoomVersionRules rules, String type, String content) {
    return message(rules)
        .with("type", JsonString.of(type))
        .with("state_key", JsonString.of(""))
        .with("content", TestServer.json(content));
  }

  /** References to these ids, as the version writes them. */
  static JsonArray references(RoomVersionRules rules, String... ids) {
    List<JsonValue> items = new ArrayList<>();
    for (String id : ids) {
      items.add(
          rules.references() == EventReferenceFormat.ID
              ? JsonString.of(id)
              : JsonArray.of(List.of(JsonString.of(id), JsonObject.EMPTY)));
    }
    return JsonArray.of(items);
  }

  /** What check 1 says of the event. */
  static Either<EventDefect, Pdu> parse(JsonObject event, RoomVersionRules rules) {
    return EventFormat.parse(CanonicalJson.write(event), rules);
  }

  /** The event, which must have its version's format. */
  static Pdu pdu(JsonObject event, RoomVersionRules rules) {
    return parse(event, rules).getOrElseThrow(defect -> new AssertionError(defect.sentence()));
  }

  /** What is wrong with an event that has not its version's format. */
  static EventDefect defect(JsonObject event, RoomVersionRules rules) {
    return parse(event, rules).getLeft();
  }

  /** A string of so many ASCII characters. */
  static JsonString text(int bytes) {
    return JsonString.of("x".repeat(bytes));
  }

  /** An integer. */
  static JsonInteger integer(long value) {
    return JsonInteger.of(value);
  }

  /** The event with the content hash that it should have. */
  static JsonObject hashed(JsonObject event) {
    byte[] hash = CanonicalEvent.write(event, Integer.MAX_VALUE).contentHash();
    return event.with(
        "hashes", JsonObject.of(Map.of("sha256", JsonString.of(UnpaddedBase64.encode(hash)))));
  }

  /** The event with one more signature, by this server's key, under this name and key id. */
  static JsonObject signed(
      JsonObject event, RoomVersionRules rules, TestServer by, String server, String keyId) {
    byte[] signed =
        CanonicalEvent.write(event, Integer.MAX_VALUE)
            .signedBytes(event.string("type").get(), rules);
    String signature = UnpaddedBase64.encode(TestServer.ED25519.sign(by.key(), signed));
    return withSignature(event, server, keyId, signature);
  }

  /** The event with one more signature that is this text. */
  static JsonObject withSignature(JsonObject event, String server, String keyId, String signature) {
    JsonObject all = event.object("signatures").getOrElse(JsonObject.EMPTY);
    Option<JsonObject> ofServer = all.object(server);
    JsonObject grown = ofServer.getOrElse(JsonObject.EMPTY).with(keyId, JsonString.of(signature));
    return event.with("signatures", all.with(server, grown));
  }

  /** The event, hashed, and signed by its sender's server. */
  static JsonObject complete(JsonObject event, RoomVersionRules rules) {
    return signed(hashed(event), rules, SERVER, "domain", "ed25519:1");
  }
}
