package dev.roomstate.cli;

import dev.roomstate.RoomStateEngine;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/** What a log had of a room before this run. For one thread. */
final class EarlierEntries {
  /** Nothing. */
  static final EarlierEntries NONE = new EarlierEntries(null, null, LogPosition.FIRST);

  private final RoomStateEngine engine;
  private final RoomId roomId;
  private final LogPosition end;

  /** The entries of outliers, some of which have come in full since; null before one is wanted. */
  private Map<EventId, LogPosition> outliers;

  private EarlierEntries(RoomStateEngine engine, RoomId roomId, LogPosition end) {
    this.engine = engine;
    this.roomId = roomId;
    this.end = end;
  }

  /** What the engine's log has of a room now. */
  static EarlierEntries of(RoomStateEngine engine, RoomId roomId) {
    return new EarlierEntries(engine, roomId, engine.log().end());
  }

  /** The entry of an event that had come in full. */
  Option<LogEntry> inFull(EventId id) {
    return newest(id).filter(entry -> !entry.event().outlier());
  }

  /** The entry of an event that had come as an outlier, whether in full since or not. */
  Option<LogEntry> asOutlier(EventId id) {
    Option<LogEntry> newest = newest(id);
    return newest.exists(entry -> entry.event().outlier()) || end.equals(LogPosition.FIRST)
        ? newest
        : Option.of(outliers().get(id)).flatMap(engine.log()::read);
  }

  private Option<LogEntry> newest(EventId id) {
    return end.equals(LogPosition.FIRST)
        ? Option.none()
        : engine.entry(roomId, id).filter(entry -> entry.position().compareTo(end) < 0);
  }

  private Map<EventId, LogPosition> outliers() {
    if (outliers == null) {
      outliers = new HashMap<>();
      engine
          .log()
          .forEachOf(
              roomId,
              LogPosition.FIRST,
              entry -> {
                if (entry.position().compareTo(end) < 0 && entry.event().outlier()) {
                  outliers.put(entry.event().pdu().id(), entry.position());
                }
              });
    }
    return outliers;
  }
}
