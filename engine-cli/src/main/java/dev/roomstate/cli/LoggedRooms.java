package dev.roomstate.cli;

import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The rooms of a log, made of its entries again without judging. For one thread. */
final class LoggedRooms {
  private final EventLog log;
  private final String name;
  private final Option<String> wanted;
  private final boolean onlyOne;
  private final Map<RoomId, LoggedRoom> rooms = new LinkedHashMap<>();
  private final Map<RoomId, String> versions = new HashMap<>();
  private final EmptyRooms empty = new EmptyRooms();

  private LoggedRooms(EventLog log, String name, Option<String> wanted, boolean onlyOne) {
    this.log = log;
    this.name = name;
    this.wanted = wanted;
    this.onlyOne = onlyOne;
  }

  /** Is handed each entry that was applied. */
  @FunctionalInterface
  interface Sink {
    /** Nobody. */
    Sink NONE = (entry, placed, room) -> {};

    /** The entry, its event in the room after it, and the room. */
    void applied(LogEntry entry, GraphEvent placed, LoggedRoom room);

    /** A key that was recorded before the entry that comes next. */
    default void recorded(RecordedKey key) {
      // Who does not judge needs none.
    }
  }

  /**
   * All rooms of a log, or this one.
   *
   * @param name what to call the log in messages
   */
  static LoggedRooms all(EventLog log, String name, Option<String> wanted) {
    return new LoggedRooms(log, name, wanted, false);
  }

  /** This room of a log; where none is named, the only one that it has. */
  static LoggedRooms one(EventLog log, String name, Option<String> wanted) {
    return new LoggedRooms(log, name, wanted, true);
  }

  /** Reads the log. Fails if it does not have the room that is wanted. */
  LoggedRooms read(Sink sink, Terminal terminal) throws CommandFailure {
    List<dev.roomstate.log.LoggedRoom> known = log.rooms();
    known.forEach(room -> versions.put(room.id(), room.version()));
    if (onlyOne && wanted.isEmpty() && known.size() > 1) {
      throw new CommandFailure(
          name + " has several rooms, and `--room` must say which; `roomstate rooms` lists them");
    }
    if (wanted.isDefined()) {
      for (dev.roomstate.log.LoggedRoom room : known) {
        if (room.id().value().equals(wanted.get())) {
          readOne(room, sink, terminal);
        }
      }
    } else {
      readAll(sink, terminal);
    }
    if (wanted.isDefined() && rooms.isEmpty()) {
      throw new CommandFailure(
          name + " has no room `" + wanted.get() + "`; `roomstate rooms` lists those that it has");
    }
    if (onlyOne && rooms.isEmpty()) {
      throw new CommandFailure(name + " has no room");
    }
    return this;
  }

  private void readAll(Sink sink, Terminal terminal) {
    try (Progress progress =
        Progress.ofEntries("reading", log.end().sequence(), !onlyOne, terminal)) {
      log.forEach(
          entry -> {
            apply(entry, sink);
            progress.to(entry.position().sequence() + 1);
          },
          sink::recorded);
    }
  }

  private void readOne(dev.roomstate.log.LoggedRoom room, Sink sink, Terminal terminal) {
    try (Progress progress = Progress.ofEntries("reading", room.entries(), !onlyOne, terminal)) {
      AtomicLong read = new AtomicLong();
      log.forEachOf(
          room.id(),
          LogPosition.FIRST,
          entry -> {
            apply(entry, sink);
            progress.to(read.incrementAndGet());
          });
    }
  }

  private void apply(LogEntry entry, Sink sink) {
    LoggedRoom room = rooms.get(entry.roomId());
    if (room == null) {
      RoomVersion version =
          version(entry.roomId())
              .getOrElseThrow(
                  () ->
                      new LogFailure(
                          name + " has the room `" + entry.roomId() + "` in no known version"));
      room = LoggedRoom.of(entry, version, empty);
      rooms.put(entry.roomId(), room);
    }
    sink.applied(entry, room.apply(entry), room);
  }

  private Option<RoomVersion> version(RoomId room) {
    return Option.of(versions.get(room)).flatMap(RoomVersions.STANDARD::get);
  }

  /** The rooms that were read, in the order of their first entries. */
  Collection<LoggedRoom> rooms() {
    return rooms.values();
  }

  /** The one room that was read. */
  LoggedRoom only() {
    return rooms.values().iterator().next();
  }
}
