package dev.roomstate;

import dev.roomstate.log.LogPosition;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.util.Arrays;

/**
 * Where the entries of a room's events are in the log, by event number. One writer, many readers.
 */
final class EventPositions {
  static final EventPositions EMPTY = new EventPositions(0, new long[0][], HashMap.empty());

  private static final int BITS = 8;
  private static final int CHUNK = 1 << BITS;

  private final int size;

  /** By event: its first entry. Shared with older versions, which do not look beyond their size. */
  private final long[][] first;

  /** The last entries of events that came again: as outliers, then in full. */
  private final Map<Integer, Long> again;

  private EventPositions(int size, long[][] first, Map<Integer, Long> again) {
    this.size = size;
    this.first = first;
    this.again = again;
  }

  /** Of the writer only. */
  EventPositions with(int event, LogPosition position) {
    if (event < size) {
      return new EventPositions(size, first, again.put(event, position.sequence()));
    }
    int chunk = event >>> BITS;
    long[][] grown = first;
    if (chunk == first.length) {
      grown = Arrays.copyOf(first, chunk + 1);
      grown[chunk] = new long[CHUNK];
    }
    grown[chunk][event & CHUNK - 1] = position.sequence();
    return new EventPositions(event + 1, grown, again);
  }

  /** Where the entry is by which the event was judged in full, if there is one, else its only. */
  LogPosition last(int event) {
    return new LogPosition(again.getOrElse(event, first[event >>> BITS][event & CHUNK - 1]));
  }

  /** Where its first entry is. */
  LogPosition first(int event) {
    return new LogPosition(first[event >>> BITS][event & CHUNK - 1]);
  }
}
