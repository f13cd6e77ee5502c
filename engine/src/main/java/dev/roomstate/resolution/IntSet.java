package dev.roomstate.resolution;

import java.util.Arrays;

/** A set of natural numbers, of the size of what is in it; lives within one resolution. */
final class IntSet {
  private static final int INITIAL_CAPACITY = 16;

  /** Numbers plus one, 0 for a free slot; a power of two, at most half full. */
  private int[] slots = new int[INITIAL_CAPACITY * 2];

  private int size;

  int size() {
    return size;
  }

  boolean contains(int number) {
    return slots[slot(slots, number)] != 0;
  }

  boolean add(int number) {
    int slot = slot(slots, number);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = number + 1;
    if (++size * 2 > slots.length) {
      int[] grown = new int[slots.length * 2];
      for (int stored : slots) {
        if (stored != 0) {
          grown[slot(grown, stored - 1)] = stored;
        }
      }
      slots = grown;
    }
    return true;
  }

  private static int slot(int[] slots, int number) {
    int mask = slots.length - 1;
    int slot = (number * 0x9e3779b9) >>> 7 & mask;
    while (slots[slot] != 0 && slots[slot] != number + 1) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** The numbers, ascending. */
  int[] sorted() {
    int[] numbers = new int[size];
    int n = 0;
    for (int stored : slots) {
      if (stored != 0) {
        numbers[n++] = stored - 1;
      }
    }
    Arrays.sort(numbers);
    return numbers;
  }
}
