package dev.roomstate;

import dev.roomstate.log.EventPositions;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;

/**
 * A room in memory, and where its entries are. Immutable.
 *
 * @param room the room
 * @param positions where the entries of its events are
 * @param last the position of its last entry; one before the first where it has none
 * @param entries how many entries it has
 */
record ResidentRoom(Room room, EventPositions positions, LogPosition last, long entries) {
  private static final LogPosition NONE = new LogPosition(-1);

  /** A room without events. */
  static ResidentRoom empty(Room room) {
    return new ResidentRoom(room, EventPositions.EMPTY, NONE, 0);
  }

  /** It, after an entry that was judged or applied. */
  ResidentRoom after(JudgedEvent entry, LogPosition position, Room after) {
    return new ResidentRoom(
        after, positions.with(entry.placement().number(), position), position, entries + 1);
  }

  /** It, after an entry that was read from the log. */
  ResidentRoom after(LogEntry entry) {
    return after(entry.event(), entry.position(), room.apply(entry.event()));
  }
}
