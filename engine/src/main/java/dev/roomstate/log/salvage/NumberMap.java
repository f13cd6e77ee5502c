package dev.roomstate.log.salvage;

import java.util.Arrays;

/** Which number of a copy stands for a number of its source. For one thread. */
final class NumberMap {
  /** Stands for none. */
  static final int NONE = -1;

  private static final int SIZE_MIN = 16;

  /** One more than the number, by the number of the source. */
  private int[] numbers = new int[SIZE_MIN];

  /** The number that stands for this one, or {@link #NONE}. */
  int get(int source) {
    return source < 0 || source >= numbers.length ? NONE : numbers[source] - 1;
  }

  /** From now on the one stands for the other. */
  void put(int source, int copy) {
    if (source >= numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(source + 1, numbers.length * 2));
    }
    numbers[source] = copy + 1;
  }
}
