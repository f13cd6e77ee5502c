package dev.roomstate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The rooms that are in memory, within a number of bytes: when they take more, those that were not
 * used for longest are let go of beside their use. The room that was used last stays. Thread-safe.
 */
final class ResidentRooms {
  /** Of the bytes that rooms may take, so much less is aimed at: not to do it again at once. */
  private static final int SPARE = 8;

  /** By so much of the bytes that rooms may take, they may take more before users have to wait. */
  private static final int OVERRUN = 8;

  private final long bytesMax;
  private final Consumer<Runnable> later;
  private final AtomicLong ticks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** The rooms, and what they are counted as. */
  private final Map<RoomMemory, Long> counted = new ConcurrentHashMap<>();

  private final AtomicBoolean isToShrink = new AtomicBoolean();

  /** Held by the user of a room who lets go of others, since nobody else did it in time. */
  private final ReentrantLock shrinking = new ReentrantLock();

  /**
   * No rooms.
   *
   * @param later runs what it is handed on another thread
   */
  ResidentRooms(long bytesMax, Consumer<Runnable> later) {
    this.bytesMax = bytesMax;
    this.later = later;
  }

  /** A time that is later than all before. */
  long tick() {
    return ticks.getAndIncrement();
  }

  /** How many bytes all rooms take, roughly. */
  long bytes() {
    return bytes.get();
  }

  /** How many rooms are in memory. */
  int size() {
    return counted.size();
  }

  /** The rooms that are in memory. */
  List<RoomMemory> rooms() {
    return List.copyOf(counted.keySet());
  }

  /** Counts a room that is used, and has others let go of if that makes them too many. */
  void count(RoomMemory room) {
    recount(room);
    if (bytes.get() <= bytesMax || counted.size() == 1) {
      return;
    }
    if (isToShrink.compareAndSet(false, true)) {
      later.accept(
          () -> {
            isToShrink.set(false);
            shrink(bytesMax - bytesMax / SPARE);
          });
    }
    if (isOverrun()) {
      shrinking.lock();
      try {
        if (isOverrun()) {
          shrink(bytesMax + bytesMax / OVERRUN);
        }
      } finally {
        shrinking.unlock();
      }
    }
  }

  private boolean isOverrun() {
    return bytes.get() - bytesMax > bytesMax / OVERRUN;
  }

  /** Counts it as what it takes now. To be called after each change of that. */
  private void recount(RoomMemory room) {
    counted.compute(
        room,
        (same, before) -> {
          long now = room.bytes();
          bytes.addAndGet(now - (before == null ? 0 : before));
          return now == 0 ? null : (Long) now;
        });
  }

  /** Lets go of rooms until they take no more than so many bytes, or one is left. */
  private void shrink(long target) {
    List<Used> oldestFirst = new ArrayList<>();
    counted.keySet().forEach(room -> oldestFirst.add(new Used(room, room.lastUsed())));
    oldestFirst.sort(Comparator.comparingLong(Used::at));
    for (int i = 0; i < oldestFirst.size() - 1 && bytes.get() > target; i++) {
      RoomMemory room = oldestFirst.get(i).room();
      room.letGo(oldestFirst.get(i).at());
      recount(room);
    }
  }

  private record Used(RoomMemory room, long at) {}
}
