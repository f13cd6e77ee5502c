package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.TestServer;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonBoolean;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonNull;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of redaction: it is idempotent, and neither the id nor a signature depends on it. */
class RedactionLawsTest {
  private static final List<String> NAMES =
      List.of(
          "type",
          "state_key",
          "membership",
          "users",
          "invite",
          "events",
          "aliases",
          "creator",
          "allow",
          "join_rule",
          "redacts",
          "third_party_invite",
          "signed",
          "unsigned",
          "origin",
          "prev_state",
          "m.federate",
          "extra",
          "\uD83D\uDE00",
          "",
          "join_authorised_via_users_server");

  private static final List<String> TYPES =
      List.of(
          "m.room.member",
          "m.room.create",
          "m.room.power_levels",
          "m.room.join_rules",
          "m.room.aliases",
          "m.room.history_visibility",
          "m.room.redaction",
          "m.room.message");

  @Provide
  Arbitrary<RoomVersion> versions() {
    return Arbitraries.of(RoomVersions.STANDARD.all().toJavaList());
  }

  @Provide
  Arbitrary<JsonValue> values() {
    Arbitrary<JsonValue> leaves =
        Arbitraries.of(
            JsonNull.NULL,
            JsonBoolean.TRUE,
            JsonInteger.of(50),
            JsonString.of("text"),
            JsonObject.EMPTY,
            JsonArray.of(List.of()));
    Arbitrary<JsonValue> objects = objects(leaves).map(object -> object);
    return Arbitraries.oneOf(leaves, objects, objects(objects).map(object -> object));
  }

  private static Arbitrary<JsonObject> objects(Arbitrary<JsonValue> values) {
    return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(8).map(JsonObject::of);
  }

  /** Events of the format of a version, with members that are and are not kept. */
  @Provide
  Arbitrary<JsonObject> extras() {
    return Combinators.combine(
            objects(values()),
            objects(values()),
            Arbitraries.of(TYPES),
            Arbitraries.of(true, false))
        .as(
            (content, extra, type, state) -> {
              Map<String, JsonValue> members = new HashMap<>();
              for (int i = 0; i < extra.size(); i++) {
                members.put(extra.key(i).value(), extra.value(i));
              }
              members.remove("unsigned");
              members.remove("state_key");
              members.put("type", JsonString.of(type));
              members.put("content", content);
              if (state) {
                members.put("state_key", JsonString.of("key"));
              }
              return JsonObject.of(members);
            });
  }

  private static JsonObject event(JsonObject extras, RoomVersionRules rules) {
    JsonObject event = Samples.message(rules);
    for (int i = 0; i < extras.size(); i++) {
      event = event.with(extras.key(i).value(), extras.value(i));
    }
    return event;
  }

  @Property(tries = 400)
  void redactingTwiceIsRedactingOnce(
      @ForAll("extras") JsonObject extras, @ForAll("versions") RoomVersion version) {
    JsonObject once = Redaction.redact(event(extras, version.rules()), version.rules());
    assertEquals(once, Redaction.redact(once, version.rules()));
  }

  @Property(tries = 400)
  void redactedEventHasTheIdOfTheOriginal(
      @ForAll("extras") JsonObject extras, @ForAll("versions") RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event = event(extras, rules);
    Pdu original = Samples.pdu(event, rules);
    Pdu redacted = Samples.pdu(Redaction.redact(event, rules), rules);
    assertEquals(original.id(), redacted.id());
    assertArrayEquals(
        ReferenceHash.of(original.canonical(), original.facts().type(), rules),
        ReferenceHash.of(redacted.canonical(), redacted.facts().type(), rules));
  }

  @Property(tries = 150)
  void signatureHoldsForTheRedactedEvent(
      @ForAll("extras") JsonObject extras, @ForAll("versions") RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event = Samples.complete(event(extras, rules), rules);
    JsonObject redacted = Redaction.redact(event, rules);
    EventVerifier verifier =
        EventVerifier.withKeys(TestServer.keys(Samples.SERVER), TestServer.ED25519);
    assertEquals(true, verifier.verify(Samples.pdu(event, rules), rules).isRight());
    assertEquals(true, verifier.verify(Samples.pdu(redacted, rules), rules).isRight());
  }

  @Property(tries = 200)
  void whatRedactionTakesAwayDoesNotChangeTheId(
      @ForAll("extras") JsonObject extras,
      @ForAll("values") JsonValue value,
      @ForAll("versions") RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event = event(extras, rules);
    Pdu other = Samples.pdu(event.with("not_kept", value), rules);
    assertEquals(Samples.pdu(event, rules).id(), other.id());
  }

  /** A redacted event is still of its room and in its place: all that is kept is equal. */
  @Property(tries = 200)
  void redactedEventKeepsItsPlace(
      @ForAll("extras") JsonObject extras, @ForAll("versions") RoomVersion version) {
    RoomVersionRules rules = version.rules();
    Pdu original = Samples.pdu(event(extras, rules), rules);
    Pdu redacted = Samples.pdu(Redaction.redact(original.json(), rules), rules);
    assertEquals(original.authEvents(), redacted.authEvents());
    assertEquals(original.prevEvents(), redacted.prevEvents());
    assertEquals(original.facts().key(), redacted.facts().key());
    assertEquals(original.facts().sender(), redacted.facts().sender());
    assertEquals(original.facts().depth(), redacted.facts().depth());
    assertEquals(original.facts().originServerTs(), redacted.facts().originServerTs());
  }
}
