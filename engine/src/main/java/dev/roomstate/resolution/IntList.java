package dev.roomstate.resolution;

import java.util.Arrays;

/** A growing list of ints; lives within one resolution. */
final class IntList {
  private static final int INITIAL_CAPACITY = 16;

  private int[] items = new int[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int get(int index) {
    return items[index];
  }

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  int removeLast() {
    return items[--size];
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
