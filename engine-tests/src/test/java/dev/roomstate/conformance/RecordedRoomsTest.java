package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateHash;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The engine against rooms that real servers lived, event by event. */
class RecordedRoomsTest {
  @TestFactory
  Stream<DynamicTest> everyEventHasTheRecordedOutcomeHashAndStates() {
    return RecordedRoom.all().stream()
        .map(room -> DynamicTest.dynamicTest(room.name(), () -> check(room)));
  }

  private static void check(RecordedRoom recorded) {
    RoomVersion version = RoomVersions.STANDARD.get(recorded.roomVersion()).get();
    List<String> differences = new ArrayList<>();
    try (RoomStateEngine engine =
        RoomStateEngine.inMemory(EngineConfig.withKeys(recorded.keys()))) {
      RoomWriter writer = engine.openUnlistedRoom(version);
      StateHash hash = null;
      for (int i = 0; i < recorded.lines().size(); i++) {
        JsonNode line = recorded.lines().get(i);
        JsonNode expected = recorded.expected().get(i);
        byte[] pdu = line.get("pdu").toString().getBytes(StandardCharsets.UTF_8);
        Arrival arrival = line.path("outlier").asBoolean(false) ? Arrival.OUTLIER : Arrival.IN_FULL;
        Received received = writer.receive(ReceivedPdu.of(pdu).arriving(arrival));
        hash = hash == null ? StateView.hasher(writer.room().graph()) : hash;
        hash = StateView.hasher(writer.room().graph());
        String answer = answer(received.receipt(), hash);
        String wanted = wanted(expected);
        if (!answer.equals(wanted)) {
          differences.add(
              "line "
                  + (i + 1)
                  + ": "
                  + answer
                  + " instead of "
                  + wanted
                  + " "
                  + expected
                  + " "
                  + (received.receipt() instanceof Receipt.Judged j
                      ? j.entry().rejection()
                      : received.receipt()));
        }
      }
    }
    assertTrue(
        differences.isEmpty(),
        () ->
            differences.size()
                + " differences, first: "
                + String.join("\n", differences.subList(0, Math.min(3, differences.size()))));
    assertEquals(recorded.lines().size(), recorded.expected().size());
  }

  private static String answer(Receipt receipt, StateHash hash) {
    if (!(receipt instanceof Receipt.Judged judged)) {
      return receipt.getClass().getSimpleName();
    }
    GraphEvent event = judged.placed();
    return String.join(
        " ",
        event.id().value(),
        event.outcome().label(),
        judged.entry().hash().label(),
        event.stateBefore().map(hash::of).getOrElse("null"),
        event.stateAfter().map(hash::of).getOrElse("null"));
  }

  private static String wanted(JsonNode expected) {
    return String.join(
        " ",
        expected.get("event_id").asString(),
        expected.get("outcome").asString(),
        expected.get("hash").asString(),
        text(expected.path("state_before")),
        text(expected.path("state_after")));
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : "null";
  }
}
