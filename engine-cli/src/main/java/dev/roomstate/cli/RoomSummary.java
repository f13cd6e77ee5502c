package dev.roomstate.cli;

import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import io.vavr.control.Option;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * What a room has come to.
 *
 * @param id its id, where that is known
 * @param room the room
 * @param state its current state
 * @param counts how many events were answered so
 */
record RoomSummary(Option<RoomId> id, Room room, StateView state, Map<EventOutcome, Long> counts) {

  /** How many events were answered so. */
  long count(EventOutcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** How many events were answered. */
  long events() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether one of them was rejected, dropped or left deferred. */
  boolean isTrouble() {
    return counts.entrySet().stream()
        .anyMatch(count -> count.getKey().isTrouble() && count.getValue() > 0);
  }

  /** Writes its members into an object that is begun. */
  void members(AnswerWriter writer) {
    JsonGenerator json = writer.json();
    writer.string("room_id", id.map(RoomId::value).getOrNull());
    json.writeStringProperty("room_version", room.version().id());
    json.writeNumberProperty("events", events());
    json.writeObjectPropertyStart("outcomes");
    for (EventOutcome outcome : EventOutcome.values()) {
      json.writeNumberProperty(outcome.label(), count(outcome));
    }
    json.writeEndObject();
    json.writeStringProperty("state", state.hash());
    json.writeArrayPropertyStart("forward_extremities");
    for (EventId extremity : room.forwardExtremities()) {
      json.writeString(extremity.value());
    }
    json.writeEndArray();
  }
}
