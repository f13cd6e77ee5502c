package dev.roomstate.resolution;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * From which states each event was reached, while chains are walked from the newest event down;
 * lives within one resolution. Since every event is newer than what it cites, the marks of an event
 * are complete when its turn comes.
 */
final class ReachedFrom {
  private final int states;
  private final Map<Integer, Mark> marks = new HashMap<>();
  private final PriorityQueue<Integer> open = new PriorityQueue<>(Comparator.reverseOrder());

  /** How many of the open events were not reached from all states. */
  private int openFromSome;

  ReachedFrom(int states) {
    this.states = states;
  }

  /** The states that reach one event, as bits, and how many they are. */
  private static final class Mark {
    private final long[] bits;
    private int count;

    Mark(int states) {
      bits = new long[(states + Long.SIZE - 1) / Long.SIZE];
    }

    void add(int word, long more) {
      count += Long.bitCount(more & ~bits[word]);
      bits[word] |= more;
    }
  }

  void from(int state, int event) {
    Mark mark = opened(event);
    mark.add(state / Long.SIZE, 1L << state);
    counted(mark);
  }

  /** The cited event is reached from wherever the citing one is. */
  void alsoFrom(int citing, int cited) {
    Mark mark = opened(cited);
    long[] more = marks.get(citing).bits;
    for (int word = 0; word < more.length; word++) {
      mark.add(word, more[word]);
    }
    counted(mark);
  }

  /** The mark of an event, which is open now; while it is changed it does not count. */
  private Mark opened(int event) {
    Mark known = marks.get(event);
    if (known != null) {
      openFromSome -= known.count < states ? 1 : 0;
      return known;
    }
    Mark fresh = new Mark(states);
    marks.put(event, fresh);
    open.add(event);
    return fresh;
  }

  private void counted(Mark mark) {
    openFromSome += mark.count < states ? 1 : 0;
  }

  /** Whether an open event was reached from some states, but not from all. */
  boolean hasFromSome() {
    return openFromSome > 0;
  }

  /** The newest open event, which is open no longer. */
  int pollNewest() {
    int event = open.remove();
    openFromSome -= fromAll(event) ? 0 : 1;
    return event;
  }

  boolean fromAll(int event) {
    return marks.get(event).count == states;
  }
}
