package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.event.EventBuilder.Reference;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that this engine makes are events to it. */
class EventBuilderTest {
  private static final RoomId ROOM = new RoomId("!x:domain");
  private static final List<Reference> PARENTS = List.of(Reference.of(new EventId("$p:domain")));

  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  private static EventTemplate message(String content) {
    return EventTemplate.message(
        ROOM, "m.room.message", Samples.SERVER.user("a"), 1_000_000, TestServer.json(content));
  }

  private static byte[] build(EventTemplate template, RoomVersionRules rules, long depth) {
    return Samples.SERVER
        .builder(rules)
        .build(template, PARENTS, PARENTS, depth, event -> "opaque");
  }

  private static VerifiedPdu verified(byte[] event, RoomVersionRules rules) {
    Pdu pdu =
        EventFormat.parse(event, rules)
            .getOrElseThrow(defect -> new AssertionError(defect.sentence()));
    return EventVerifier.withKeys(TestServer.keys(Samples.SERVER), TestServer.ED25519)
        .verify(pdu, rules)
        .getOrElseThrow(no -> new AssertionError(no));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void builtEventPassesFormatSignatureAndHash(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    List<EventTemplate> templates =
        List.of(
            message("{\"body\":\"\uD83D\uDE00 \\u0001\"}"),
            EventTemplate.state(
                ROOM,
                StateKey.POWER_LEVELS,
                Samples.SERVER.user("a"),
                -5,
                TestServer.json("{\"users\":{\"@a:domain\":100},\"notifications\":{}}")),
            EventTemplate.create(Samples.SERVER.user("a"), 0, TestServer.json("{\"a\":1}")),
            message("{}").with("redacts", JsonString.of("$target")));
    for (EventTemplate template : templates) {
      boolean roomless = template.roomId().isEmpty() && Samples.number(version) < 12;
      if (roomless) {
        continue;
      }
      VerifiedPdu event = verified(build(template, rules, 7), rules);
      assertEquals(HashStatus.OK, event.hash());
      assertEquals(template.type(), event.pdu().facts().type());
      assertEquals(template.stateKey(), event.pdu().facts().stateKey());
      assertEquals(template.originServerTs(), event.pdu().facts().originServerTs());
      assertEquals(7, event.pdu().facts().depth());
      assertEquals(List.of(new EventId("$p:domain")), event.pdu().prevEvents());
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void builtBytesAreCanonicalAndAlwaysTheSame(RoomVersion version) {
    byte[] event = build(message("{\"b\":1,\"a\":2}"), version.rules(), 7);
    assertArrayEquals(
        event, CanonicalJson.write(Samples.pdu(parsed(event), version.rules()).json()));
    assertArrayEquals(event, build(message("{\"a\":2,\"b\":1}"), version.rules(), 7));
  }

  private static JsonObject parsed(byte[] event) {
    return (JsonObject) JsonParser.parse(event).get().value();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventIdIsWrittenInVersionsOneAndTwoOnly(RoomVersion version) {
    byte[] event = build(message("{}"), version.rules(), 7);
    assertEquals(Samples.number(version) <= 2, parsed(event).has("event_id"));
    if (Samples.number(version) <= 2) {
      assertEquals("$opaque:domain", parsed(event).string("event_id").get());
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void referenceHashesAreWrittenInVersionsOneAndTwoOnly(RoomVersion version) {
    byte[] event =
        Samples.SERVER
            .builder(version.rules())
            .build(
                message("{}"),
                List.of(new Reference(new EventId("$p"), new byte[] {1, 2, 3})),
                List.of(),
                1,
                template -> "opaque");
    assertEquals(
        Samples.number(version) <= 2 ? "[[\"$p\",{\"sha256\":\"AQID\"}]]" : "[\"$p\"]",
        parsed(event).get("auth_events").get().toString());
  }

  @Test
  void createEventOfVersionTwelveHasNoRoomIdEvenIfItsTemplateHas() {
    EventTemplate template =
        EventTemplate.state(
            ROOM, StateKey.CREATE, Samples.SERVER.user("a"), 0, TestServer.json("{}"));
    assertFalse(parsed(build(template, Samples.rules("12"), 1)).has("room_id"));
    assertTrue(parsed(build(template, Samples.rules("11"), 1)).has("room_id"));
  }

  @Test
  void depthStaysWithinWhatEveryVersionAllows() {
    for (String version : List.of("1", "11")) {
      RoomVersionRules rules = Samples.rules(version);
      VerifiedPdu event = verified(build(message("{}"), rules, Long.MAX_VALUE), rules);
      assertEquals(EventBuilder.DEPTH_MAX, event.pdu().facts().depth());
    }
  }

  @Test
  void membersOfTheFormatWinOverFurtherOnes() {
    EventTemplate template =
        message("{}")
            .with("type", JsonString.of("forged"))
            .with("sender", JsonString.of("@b:other"))
            .with("extra", JsonString.of("kept"));
    VerifiedPdu event = verified(build(template, Samples.rules("11"), 1), Samples.rules("11"));
    assertEquals("m.room.message", event.pdu().facts().type());
    assertEquals("kept", event.pdu().json().string("extra").get());
  }

  /** The hash and the signature are the builder's: nothing that a template brings is under them. */
  @Test
  void hashesAndSignaturesOfTheTemplateDoNotSpoilTheEvent() {
    for (RoomVersion version : Samples.versions().toList()) {
      EventTemplate template =
          message("{}")
              .with("hashes", TestServer.json("{\"sha256\":\"x\"}"))
              .with("signatures", TestServer.json("{\"other\":{\"ed25519:1\":\"x\"}}"))
              .with("unsigned", TestServer.json("{\"age\":1}"));
      VerifiedPdu event = verified(build(template, version.rules(), 1), version.rules());
      assertEquals(HashStatus.OK, event.hash());
    }
  }
}
