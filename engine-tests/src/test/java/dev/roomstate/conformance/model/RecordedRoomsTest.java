package dev.roomstate.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms that real servers have lived, under {@code rooms/} on the class path. */
class RecordedRoomsTest {
  private static final List<String> FIELDS =
      List.of("event_id", "outcome", "hash", "state_before", "state_after");

  static Stream<String> rooms() {
    return Stream.of(
        "v1-everyday",
        "v1-forks",
        "v1-hostile-server",
        "v10-everyday",
        "v10-hostile-server",
        "v10-third-party-invite",
        "v11-everyday",
        "v11-hostile-server",
        "v11-large",
        "v11-space",
        "v11-storm",
        "v12-creators",
        "v12-everyday",
        "v12-forks",
        "v12-hostile-server",
        "v12-partition",
        "v12-storm",
        "v12-third-party-invite",
        "v2-everyday",
        "v2-third-party-invite",
        "v3-everyday",
        "v4-everyday",
        "v5-everyday",
        "v5-storm",
        "v6-everyday",
        "v6-hostile-server",
        "v7-everyday",
        "v8-everyday",
        "v8-forks",
        "v9-everyday",
        "v9-partition");
  }

  static Stream<String> roomsWithDroppedEvents() {
    return Stream.of(
        "v1-hostile-server",
        "v6-hostile-server",
        "v10-hostile-server",
        "v11-hostile-server",
        "v12-hostile-server",
        "v2-third-party-invite",
        "v10-third-party-invite",
        "v12-third-party-invite");
  }

  private static String read(String room, String file) throws IOException {
    String path = "/rooms/" + room + "/" + file;
    try (InputStream plain = RecordedRoomsTest.class.getResourceAsStream(path);
        InputStream packed = RecordedRoomsTest.class.getResourceAsStream(path + ".gz")) {
      InputStream in = plain == null ? new GZIPInputStream(packed) : plain;
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> lines(String room, String file) throws IOException {
    return List.of(read(room, file).split("\n"));
  }

  private static List<Map<String, Object>> objects(String room, String file) throws IOException {
    return lines(room, file).stream().map(Written::parse).toList();
  }

  private static String line(String room, List<String> entries) throws IOException {
    return "{\"case\":\""
        + room
        + "\",\"room_version\":\""
        + room.substring(1, room.indexOf('-'))
        + "\",\"soft_fail\":true,\"keys\":"
        + read(room, "keys.json")
        + ",\"events\":["
        + String.join(",", entries)
        + "]}";
  }

  private static List<Map<String, Object>> judge(String line) {
    Map<String, Object> answer = Written.parse(new DefinitionalModel().judge(line));
    return Json.array(answer.get("events")).get().stream()
        .map(event -> Json.object(event).get())
        .toList();
  }

  private static Map<String, Object> only(List<String> names, Map<String, Object> members) {
    Map<String, Object> chosen = new TreeMap<>(members);
    chosen.keySet().retainAll(names);
    return chosen;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomAsRecorded(String room) throws IOException {
    List<Map<String, Object>> expected = objects(room, "expected.ndjson");
    List<Map<String, Object>> answers = judge(line(room, lines(room, "room.ndjson")));
    assertEquals(expected.size(), answers.size());
    for (int i = 0; i < expected.size(); i++) {
      List<String> fields = new ArrayList<>(FIELDS);
      if (expected.get(i).containsKey("check")) {
        fields.add("check");
      }
      assertEquals(only(fields, expected.get(i)), only(fields, answers.get(i)), "event " + i);
    }
  }

  /**
   * The server read an auth event in its redacted form: three events need the level that it lost.
   */
  @Test
  void redactedPowerLevelsAreReadAsTheyWereSent() throws IOException {
    String room = "v10-redacted-power-levels";
    List<Map<String, Object>> expected = objects(room, "expected.ndjson");
    List<Map<String, Object>> answers = judge(line(room, lines(room, "room.ndjson")));
    Set<Object> rejected = new HashSet<>();
    int firstDifference = expected.size();
    for (int i = expected.size() - 1; i >= 0; i--) {
      if (!only(FIELDS, expected.get(i)).equals(only(FIELDS, answers.get(i)))) {
        firstDifference = i;
      }
      if (answers.get(i).get("outcome").equals("rejected")) {
        rejected.add(answers.get(i).get("rule"));
      }
    }
    assertEquals(16, firstDifference);
    assertEquals("INVITE_LEVEL", answers.get(16).get("rule"));
    assertTrue(Set.of("INVITE_LEVEL", "AUTH_EVENTS_REJECTED").containsAll(rejected));
  }

  /** What was sent and never stored: `spec` says what the specification asks for. */
  @ParameterizedTest
  @MethodSource("roomsWithDroppedEvents")
  void droppedAsTheTextAsks(String room) throws IOException {
    List<Map<String, Object>> expected = objects(room, "expected.ndjson");
    List<String> recorded = lines(room, "room.ndjson");
    for (Map<String, Object> dropped : objects(room, "dropped.ndjson")) {
      List<String> entries = new ArrayList<>();
      int position = -1;
      for (int i = 0; i < recorded.size(); i++) {
        entries.add(recorded.get(i));
        if (expected.get(i).get("event_id").equals(dropped.get("after"))) {
          position = entries.size();
          entries.add("{\"pdu\":" + CanonicalJson.text(dropped.get("pdu")) + "}");
        }
      }
      Map<String, Object> answer = judge(line(room, entries)).get(position);
      assertEquals(dropped.get("spec"), answer.get("outcome"), dropped.get("note").toString());
    }
  }

  /** Where the second disputed sentence of state resolution decides, the recording says so. */
  @ParameterizedTest
  @ValueSource(strings = {"v5-storm", "v12-storm", "v12-partition"})
  void theLetterOfChains(String room) throws IOException {
    List<Map<String, Object>> expected = objects(room, "expected.ndjson");
    List<String> recorded = lines(room, "room.ndjson");
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).containsKey("spec_text")) {
        Object byText = Json.object(expected.get(i).get("spec_text")).get().get("state_before");
        assertEquals(byText, stateBeforeByTheLetter(room, recorded, i));
      }
    }
  }

  /** From the states after the prev events as the network reads them. */
  private static String stateBeforeByTheLetter(String room, List<String> recorded, int index)
      throws IOException {
    Map<String, Object> pdu = Json.objectMember(Written.parse(recorded.get(index)), "pdu").get();
    String plain = line(room, recorded);
    String open = plain.substring(0, plain.length() - 1);
    String stateAt = open + ",\"state_at\":" + CanonicalJson.text(pdu.get("prev_events")) + "}";
    Map<String, Object> states =
        Json.objectMember(Written.parse(new DefinitionalModel().judge(stateAt)), "states").get();
    List<Object> sets = new ArrayList<>();
    for (Object state : states.values()) {
      sets.add(
          Json.array(state).get().stream().map(entry -> Json.array(entry).get().get(2)).toList());
    }
    String resolve = open + ",\"resolve\":" + CanonicalJson.text(sets) + "}";
    DefinitionalModel letter = new DefinitionalModel(StateResolutionReading.LETTER_OF_CHAINS);
    Map<StateKey, String> resolved = new HashMap<>();
    for (Object entry : Json.array(Written.parse(letter.judge(resolve)).get("resolved")).get()) {
      List<Object> parts = Json.array(entry).get();
      resolved.put(
          new StateKey((String) parts.get(0), (String) parts.get(1)), (String) parts.get(2));
    }
    return new StateListing().hash(resolved);
  }
}
