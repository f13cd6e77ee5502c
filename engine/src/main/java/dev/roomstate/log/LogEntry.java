package dev.roomstate.log;

import dev.roomstate.id.RoomId;
import dev.roomstate.room.JudgedEvent;

/**
 * A judged event in the log. Immutable.
 *
 * @param position where it is
 * @param roomId the room it belongs to
 * @param event the judged event
 */
public record LogEntry(LogPosition position, RoomId roomId, JudgedEvent event) {}
