package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateChanges;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateHash;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.EnumMap;
import java.util.Map;

/** A room as the entries of a log have made it so far, without judging. For one thread. */
final class LoggedRoom {
  private final RoomId id;
  private final boolean makesCheck6;
  private final RoomReducer reducer;
  private final StateHash hasher;
  private final Map<EventOutcome, Long> counts = new EnumMap<>(EventOutcome.class);
  private Room room;
  private Room before;

  private LoggedRoom(RoomId id, RoomWriter empty, boolean makesCheck6) {
    this.id = id;
    this.makesCheck6 = makesCheck6;
    this.reducer = empty.reducer();
    this.room = empty.room();
    this.before = room;
    this.hasher =
        new StateHash(key -> room.graph().keys().key(key), event -> room.graph().event(event).id());
  }

  /**
   * The room of this entry, its first. Where check 6 is made, an entry of a room whose current
   * state is resolved tells how it changed, and that of an empty room is.
   */
  static LoggedRoom of(LogEntry first, RoomVersion version, EmptyRooms empty) {
    boolean makesCheck6 = first.event().current().isDefined();
    return new LoggedRoom(first.roomId(), empty.of(version, makesCheck6), makesCheck6);
  }

  /** Applies its next entry. */
  GraphEvent apply(LogEntry entry) {
    JudgedEvent event = entry.event();
    check(entry, event.before(), room);
    before = room;
    room = room.apply(event);
    event.current().forEach(change -> check(entry, change.changes(), room));
    counts.merge(EventOutcome.of(event.outcome()), 1L, Long::sum);
    return room.graph().get(event.pdu().id()).get();
  }

  /** That changes name keys and events which the room has. */
  private static void check(LogEntry entry, StateChanges changes, Room room) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.key(i) >= room.graph().keys().size() || changes.event(i) >= room.graph().size()) {
        throw LogFailure.damaged(
            "entry "
                + entry.position().sequence()
                + " does not fit the room `"
                + entry.roomId()
                + "`: it names a key or an event that is not there");
      }
    }
  }

  /** The answer to an event of the room as it was logged. */
  EventAnswer answer(JudgedEvent entry, GraphEvent placed) {
    return EventAnswer.judged(entry, placed, hasher);
  }

  /** The hash of a state of the room. */
  String hash(StateMap state) {
    return hasher.of(state);
  }

  RoomId id() {
    return id;
  }

  RoomVersion version() {
    return room.version();
  }

  boolean makesCheck6() {
    return makesCheck6;
  }

  /** What would judge its events; it knows no keys. */
  RoomReducer reducer() {
    return reducer;
  }

  /** The room now. */
  Room room() {
    return room;
  }

  /** The room before its newest entry. */
  Room before() {
    return before;
  }

  StateView currentState() {
    return new StateView(room.graph(), reducer.currentState(room));
  }

  RoomSummary summary() {
    return new RoomSummary(Option.some(id), room, currentState(), counts);
  }
}
