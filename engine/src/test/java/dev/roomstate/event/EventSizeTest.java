package dev.roomstate.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.EventDefect.FieldTooLong;
import dev.roomstate.event.EventDefect.TooLarge;
import dev.roomstate.event.EventDefect.TooManyReferences;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Check 1: how large events and their parts may be; every limit at it and one beyond it. */
class EventSizeTest {
  static Stream<RoomVersion> versions() {
    return Samples.versions();
  }

  /** The event with a body that makes it this large, in canonical form. */
  private static JsonObject ofSize(JsonObject event, int size, String filler) {
    int without = CanonicalJson.write(with(event, "")).length;
    int fillerBytes = filler.getBytes(StandardCharsets.UTF_8).length;
    int times = (size - without) / fillerBytes;
    int rest = size - without - times * fillerBytes;
    return with(event, filler.repeat(times) + "x".repeat(rest));
  }

  private static JsonObject with(JsonObject event, String body) {
    return event.with("content", JsonObject.EMPTY.with("body", JsonString.of(body)));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventMayHaveSixtyFourKibibytes(RoomVersion version) {
    for (String filler : new String[] {"x", "é", "\uD83D\uDE00"}) {
      JsonObject event = Samples.message(version.rules());
      JsonObject largest = ofSize(event, 65_536, filler);
      assertEquals(65_536, CanonicalJson.write(largest).length);
      assertEquals(65_536, Samples.pdu(largest, version.rules()).canonical().size());
      assertEquals(
          new TooLarge(65_536), Samples.defect(ofSize(event, 65_537, filler), version.rules()));
    }
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void whitespaceAndEscapesDoNotCount(RoomVersion version) {
    JsonObject largest = ofSize(Samples.message(version.rules()), 65_536, "A");
    String text = new String(CanonicalJson.write(largest), StandardCharsets.UTF_8);
    String spread = text.replace(",\"", " ,\n \"").replace("AAAA", "AA\\u0041A");
    assertTrue(spread.length() > 100_000);
    byte[] bytes = spread.getBytes(StandardCharsets.UTF_8);
    Either<EventDefect, Pdu> parsed = EventFormat.parse(bytes, version.rules());
    assertEquals(65_536, parsed.get().canonical().size());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void unsignedAndSignaturesCount(RoomVersion version) {
    JsonObject event = Samples.message(version.rules());
    JsonObject unsigned = event.with("unsigned", JsonObject.EMPTY.with("a", Samples.text(65_536)));
    assertEquals(new TooLarge(65_536), Samples.defect(unsigned, version.rules()));
    JsonObject signed = Samples.withSignature(event, "s", "ed25519:1", "x".repeat(65_536));
    assertEquals(new TooLarge(65_536), Samples.defect(signed, version.rules()));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void namesMayHave255BytesNotCharacters(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    assertLimit(rules, "type", "", "x", "");
    assertLimit(rules, "state_key", "", "x", "");
    assertLimit(rules, "sender", "@", "a", ":domain");
    assertLimit(rules, "room_id", "!", "a", ":domain");
    assertLimit(rules, "type", "", "é", "x");
    assertLimit(rules, "state_key", "", "\u20ac", "");
    assertLimit(rules, "sender", "@", "\uD83D\uDE00", ":domain");
    assertLimit(rules, "room_id", "!", "\u65e5", ":domain");
    if (Samples.number(version) <= 2) {
      assertLimit(rules, "event_id", "$", "a", ":domain");
      assertLimit(rules, "event_id", "$", "é", ":domain");
    }
  }

  /** Fills the field to 255 bytes, and then to 256. */
  private static void assertLimit(
      RoomVersionRules rules, String field, String start, String filler, String end) {
    JsonObject event = Samples.message(rules);
    String longest = filled(255, start, filler, end);
    Pdu pdu = Samples.pdu(event.with(field, JsonString.of(longest)), rules);
    assertEquals(longest, pdu.json().string(field).get());
    String tooLong = filled(256, start, filler, end);
    assertEquals(
        new FieldTooLong(field), Samples.defect(event.with(field, JsonString.of(tooLong)), rules));
  }

  private static String filled(int bytes, String start, String filler, String end) {
    int open = bytes - start.length() - end.length();
    int size = filler.getBytes(StandardCharsets.UTF_8).length;
    return start + filler.repeat(open / size) + "x".repeat(open % size) + end;
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventMayCiteTenAuthEventsAndFollowTwentyEvents(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    JsonObject event = Samples.message(rules);
    assertEquals(
        10, Samples.pdu(event.with("auth_events", many(rules, 10)), rules).authEvents().size());
    assertEquals(
        new TooManyReferences("auth_events", 10),
        Samples.defect(event.with("auth_events", many(rules, 11)), rules));
    assertEquals(
        20, Samples.pdu(event.with("prev_events", many(rules, 20)), rules).prevEvents().size());
    assertEquals(
        new TooManyReferences("prev_events", 20),
        Samples.defect(event.with("prev_events", many(rules, 21)), rules));
  }

  private static JsonArray many(RoomVersionRules rules, int count) {
    return Samples.references(
        rules,
        IntStream.range(0, count).mapToObj(i -> "$e" + i + ":domain").toArray(String[]::new));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void idOfAReferenceMayHave255Bytes(RoomVersion version) {
    RoomVersionRules rules = version.rules();
    for (String field : new String[] {"auth_events", "prev_events"}) {
      JsonObject event = Samples.message(rules);
      Samples.pdu(event.with(field, Samples.references(rules, "$" + "é".repeat(127))), rules);
      assertEquals(
          new FieldTooLong(field),
          Samples.defect(
              event.with(field, Samples.references(rules, "$x" + "é".repeat(127))), rules));
    }
  }

  @Test
  void textBeyondWhatIsReadAtAllIsDropped() {
    byte[] bytes = new byte[(1 << 20) + 1];
    Arrays.fill(bytes, (byte) ' ');
    EventDefect defect = EventFormat.parse(bytes, Samples.rules("11")).getLeft();
    assertTrue(defect.sentence().contains("too large"), defect.sentence());
  }

  @Test
  void defectsOfOneEventAreReportedInTheirOrder() {
    RoomVersionRules rules = Samples.rules("11");
    JsonObject event = Samples.message(rules).without("type").without("sender");
    assertEquals(new EventDefect.MissingField("type"), Samples.defect(event, rules));
    JsonObject large = ofSize(event, 70_000, "x");
    assertEquals(new TooLarge(65_536), Samples.defect(large, rules));
  }
}
