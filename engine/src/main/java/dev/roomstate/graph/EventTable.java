package dev.roomstate.graph;

import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.id.EventId;
import dev.roomstate.state.SeededHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The events of a graph by number, and their numbers by id. Persistent, and grows at its end: all
 * versions of one line share chunks and index, since a number is given once. A version of size n
 * writes slot n if nobody has yet; else it goes on in a line of its own, for which the last chunk
 * and the index are copied. So branching off an older version is right, only dearer.
 *
 * <p>Thread-safe for any number of readers of any version, who are never disturbed by whoever makes
 * the next one. The hash of ids is keyed by a seed, so that nobody can choose ids that collide.
 */
final class EventTable {
  private static final int INITIAL_CAPACITY = 4;
  private static final int INITIAL_SLOTS = 16;
  private static final int CAPACITY_FACTOR = 4;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle INDEX = MethodHandles.arrayElementVarHandle(int[][].class);

  private final long seed;
  private final EventLookup lookup;
  private final int size;
  private final EventChunk[] chunks;

  /** How many bytes all chunks but the last take. */
  private final long fullBytes;

  /** How many bytes the states take that events have changed. */
  private final long stateBytes;

  /**
   * One element: an array of numbers plus one by the hash of the id, 0 for a free slot; a power of
   * two, at most three quarters used. Of a table that was read it is made when it is first needed,
   * which takes as long as reading all the rest; one that is there is never replaced.
   */
  private final int[][] index;

  /** One element: how many numbers are taken, by any version of the line. */
  private final int[] taken;

  private EventTable(
      long seed,
      EventLookup lookup,
      int size,
      EventChunk[] chunks,
      long fullBytes,
      long stateBytes,
      int[][] index,
      int[] taken) {
    this.seed = seed;
    this.lookup = lookup;
    this.size = size;
    this.chunks = chunks;
    this.fullBytes = fullBytes;
    this.stateBytes = stateBytes;
    this.index = index;
    this.taken = taken;
  }

  static EventTable empty(long seed, EventLookup lookup) {
    int[][] index = {new int[INITIAL_SLOTS]};
    return new EventTable(seed, lookup, 0, new EventChunk[0], 0, 0, index, new int[1]);
  }

  /** Gives events that were written before, in the order of their numbers. */
  @FunctionalInterface
  interface Source {
    /** The event of this number. */
    NewEvent next(int number) throws MalformedBytes;
  }

  /** The table of so many events. */
  static EventTable read(long seed, EventLookup lookup, int size, Source source)
      throws MalformedBytes {
    EventChunk[] chunks = new EventChunk[(size + EventChunk.MASK) >>> EventChunk.BITS];
    long full = 0;
    long states = 0;
    for (int number = 0; number < size; number++) {
      int slot = number & EventChunk.MASK;
      int chunk = number >>> EventChunk.BITS;
      if (slot == 0) {
        full += chunk == 0 ? 0 : chunks[chunk - 1].bytes(EventChunk.EVENTS_MAX);
        chunks[chunk] = new EventChunk(Math.min(EventChunk.EVENTS_MAX, size - number));
      }
      NewEvent event = source.next(number);
      chunks[chunk].set(slot, event);
      states += stateBytes(event);
    }
    int[] taken = {size};
    return new EventTable(seed, lookup, size, chunks, full, states, new int[1][], taken);
  }

  int size() {
    return size;
  }

  /** How many bytes it takes, with the states that its events have changed, roughly. */
  long bytes() {
    int inLast = size == 0 ? 0 : (size - 1 & EventChunk.MASK) + 1;
    long last = chunks.length == 0 ? 0 : chunks[chunks.length - 1].bytes(inLast);
    int[] all = (int[]) INDEX.getAcquire(index, 0);
    long slots = all == null ? 0 : all.length;
    return fullBytes + last + stateBytes + Integer.BYTES * slots;
  }

  private static long stateBytes(NewEvent event) {
    boolean isChanged = event.after() != null && !event.after().isSameVersion(event.before());
    return isChanged ? event.after().bytesOfChange() : 0;
  }

  EventLookup lookup() {
    return lookup;
  }

  /** The chunk that has the event of this number. */
  EventChunk chunk(int number) {
    if (number < 0 || number >= size) {
      throw new IndexOutOfBoundsException("no event " + number);
    }
    return chunks[number >>> EventChunk.BITS];
  }

  GraphEvent event(int number) {
    return new GraphEvent(this, number);
  }

