package dev.roomstate.bench.adversarial;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.StateKey;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.nio.charset.StandardCharsets;

/** Events that are dear to read. */
final class Pdus {
  private static final RoomVersion V5 = RoomVersions.STANDARD.get("5").get();
  private static final int TIMES = 20;

  private Pdus() {}

  private static Attack messages(RoomVersion version, String json) {
    Begun room = Rooms.joined(version, 10, false, 1);
    int first = room.script().pdus().size();
    for (int i = 0; i < TIMES; i++) {
      room.main()
          .send(
              EventTemplate.message(
                  room.script().roomId(), "org.example", room.script().user(0), i, object(json)));
    }
    return Attack.from(room.script(), first, EngineConfig.withoutSignatures());
  }

  private static JsonObject object(String json) {
    return (JsonObject) JsonParser.parse(json.getBytes(StandardCharsets.UTF_8)).get().value();
  }

  static Attack floats(int bytes) {
    StringBuilder json = new StringBuilder("{\"a\":[0");
    for (int i = 0; json.length() < bytes; i++) {
      json.append(",1.").append(1_000_000_000_000_001L + i * 7_919L).append("e-300");
    }
    return messages(V5, json.append("]}").toString());
  }

  static Attack longInteger(int digits) {
    return messages(V5, "{\"a\":" + "9".repeat(digits) + "}");
  }

  static Attack longLevel(int digits) {
    Begun room = Rooms.joined(V5, 10, false, 1);
    int first = room.script().pdus().size();
    for (int i = 0; i < TIMES; i++) {
      String level = "9".repeat(digits - 2) + (10 + i);
      room.main()
          .send(
              EventTemplate.state(
                  room.script().roomId(),
                  StateKey.POWER_LEVELS,
                  room.script().user(0),
                  i,
                  object(
                      "{\"users\":{\""
                          + room.script().user(0)
                          + "\":100},\"ban\":-"
                          + level
                          + "}")));
    }
    return Attack.from(room.script(), first, EngineConfig.withoutSignatures());
  }

  static Attack manyKeys(int keys) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < keys; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      // Bits reversed: far from any order.
      json.append(Integer.toString(Integer.reverse(i) >>> 12, Character.MAX_RADIX)).append("\":");
      json.append('0');
    }
    return messages(Forks.VERSION, json.append('}').toString());
  }

  static Attack escapes(int escapes) {
    return messages(Forks.VERSION, "{\"a\":\"" + "\\u0000".repeat(escapes) + "\"}");
  }

  static Attack nesting(int depth) {
    return messages(Forks.VERSION, "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
  }
}
