package dev.roomstate.conformance.laws;

import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.topic;

import dev.roomstate.EngineConfig;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.JudgedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Judged events to be put into logs: accepted, rejected, small, and as large as can be. */
final class JudgedSamples {
  private static final int NEARLY_THE_MOST_BYTES = 64_000;

  private JudgedSamples() {}

  /** The events of a room of version 11. */
  static List<JudgedEvent> events() {
    RoomTimeline room =
        RoomTimeline.sealedRoom("11")
            .add(topic("alice", "old"), join("carol"))
            .add(message("carol").with("body", "\u0000\"\u00e9\ud83d\ude00"))
            .add(topic("carol", "not hers"))
            .add(message("alice").with("body", "x".repeat(NEARLY_THE_MOST_BYTES)))
            .add(message("carol"));
    List<JudgedEvent> events = new ArrayList<>();
    try (RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withoutSignatures())) {
      RoomWriter writer = engine.openRoom(room.roomId(), room.version());
      for (ProtocolCase.Entry entry : room.entries()) {
        writer.receive(ReceivedPdu.of(entry.pdu().getBytes(StandardCharsets.UTF_8)));
      }
      engine.log().forEachFrom(LogPosition.FIRST, (LogEntry entry) -> events.add(entry.event()));
    }
    return events;
  }
}
