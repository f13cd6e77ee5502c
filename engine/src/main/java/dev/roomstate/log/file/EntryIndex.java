package dev.roomstate.log.file;

import java.util.Arrays;

/** Where the entries of a log are. Guarded by who holds it. */
final class EntryIndex {
  private static final int INITIAL_ENTRIES = 1024;

  /** By entry: its segment, and the byte in it. */
  private long[] places = new long[INITIAL_ENTRIES];

  private int size;

  void add(int segment, int at) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    places[size++] = (long) segment << Integer.SIZE | at;
  }

  int size() {
    return size;
  }

  int segment(int entry) {
    return (int) (places[entry] >>> Integer.SIZE);
  }

  int at(int entry) {
    return (int) places[entry];
  }
}
