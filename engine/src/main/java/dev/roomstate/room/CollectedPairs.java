package dev.roomstate.room;

import java.util.Arrays;

/** Keys and their events while the difference of two states is walked. */
final class CollectedPairs {
  private static final int INITIAL_PAIRS = 8;

  private int[] pairs = new int[INITIAL_PAIRS * 2];
  private int size;

  void add(int key, int event) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, size * 2);
    }
    pairs[size++] = key;
    pairs[size++] = event;
  }

  int[] pairs() {
    return Arrays.copyOf(pairs, size);
  }
}
