package dev.roomstate.log.memory;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A log that lives as long as its process: what is appended is kept at once. After it was closed it
 * can be read, but takes nothing. Thread-safe.
 */
public final class InMemoryEventLog implements EventLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<LogEntry> entries = new ArrayList<>();
  private final Map<RoomId, KnownRoom> rooms = new LinkedHashMap<>();

  /** With how many entries there were before each. */
  private final Map<RecordedKey, Integer> keys = new LinkedHashMap<>();

  private boolean closed;

  private record KnownRoom(String version, List<LogPosition> positions) {}

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    lock.lock();
    try {
      check();
      LogPosition position = new LogPosition(entries.size());
      entries.add(new LogEntry(position, roomId, event));
      rooms
          .computeIfAbsent(roomId, absent -> new KnownRoom(version.id(), new ArrayList<>()))
          .positions()
          .add(position);
      changed.signalAll();
      return position;
    } finally {
      lock.unlock();
    }
  }

  private void check() {
    if (closed) {
      throw new LogFailure("the log was closed");
    }
  }

  @Override
  public void keep(LogPosition position) {
    if (position.compareTo(end()) >= 0) {
      throw new LogFailure("there is no entry " + position.sequence());
    }
  }

  @Override
  public LogPosition end() {
    lock.lock();
    try {
      return new LogPosition(entries.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(LogPosition position, Duration timeout) {
    long left = TimeUnit.NANOSECONDS.convert(timeout);
    lock.lock();
    try {
      while (entries.size() <= position.sequence() && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return entries.size() > position.sequence();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return entries.size() > position.sequence();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    lock.lock();
    try {
      long sequence = position.sequence();
      return sequence >= 0 && sequence < entries.size()
          ? Option.some(entries.get((int) sequence))
          : Option.none();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    long end = end().sequence();
    for (long next = Math.max(0, position.sequence()); next < end; next++) {
      read(new LogPosition(next)).forEach(consumer);
    }
  }

  @Override
  public void forEach(
      Consumer<? super LogEntry> consumer, Consumer<? super RecordedKey> keyConsumer) {
    long end;
    List<Map.Entry<RecordedKey, Integer>> recorded;
    lock.lock();
    try {
      end = entries.size();
      recorded = List.copyOf(keys.entrySet());
    } finally {
      lock.unlock();
    }
    int passed = 0;
    for (long next = 0; next < end; next++) {
      while (passed < recorded.size() && recorded.get(passed).getValue() <= next) {
        keyConsumer.accept(recorded.get(passed++).getKey());
      }
      read(new LogPosition(next)).forEach(consumer);
    }
  }

  @Override
  public List<LoggedRoom> rooms() {
    lock.lock();
    try {
      List<LoggedRoom> known = new ArrayList<>();
      rooms.forEach(
          (id, room) -> {
            int size = room.positions().size();
            LogPosition last = room.positions().get(size - 1);
            known.add(new LoggedRoom(id, room.version(), last, size));
          });
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forEachOf(RoomId roomId, LogPosition position, Consumer<? super LogEntry> consumer) {
    List<LogPosition> positions;
    lock.lock();
    try {
      KnownRoom room = rooms.get(roomId);
      positions = room == null ? List.of() : List.copyOf(room.positions());
    } finally {
      lock.unlock();
    }
    for (LogPosition next : positions) {
      if (next.compareTo(position) >= 0) {
        read(next).forEach(consumer);
      }
    }
  }

  @Override
  public void record(RecordedKey key) {
    lock.lock();
    try {
      check();
      keys.putIfAbsent(key, entries.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<RecordedKey> keys() {
    lock.lock();
    try {
      return List.copyOf(keys.keySet());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