  /** The number of the event of this id, or a negative number. */
  int number(EventId id) {
    int[] all = index();
    int mask = all.length - 1;
    for (int slot = (int) SeededHash.ofEventId(id, seed) & mask; ; slot = slot + 1 & mask) {
      int number = (int) INTS.getAcquire(all, slot) - 1;
      if (number < 0) {
        return -1;
      }
      // A number of a later version: not ours, but it may stand before one that is.
      if (number < size && chunks[number >>> EventChunk.BITS].hasId(number & EventChunk.MASK, id)) {
        return number;
      }
    }
  }

  /** This table and one more event. */
  EventTable with(NewEvent event) {
    int[] all = index();
    if (size >= all.length / 4 * 3) {
      return ownLine(all.length * 2).with(event);
    }
    if (!INTS.compareAndSet(taken, 0, size, size + 1)) {
      return ownLine(all.length).with(event);
    }
    int slot = size & EventChunk.MASK;
    EventChunk[] grown = chunks;
    long full = fullBytes;
    if (slot == 0) {
      full += chunks.length == 0 ? 0 : chunks[chunks.length - 1].bytes(EventChunk.EVENTS_MAX);
      grown = Arrays.copyOf(chunks, chunks.length + 1);
      grown[chunks.length] =
          new EventChunk(chunks.length == 0 ? INITIAL_CAPACITY : EventChunk.EVENTS_MAX);
    } else if (slot == chunks[chunks.length - 1].capacity()) {
      grown = chunks.clone();
      grown[chunks.length - 1] =
          copy(
              chunks[chunks.length - 1],
              slot,
              Math.min(Math.max(slot, INITIAL_CAPACITY) * CAPACITY_FACTOR, EventChunk.EVENTS_MAX));
    }
    grown[grown.length - 1].set(slot, event);
    insert(all, event.placement().id(), size);
    long states = stateBytes + stateBytes(event);
    return new EventTable(seed, lookup, size + 1, grown, full, states, index, taken);
  }

  private void insert(int[] into, EventId id, int number) {
    int mask = into.length - 1;
    int slot = (int) SeededHash.ofEventId(id, seed) & mask;
    while (into[slot] != 0) {
      slot = slot + 1 & mask;
    }
    INTS.setRelease(into, slot, number + 1);
  }

  /**
   * A copy holds no facts that can be looked up: whoever may let go of them knows the first only.
   */
  private EventChunk copy(EventChunk chunk, int slots, int capacity) {
    return chunk.copy(slots, capacity, lookup == EventLookup.NONE);
  }

  /** This version, at the beginning of another line, with an index of so many slots. */
  private EventTable ownLine(int slots) {
    EventChunk[] own = chunks.clone();
    int inLast = size & EventChunk.MASK;
    if (inLast != 0) {
      EventChunk last = own[own.length - 1];
      own[own.length - 1] = copy(last, inLast, last.capacity());
    }
    int[][] ownIndex = {newIndex(slots)};
    int[] ownTaken = {size};
    return new EventTable(seed, lookup, size, own, fullBytes, stateBytes, ownIndex, ownTaken);
  }

  private int[] index() {
    int[] made = (int[]) INDEX.getAcquire(index, 0);
    if (made != null) {
      return made;
    }
    int slots = INITIAL_SLOTS;
    while (size >= slots / 4 * 3) {
      slots *= 2;
    }
    INDEX.compareAndSet(index, 0, null, newIndex(slots));
    return (int[]) INDEX.getAcquire(index, 0);
  }

  private int[] newIndex(int slots) {
    int[] made = new int[slots];
    for (int number = 0; number < size; number++) {
      insert(made, chunks[number >>> EventChunk.BITS].id(number & EventChunk.MASK), number);
    }
    return made;
  }

  /** This table with another event in the place of one of the same id. */
  EventTable withReplaced(NewEvent event) {
    int number = event.placement().number();
    int chunk = number >>> EventChunk.BITS;
    EventChunk[] changed = chunks.clone();
    changed[chunk] =
        copy(
            chunks[chunk],
            Math.min(EventChunk.EVENTS_MAX, size - (chunk << EventChunk.BITS)),
            chunks[chunk].capacity());
    changed[chunk].set(number & EventChunk.MASK, event);
    long states = stateBytes + stateBytes(event);
    return new EventTable(seed, lookup, size, changed, fullBytes, states, index, taken);
  }
}
