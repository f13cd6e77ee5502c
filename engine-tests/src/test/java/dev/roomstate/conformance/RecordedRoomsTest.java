package dev.roomstate.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The engine against rooms that real servers lived, event by event. */
class RecordedRoomsTest {
  /**
   * The room in which the recording server judged by auth events that it had redacted meanwhile.
   * See docs/conformance.md.
   */
  private static final String REDACTED_POWER_LEVELS = "v10-redacted-power-levels";

  @TestFactory
  Stream<DynamicTest> everyEventHasTheRecordedOutcomeHashAndStates() {
    return RecordedRoom.names().stream()
        .filter(name -> !name.equals(REDACTED_POWER_LEVELS))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertEquals(List.of(), differences(RecordedRoom.read(name)))));
  }

  /**
   * "A redacted power levels event: judged with the event as it was sent." Line 15 sets the invite
   * level to 50, line 16 redacts that event, and before version 11 redaction loses the invite
   * level.
   */
  @Test
  void powerLevelsThatAreRedactedLaterCountAsTheyWereSent() {
    assertEquals(
        List.of(
            // Two without power invite: the server read the invite level as 0.
            "line 17: rejected by INVITE_LEVEL, recorded accepted; state after differs",
            "line 18: rejected by INVITE_LEVEL, recorded accepted; both states differ",
            // All that follows has the recorded outcome, in a state without those invites.
            "line 19: accepted, recorded accepted; both states differ",
            "line 20: accepted, recorded accepted; both states differ",
            "line 21: accepted, recorded accepted; both states differ",
            "line 22: accepted, recorded accepted; both states differ",
            // One of the two joins by an invite that was rejected.
            "line 23: rejected by AUTH_EVENTS_REJECTED, recorded accepted; both states differ",
            "line 24: accepted, recorded accepted; both states differ",
            "line 25: accepted, recorded accepted; both states differ"),
        differences(RecordedRoom.read(REDACTED_POWER_LEVELS)));
  }

  private static List<String> differences(RecordedRoom recorded) {
    RoomVersion version = RoomVersions.STANDARD.get(recorded.roomVersion()).get();
    assertEquals(recorded.lines().size(), recorded.expected().size());
    List<String> differences = new ArrayList<>();
    try (RoomStateEngine engine =
        RoomStateEngine.inMemory(EngineConfig.withKeys(recorded.keys()))) {
      RoomWriter writer = engine.openUnlistedRoom(version);
      for (int i = 0; i < recorded.lines().size(); i++) {
        Received received = writer.receive(received(recorded.lines().get(i)));
        StateHash hash = StateView.hasher(writer.room().graph());
        String difference = difference(received.receipt(), recorded.expected().get(i), hash);
        if (!difference.isEmpty()) {
          differences.add("line " + (i + 1) + ": " + difference);
        }
      }
    }
    return differences;
  }

  /** The event of a line, as the engine takes it. */
  static ReceivedPdu received(JsonNode line) {
    byte[] pdu = line.get("pdu").toString().getBytes(StandardCharsets.UTF_8);
    boolean outlier = line.path("outlier").asBoolean(false);
    return ReceivedPdu.of(pdu).arriving(outlier ? Arrival.OUTLIER : Arrival.IN_FULL);
  }

  /** In what the answer differs from the recorded one; empty where it does not. */
  private static String difference(Receipt receipt, JsonNode expected, StateHash hash) {
    if (!(receipt instanceof Receipt.Judged judged)) {
      return receipt.toString();
    }
    GraphEvent event = judged.placed();
    String id = event.id().value();
    String outcome = event.outcome().label();
    String hashed = judged.entry().hash().label();
    boolean before = text(expected, "state_before").equals(text(event.stateBefore().map(hash::of)));
    boolean after = text(expected, "state_after").equals(text(event.stateAfter().map(hash::of)));
    if (!id.equals(text(expected, "event_id")) || !hashed.equals(text(expected, "hash"))) {
      return id + " " + hashed + " instead of " + expected;
    }
    if (before && after && outcome.equals(text(expected, "outcome"))) {
      return "";
    }
    String states =
        before && after
            ? "same states"
            : before
                ? "state after differs"
                : after ? "state before differs" : "both states differ";
    return outcome
        + judged.entry().rejection().map(r -> " by " + r.rule()).getOrElse("")
        + ", recorded "
        + text(expected, "outcome")
        + "; "
        + states;
  }

  private static String text(io.vavr.control.Option<String> hash) {
    return hash.getOrElse("null");
  }

  private static String text(JsonNode expected, String member) {
    JsonNode node = expected.path(member);
    return node.isString() ? node.asString() : "null";
  }
}
