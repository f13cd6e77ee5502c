package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.TestServer;
import dev.roomstate.event.EventDefect.MissingField;
import dev.roomstate.event.EventDefect.NotAnObject;
import dev.roomstate.event.EventDefect.NotJson;
import dev.roomstate.event.EventDefect.WrongField;
import dev.roomstate.id.EventId;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonBoolean;
import dev.roomstate.json.JsonDefect;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonNull;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Check 1: which objects are events, in all room versions. */
class EventFormatTest {
  private static final List<String> REQUIRED =
      List.of(
          "auth_events",
          "content",
          "depth",
          "hashes",
          "origin_server_ts",
          "prev_events",
          "room_id",
          "sender",
          "signatures",
          "type");

  private static final List<JsonValue> ALL_KINDS =
      List.of(
          JsonNull.NULL,
          JsonBoolean.TRUE,
          JsonInteger.of(1),
          JsonString.of("text"),
          JsonArray.of(List.of(JsonInteger.of(1))),
          TestServer.json("{\"a\":1}"));

  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void completeEventIsAnEvent(RoomVersion version) {
    Pdu pdu = Samples.pdu(Samples.message(version.rules()), version.rules());
    assertEquals("m.room.message", pdu.facts().type());
    assertEquals("[$auth:domain]", pdu.authEvents().toString());
    assertEquals("[$prev:domain]", pdu.prevEvents().toString());
    assertEquals(3, pdu.facts().depth());
    assertEquals(1_000_000, pdu.facts().originServerTs());
    assertTrue(!pdu.facts().isState() && !pdu.trusted());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void requiredFieldThatIsMissingIsNamed(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    for (String field : REQUIRED) {
      EventDefect defect = Samples.defect(event.without(field), version.rules());
      assertEquals(new MissingField(field), defect);
      assertEquals(Check.FORMAT, defect.check());
    }
    assertEquals(
        new MissingField("hashes.sha256"),
        Samples.defect(event.with("hashes", JsonObject.EMPTY), version.rules()));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void fieldOfAnotherKindIsNamed(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    for (String field :
        List.of(
            "type",
            "state_key",
            "sender",
            "room_id",
            "origin_server_ts",
            "depth",
            "content",
            "unsigned",
            "hashes",
            "signatures",
            "auth_events",
            "prev_events")) {
      for (JsonValue value : ALL_KINDS) {
        if (isRight(field, value)) {
          continue;
        }
        EventDefect defect = Samples.defect(event.with(field, value), version.rules());
        assertEquals(field, assertInstanceOf(WrongField.class, defect, field).field());
      }
    }
  }

  /** Whether the field may be of the kind that the value is of. */
  private static boolean isRight(String field, JsonValue value) {
    return switch (field) {
      case "type", "state_key" -> value instanceof JsonString;
      case "origin_server_ts", "depth" -> value instanceof JsonInteger;
      case "content", "unsigned" -> value instanceof JsonObject;
      default -> false;
    };
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void hashesAndSignaturesMustBeOfStrings(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    for (String hashes :
        List.of("{\"sha256\":1}", "{\"sha256\":null}", "{\"sha256\":\"a\",\"md5\":1}")) {
      assertWrong("hashes", event.with("hashes", TestServer.json(hashes)), version.rules());
    }
    for (String signatures : List.of("{\"a\":1}", "{\"a\":\"b\"}", "{\"a\":{\"k\":1}}")) {
      assertWrong(
          "signatures", event.with("signatures", TestServer.json(signatures)), version.rules());
    }
    Samples.pdu(
        event
            .with("hashes", TestServer.json("{\"sha256\":\"a\",\"sha512\":\"b\"}"))
            .with("signatures", TestServer.json("{\"a\":{},\"b\":{\"k\":\"\",\"l\":\"x\"}}")),
        version.rules());
  }

  private static void assertWrong(String field, JsonObject event, RoomVersionRules rules) {
    EventDefect defect = Samples.defect(event, rules);
    assertEquals(field, assertInstanceOf(WrongField.class, defect).field());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void referencesArePairsInVersionsOneAndTwoAndIdsLater(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    boolean pairs = Samples.number(version) <= 2;
    JsonArray wrong = Samples.references(Samples.rules(pairs ? "3" : "1"), "$e:domain");
    for (String field : List.of("auth_events", "prev_events")) {
      assertWrong(field, event.with(field, wrong), version.rules());
      for (String pair :
          List.of(
              "[[\"$e:d\"]]",
              "[[\"$e:d\",{},{}]]",
              "[[\"$e:d\",\"hash\"]]",
              "[[1,{}]]",
              "[[]]",
              "[{}]",
              "[null]")) {
        JsonObject holder = TestServer.json("{\"a\":" + pair + "}");
        assertWrong(field, event.with(field, holder.get("a").get()), version.rules());
      }
      Samples.pdu(event.with(field, JsonArray.of(List.of())), version.rules());
    }
  }

  @Test
  void hashesOfReferencesAreNotLookedAt() {
    RoomVersionRules rules = Samples.rules("1");
    JsonObject holder = TestServer.json("{\"a\":[[\"$e:d\",{\"sha256\":\"wrong\",\"x\":1}]]}");
    Pdu pdu = Samples.pdu(Samples.message(rules).with("prev_events", holder.get("a").get()), rules);
    assertEquals(List.of(new EventId("$e:d")), pdu.prevEvents());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:domain", "@a", "@:", "@a:", "@a:do_main", "@a\u0000:d", "!a:d"})
  void senderMustBeAUserId(String sender) {
    RoomVersionRules rules = Samples.rules("11");
    assertWrong("sender", Samples.message(rules).with("sender", JsonString.of(sender)), rules);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@:domain", "@A b:domain", "@\uD83D\uDE00:domain", "@a:domain:8448"})
  void historicalUserIdMaySend(String sender) {
    RoomVersionRules rules = Samples.rules("11");
    Pdu pdu = Samples.pdu(Samples.message(rules).with("sender", JsonString.of(sender)), rules);
    assertEquals(sender, pdu.facts().sender().value());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventIdIsReadInVersionsOneAndTwoAndNeverBelievedLater(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    boolean chosen = Samples.number(version) <= 2;
    assertEquals(chosen, Samples.pdu(event, version.rules()).id().equals(new EventId("$e:domain")));
    if (chosen) {
      assertEquals(
          new MissingField("event_id"), Samples.defect(event.without("event_id"), version.rules()));
      for (String id : List.of("", "e:domain", "$e", "$e:", "$e:do_main")) {
        assertWrong("event_id", event.with("event_id", JsonString.of(id)), version.rules());
      }
    } else {
      EventId without = Samples.pdu(event.without("event_id"), version.rules()).id();
      assertEquals(44, without.value().length());
      assertTrue(Samples.pdu(event.with("event_id", JsonNull.NULL), version.rules()) != null);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void trustedIdStandsForHashesSignaturesAndEventId(RoomVersion version) {
    JsonObject event =
        Samples.message(version.rules())
            .without("event_id")
            .without("hashes")
            .without("signatures");
    EventId id = new EventId("$anything");
    byte[] bytes = CanonicalJson.write(event);
    Pdu pdu = EventFormat.parse(bytes, version.rules(), Option.some(id)).get();
    assertEquals(id, pdu.id());
    assertTrue(pdu.trusted());
    byte[] broken = CanonicalJson.write(event.with("signatures", JsonNull.NULL));
    assertEquals(
        new WrongField("signatures", "an object"),
        EventFormat.parse(broken, version.rules(), Option.some(id)).getLeft());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void createEventNeedsNoRoomIdFromVersionTwelveOn(RoomVersion version) {
    JsonObject create = Samples.state(version.rules(), "m.room.create", "{}").without("room_id");
    if (Samples.number(version) < 12) {
      assertEquals(new MissingField("room_id"), Samples.defect(create, version.rules()));
      return;
    }
    Pdu pdu = Samples.pdu(create, version.rules());
    assertEquals("!" + pdu.id().value().substring(1), pdu.facts().roomId().value());
    assertTrue(!pdu.facts().roomIdWritten());
    // One that has a room id is for the rules to reject, as long as it could be one.
    for (String written : List.of("!x:d", "", "x", "x".repeat(255))) {
      Pdu named = Samples.pdu(create.with("room_id", JsonString.of(written)), version.rules());
      assertTrue(named.facts().roomIdWritten());
      assertEquals(named.id(), named.facts().roomId().createEventId());
    }
    assertWrong("room_id", create.with("room_id", JsonNull.NULL), version.rules());
    assertEquals(
        new EventDefect.FieldTooLong("room_id"),
        Samples.defect(create.with("room_id", Samples.text(256)), version.rules()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x:domain", "#x:domain"})
  void roomIdMustHaveItsSigil(String roomId) {
    RoomVersionRules rules = Samples.rules("11");
    assertWrong("room_id", Samples.message(rules).with("room_id", JsonString.of(roomId)), rules);
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void depthAndTimeAreLimitedByTheVersionsNumbers(RoomVersion version) {
    boolean strict = Samples.number(version) >= 6;
    long canonical = JsonInteger.CANONICAL_MAX;
    for (String field : List.of("depth", "origin_server_ts")) {
      assertRange(field, Samples.integer(0), true, version.rules());
      assertRange(field, Samples.integer(canonical), true, version.rules());
      assertRange(field, Samples.integer(canonical + 1), !strict, version.rules());
      assertRange(field, Samples.integer(Long.MAX_VALUE), !strict, version.rules());
      BigInteger beyond = BigInteger.TWO.pow(63);
      assertRange(field, JsonInteger.of(beyond), false, version.rules());
      assertRange(field, JsonInteger.of(beyond.pow(9)), false, version.rules());
    }
    assertRange("depth", Samples.integer(-1), false, version.rules());
    assertRange("origin_server_ts", Samples.integer(-1), true, version.rules());
    assertRange("origin_server_ts", Samples.integer(-canonical), true, version.rules());
    assertRange("origin_server_ts", Samples.integer(-canonical - 1), !strict, version.rules());
    assertRange("origin_server_ts", Samples.integer(Long.MIN_VALUE), !strict, version.rules());
  }

  private static void assertRange(
      String field, JsonInteger value, boolean right, RoomVersionRules rules) {
    JsonObject event = Samples.message(rules).with(field, value);
    assertEquals(right, Samples.parse(event, rules).isRight(), field + " " + value);
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void numbersThatAreNotCanonicalAreDroppedFromVersionSixOnWhereverTheyStand(RoomVersion version) {
    boolean strict = Samples.number(version) >= 6;
    String json =
        new String(CanonicalJson.write(Samples.message(version.rules())), StandardCharsets.UTF_8);
    for (String number : List.of("1.0", "1e2", "-0", "9007199254740992", "0.5E-3")) {
      for (String place : List.of("\"unsigned\":{\"a\":[%s]},", "\"other\":%s,")) {
        String text = "{" + place.formatted(number) + json.substring(1);
        var parsed = EventFormat.parse(text.getBytes(StandardCharsets.UTF_8), version.rules());
        assertEquals(!strict, parsed.isRight(), text);
        if (strict) {
          assertInstanceOf(NotJson.class, parsed.getLeft());
        }
      }
    }
  }

  @Test
  void depthAsFloatIsNoIntegerInAnyVersion() {
    RoomVersionRules rules = Samples.rules("1");
    String text =
        new String(CanonicalJson.write(Samples.message(rules)), StandardCharsets.UTF_8)
            .replace("\"depth\":3", "\"depth\":3.0");
    EventDefect defect = EventFormat.parse(text.getBytes(StandardCharsets.UTF_8), rules).getLeft();
    assertEquals(new WrongField("depth", "a natural number"), defect);
  }

  @Test
  void whatIsNoObjectIsNoEvent() {
    for (String text : List.of("[]", "1", "null", "\"event\"", "true")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(new NotAnObject(), EventFormat.parse(bytes, Samples.rules("11")).getLeft());
    }
    EventDefect defect = EventFormat.parse(new byte[0], Samples.rules("11")).getLeft();
    assertEquals(new NotJson(new JsonDefect(JsonDefect.Kind.SYNTAX, 0)), defect);
  }

  @Test
  void everyDefectIsASentence() {
    List<EventDefect> all =
        List.of(
            new NotJson(new JsonDefect(JsonDefect.Kind.SYNTAX, 3)),
            new NotAnObject(),
            new MissingField("depth"),
            new WrongField("depth", "a natural number"),
            new EventDefect.FieldTooLong("type"),
            new EventDefect.TooManyReferences("prev_events", 20),
            new EventDefect.TooLarge(65_536),
            new EventDefect.NotSigned("a"),
            new EventDefect.BadSignature("a", "ed25519:1"));
    assertEquals(EventDefect.class.getPermittedSubclasses().length, all.size());
    for (EventDefect defect : all) {
      assertTrue(defect.sentence().matches("[`t].*[^.]"), defect.sentence());
    }
  }
}
