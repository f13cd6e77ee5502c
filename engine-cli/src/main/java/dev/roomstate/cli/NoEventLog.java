package dev.roomstate.cli;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.function.Consumer;

/** A log that keeps nothing: for rooms that live as long as one command. Not thread-safe. */
final class NoEventLog implements EventLog {
  private LogPosition end = LogPosition.FIRST;

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    LogPosition position = end;
    end = end.next();
    return position;
  }

  @Override
  public LogPosition end() {
    return end;
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    return Option.none();
  }

  @Override
  public Option<RoomVersion> version(RoomId roomId) {
    return Option.none();
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    // Nothing is kept.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
