package dev.roomstate.resolution;

import java.util.Arrays;
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
  private final Map<Integer, long[]> marks = new HashMap<>();
  private final PriorityQueue<Integer> open = new PriorityQueue<>(Comparator.reverseOrder());

  ReachedFrom(int states) {
    this.states = states;
  }

  void from(int state, int event) {
    long[] mark = markOf(event);
    mark[state >> 6] |= 1L << state;
  }

  /** The cited event is reached from wherever the citing one is. */
  void alsoFrom(int citing, int cited) {
    long[] mark = markOf(cited);
    long[] more = marks.get(citing);
    for (int i = 0; i < mark.length; i++) {
      mark[i] |= more[i];
    }
  }

  private long[] markOf(int event) {
    return marks.computeIfAbsent(
        event,
        number -> {
          open.add(number);
          return new long[(states + 63) >> 6];
        });
  }

  boolean isDone() {
    return open.isEmpty();
  }

  int pollNewest() {
    return open.remove();
  }

  boolean fromAll(int event) {
    return Arrays.stream(marks.get(event)).map(Long::bitCount).sum() == states;
  }
}
