package dev.roomstate;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A log that does what another one does, for tests of logs that do something else. */
class PassingLog implements EventLog {
  private final EventLog kept;

  PassingLog(EventLog log) {
    kept = log;
  }

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    return kept.append(roomId, version, event);
  }

  @Override
  public void keep(LogPosition position) {
    kept.keep(position);
  }

  @Override
  public boolean await(LogPosition position, Duration timeout) {
    return kept.await(position, timeout);
  }

  @Override
  public LogPosition end() {
    return kept.end();
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    return kept.read(position);
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    kept.forEachFrom(position, consumer);
  }

  @Override
  public List<LoggedRoom> rooms() {
    return kept.rooms();
  }

  @Override
  public void forEachOf(RoomId roomId, LogPosition position, Consumer<? super LogEntry> consumer) {
    kept.forEachOf(roomId, position, consumer);
  }

  @Override
  public void record(RecordedKey key) {
    kept.record(key);
  }

  @Override
  public List<RecordedKey> keys() {
    return kept.keys();
  }

  @Override
  public void close() {
    kept.close();
  }

  @Override
  public boolean isReadAgain() {
    return kept.isReadAgain();
  }

  @Override
  public int checkValue(LogPosition position) {
    return kept.checkValue(position);
  }

  @Override
  public void checkpoint() {
    kept.checkpoint();
  }

  @Override
  public SnapshotStore snapshots() {
    return kept.snapshots();
  }
}
