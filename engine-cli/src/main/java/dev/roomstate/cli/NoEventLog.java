package dev.roomstate.cli;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
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
  public void keep(LogPosition position) {
    // Nothing is kept.
  }

  @Override
  public boolean await(LogPosition position, Duration timeout) {
    return position.compareTo(end) < 0;
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
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    // Nothing is kept.
  }

  @Override
  public List<LoggedRoom> rooms() {
    return List.of();
  }

  @Override
  public void forEachOf(RoomId roomId, LogPosition position, Consumer<? super LogEntry> consumer) {
    // Nothing is kept.
  }

  @Override
  public void record(RecordedKey key) {
    // Nothing is kept.
  }

  @Override
  public List<RecordedKey> keys() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
