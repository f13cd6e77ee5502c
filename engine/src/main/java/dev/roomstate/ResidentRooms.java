package dev.roomstate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rooms that are in memory, within a number of bytes: when they take more, those that were not
 * used for longest are let go of. Thread-safe.
 */
final class ResidentRooms {
  private final long bytesMax;
  private final AtomicLong ticks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Set<RoomMemory> counted = ConcurrentHashMap.newKeySet();
  private final ReentrantLock shrinking = new ReentrantLock();

  ResidentRooms(long bytesMax) {
    this.bytesMax = bytesMax;
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
    return List.copyOf(counted);
  }

  /** Counts a room anew, and lets go of others if that makes them too many. */
  void count(RoomMemory room) {
    long taken = room.bytes();
    if (taken > 0) {
      counted.add(room);
    }
    if (bytes.addAndGet(room.countAs(taken)) > bytesMax && shrinking.tryLock()) {
      try {
        shrink();
      } finally {
        shrinking.unlock();
      }
    }
  }

  /** Lets go of an eighth at least, so that it is not done again at once. */
  private void shrink() {
    List<Used> oldestFirst = new ArrayList<>();
    counted.forEach(room -> oldestFirst.add(new Used(room, room.lastUsed())));
    oldestFirst.sort(Comparator.comparingLong(Used::at));
    for (Used used : oldestFirst) {
      if (bytes.get() <= bytesMax - bytesMax / 8) {
        return;
      }
      // Not counted first: whoever loads it again meanwhile counts it.
      counted.remove(used.room());
      bytes.addAndGet(used.room().countAs(0));
      if (!used.room().letGo()) {
        counted.add(used.room());
        bytes.addAndGet(used.room().countAs(used.room().bytes()));
      }
    }
  }

  private record Used(RoomMemory room, long at) {}
}
