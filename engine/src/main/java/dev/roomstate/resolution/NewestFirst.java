package dev.roomstate.resolution;

import java.util.Arrays;

/** Events that are taken by falling number: a binary heap; lives within one resolution. */
final class NewestFirst {
  private static final int INITIAL_CAPACITY = 16;

  private int[] heap = new int[INITIAL_CAPACITY];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int event) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    int at = size++;
    while (at > 0 && heap[(at - 1) / 2] < event) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = event;
  }

  int remove() {
    int newest = heap[0];
    int moved = heap[--size];
    int at = 0;
    while (at * 2 + 1 < size) {
      int child = at * 2 + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= moved) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
    return newest;
  }
}
