package dev.roomstate.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A persistent list that grows at its end, in chunks. All versions of one line share the chunks; a
 * version that is not the newest copies the last one when it grows. Thread-safe for any number of
 * readers, and for writers too, the loser of a race pays a copy.
 *
 * @param <T> the items
 */
final class AppendOnlyList<T> {
  private static final int BITS = 8;
  private static final int CHUNK = 1 << BITS;
  private static final int MASK = CHUNK - 1;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final int size;
  private final Object[][] chunks;

  /** One element: how many items of the last chunk are taken, by any version. */
  private final int[] taken;

  private AppendOnlyList(int size, Object[][] chunks, int[] taken) {
    this.size = size;
    this.chunks = chunks;
    this.taken = taken;
  }

  static <T> AppendOnlyList<T> empty() {
    return new AppendOnlyList<>(0, new Object[0][], new int[1]);
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked")
  T get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("no item " + index);
    }
    return (T) OBJECTS.getAcquire(chunks[index >>> BITS], index & MASK);
  }

  AppendOnlyList<T> with(T item) {
    int at = size & MASK;
    if (at == 0) {
      Object[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
      grown[chunks.length] = new Object[CHUNK];
      grown[chunks.length][0] = item;
      return new AppendOnlyList<>(size + 1, grown, new int[] {1});
    }
    if (!INTS.compareAndSet(taken, 0, at, at + 1)) {
      return withOwnChunk(chunks.length - 1).with(item);
    }
    OBJECTS.setRelease(chunks[chunks.length - 1], at, item);
    return new AppendOnlyList<>(size + 1, chunks, taken);
  }

  /** This list with another item in the place of one; copies the chunk, which others share. */
  AppendOnlyList<T> withReplaced(int index, T item) {
    AppendOnlyList<T> copied = withOwnChunk(index >>> BITS);
    copied.chunks[index >>> BITS][index & MASK] = item;
    return copied;
  }

  private AppendOnlyList<T> withOwnChunk(int chunk) {
    int items = Math.min(CHUNK, size - (chunk << BITS));
    Object[][] copied = chunks.clone();
    copied[chunk] = Arrays.copyOf(Arrays.copyOf(chunks[chunk], items), CHUNK);
    boolean last = chunk == chunks.length - 1;
    return new AppendOnlyList<>(size, copied, last ? new int[] {items} : taken);
  }
}
