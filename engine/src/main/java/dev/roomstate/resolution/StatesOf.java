package dev.roomstate.resolution;

import java.util.Arrays;

/**
 * Sets of states by event: which of several states have an event, or reach it; lives within one
 * resolution. Most are of one state only, which takes no set.
 */
final class StatesOf {
  private static final int INITIAL_CAPACITY = 16;
  private static final int NONE = -1;
  private static final int SEVERAL = -2;

  private final int states;
  private final IntIntMap indexes = new IntIntMap();

  /** By index of an event: the only state, {@link #NONE} or {@link #SEVERAL}. */
  private int[] only = new int[INITIAL_CAPACITY];

  /** By index of an event: the states as bits, where there are several. */
  private long[][] several = new long[INITIAL_CAPACITY][];

  StatesOf(int states) {
    this.states = states;
  }

  boolean has(int event) {
    return indexes.get(event, NONE) != NONE;
  }

  boolean areAll(int event) {
    int index = indexes.get(event, NONE);
    if (index == NONE || only[index] != SEVERAL) {
      return index != NONE && only[index] == 0 && states == 1;
    }
    int count = 0;
    for (long word : several[index]) {
      count += Long.bitCount(word);
    }
    return count == states;
  }

  void add(int event, int state) {
    int index = index(event);
    if (only[index] == NONE) {
      only[index] = state;
    } else if (only[index] != state) {
      long[] bits = bits(index);
      bits[state >> 6] |= 1L << state;
    }
  }

  void addEvery(int event) {
    long[] bits = bits(index(event));
    Arrays.fill(bits, -1L);
    // A shift by 64 is none.
    bits[bits.length - 1] = -1L >>> -states;
  }

  void remove(int event, int state) {
    bits(index(event))[state >> 6] &= ~(1L << state);
  }

  /** Adds to the states of an event those of another one, in this account or in another. */
  void addAll(int event, StatesOf account, int other) {
    int from = account.index(other);
    if (account.only[from] == SEVERAL) {
      long[] bits = bits(index(event));
      long[] more = account.several[from];
      for (int i = 0; i < bits.length; i++) {
        bits[i] |= more[i];
      }
    } else if (account.only[from] != NONE) {
      add(event, account.only[from]);
    }
  }

  private int index(int event) {
    int index = indexes.get(event, NONE);
    if (index == NONE) {
      index = indexes.size();
      indexes.put(event, index);
      if (index == only.length) {
        only = Arrays.copyOf(only, index * 2);
        several = Arrays.copyOf(several, index * 2);
      }
      only[index] = NONE;
    }
    return index;
  }

  private long[] bits(int index) {
    if (only[index] != SEVERAL) {
      several[index] = new long[(states + 63) >> 6];
      if (only[index] != NONE) {
        several[index][only[index] >> 6] |= 1L << only[index];
      }
      only[index] = SEVERAL;
    }
    return several[index];
  }
}
