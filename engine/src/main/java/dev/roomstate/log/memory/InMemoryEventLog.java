package dev.roomstate.log.memory;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/** A log that lives as long as its process. Thread-safe. */
public final class InMemoryEventLog implements EventLog {
  private final List<LogEntry> entries = new ArrayList<>();
  private final Map<RoomId, RoomVersion> versions = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    lock.writeLock().lock();
    try {
      LogPosition position = new LogPosition(entries.size());
      versions.putIfAbsent(roomId, version);
      entries.add(new LogEntry(position, roomId, event));
      return position;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public LogPosition end() {
    lock.readLock().lock();
    try {
      return new LogPosition(entries.size());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    lock.readLock().lock();
    try {
      long sequence = position.sequence();
      return sequence >= 0 && sequence < entries.size()
          ? Option.some(entries.get((int) sequence))
          : Option.none();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Option<RoomVersion> version(RoomId roomId) {
    lock.readLock().lock();
    try {
      return Option.of(versions.get(roomId));
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    LogPosition end = end();
    for (LogPosition next = position; next.compareTo(end) < 0; next = next.next()) {
      read(next).forEach(consumer);
    }
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
