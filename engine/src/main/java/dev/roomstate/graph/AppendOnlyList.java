package dev.roomstate.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A persistent list that grows at its end. All versions of one line share an array; a version that
 * is not the newest is copied when it grows. Thread-safe for any number of readers, and for writers
 * too, the loser of a race pays a copy.
 *
 * @param <T> the items
 */
final class AppendOnlyList<T> {
  private static final int INITIAL_CAPACITY = 16;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final int size;
  private final Object[] items;

  /** One element: how many items of the array are taken, by any version. */
  private final int[] taken;

  private AppendOnlyList(int size, Object[] items, int[] taken) {
    this.size = size;
    this.items = items;
    this.taken = taken;
  }

  static <T> AppendOnlyList<T> empty() {
    return new AppendOnlyList<>(0, new Object[INITIAL_CAPACITY], new int[1]);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  T get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("no item " + index);
    }
    return (T) OBJECTS.getAcquire(items, index);
  }

  AppendOnlyList<T> with(T item) {
    if (size == items.length || !INTS.compareAndSet(taken, 0, size, size + 1)) {
      return copy(size == items.length ? size * 2 : items.length).with(item);
    }
    OBJECTS.setRelease(items, size, item);
    return new AppendOnlyList<>(size + 1, items, taken);
  }

  /** This list with another item in the place of one; copies, since others share the array. */
  AppendOnlyList<T> withReplaced(int index, T item) {
    AppendOnlyList<T> copied = copy(items.length);
    copied.items[index] = item;
    return copied;
  }

  private AppendOnlyList<T> copy(int capacity) {
    Object[] copied = Arrays.copyOf(Arrays.copyOf(items, size), capacity);
    return new AppendOnlyList<>(size, copied, new int[] {size});
  }
}
