package dev.roomstate;

import dev.roomstate.log.LogPosition;
import java.util.Arrays;

/**
 * Where the entries of a room's events are in the log, by event number. One writer, many readers.
 */
final class EventPositions {
  static final EventPositions EMPTY = new EventPositions(new long[0]);

  private final long[] sequences;

  private EventPositions(long[] sequences) {
    this.sequences = sequences;
  }

  /**
   * Of the writer only: the array is shared with older versions. The slot of an outlier that came
   * again in full is written a second time, and both entries are of that event.
   */
  EventPositions with(int event, LogPosition position) {
    long[] grown =
        event < sequences.length
            ? sequences
            : Arrays.copyOf(sequences, Math.max(16, (event + 1) * 2));
    grown[event] = position.sequence();
    return new EventPositions(grown);
  }

  LogPosition get(int event) {
    return new LogPosition(sequences[event]);
  }
}
