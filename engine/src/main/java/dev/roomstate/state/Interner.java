package dev.roomstate.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Gives values dense numbers, from 0 in the order in which they come. Persistent: each version
 * knows its own values only. All versions of one line share their arrays, since a number is never
 * given twice: a version of size n writes slot n if nobody has yet, and copies everything
 * otherwise, so that branching off an older version is right, only dearer.
 *
 * <p>Thread-safe: readers of a version are never disturbed by who makes the next one. The hash is
 * keyed by a seed, so that nobody can choose values that collide.
 *
 * @param <T> the values; their {@code equals} decides
 */
public final class Interner<T> {
  /** The answer for a value that has no number. */
  public static final int ABSENT = -1;

  private static final int INITIAL_CAPACITY = 8;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final SeededHash<T> hash;
  private final int size;

  /** The values by number; as long as half the slots. */
  private final Object[] values;

  /** Open addressing: numbers plus one, 0 for a free slot; a power of two. */
  private final int[] slots;

  /** One element: how many values of the arrays are taken, by any version. */
  private final int[] taken;

  private Interner(SeededHash<T> hash, int size, Object[] values, int[] slots, int[] taken) {
    this.hash = hash;
    this.size = size;
    this.values = values;
    this.slots = slots;
    this.taken = taken;
  }

  /** An interner without values. */
  public static <T> Interner<T> empty(SeededHash<T> hash) {
    return new Interner<>(
        hash, 0, new Object[INITIAL_CAPACITY], new int[INITIAL_CAPACITY * 2], new int[1]);
  }

  /** How many values have a number. */
  public int size() {
    return size;
  }

  /** The number of the value, or {@link #ABSENT}. */
  public int number(T value) {
    int mask = slots.length - 1;
    for (int slot = (int) hash.of(value) & mask; ; slot = slot + 1 & mask) {
      int number = (int) INTS.getAcquire(slots, slot) - 1;
      if (number < 0) {
        return ABSENT;
      }
      // A number of a later version: not ours, but it may stand before one that is.
      if (number < size && values[number].equals(value)) {
        return number;
      }
    }
  }

  /** The value of this number, which must be below the size. */
  @SuppressWarnings("unchecked")
  public T value(int number) {
    return (T) OBJECTS.getAcquire(values, checked(number));
  }

  private int checked(int number) {
    if (number < 0 || number >= size) {
      throw new IndexOutOfBoundsException("no number " + number);
    }
    return number;
  }

  /** This interner and the value, which gets the number {@link #size()}; it must be new. */
  public Interner<T> with(T value) {
    if (size == values.length) {
      return copy(size * 2).with(value);
    }
    if (!INTS.compareAndSet(taken, 0, size, size + 1)) {
      return copy(values.length).with(value);
    }
    OBJECTS.setRelease(values, size, value);
    insert(slots, value, size);
    return new Interner<>(hash, size + 1, values, slots, taken);
  }

  private void insert(int[] into, T value, int number) {
    int mask = into.length - 1;
    int slot = (int) hash.of(value) & mask;
    while (into[slot] != 0) {
      slot = slot + 1 & mask;
    }
    INTS.setRelease(into, slot, number + 1);
  }

  private Interner<T> copy(int capacity) {
    Object[] copied = Arrays.copyOf(Arrays.copyOf(values, size), capacity);
    int[] index = new int[capacity * 2];
    for (int i = 0; i < size; i++) {
      insert(index, value(i), i);
    }
    return new Interner<>(hash, size, copied, index, new int[] {size});
  }
}
