package dev.roomstate.resolution;

/** A map of natural numbers to numbers; lives within one resolution. */
final class IntIntMap {
  private static final int INITIAL_CAPACITY = 16;

  /** Keys plus one, 0 for a free slot; a power of two, at most half full. */
  private int[] keys = new int[INITIAL_CAPACITY * 2];

  private int[] values = new int[INITIAL_CAPACITY * 2];
  private int size;

  int size() {
    return size;
  }

  int get(int key, int otherwise) {
    int slot = slot(key);
    return keys[slot] == 0 ? otherwise : values[slot];
  }

  void put(int key, int value) {
    int slot = slot(key);
    if (keys[slot] == 0) {
      keys[slot] = key + 1;
      values[slot] = value;
      if (++size * 2 > keys.length) {
        grow();
      }
    } else {
      values[slot] = value;
    }
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldValues = values;
    keys = new int[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = slot(oldKeys[i] - 1);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private int slot(int key) {
    int mask = keys.length - 1;
    int slot = (key * 0x9e3779b9) >>> 7 & mask;
    while (keys[slot] != 0 && keys[slot] != key + 1) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
