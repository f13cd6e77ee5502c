package dev.roomstate.log;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Arrays;

/**
 * Where the entries of a room's events are in the log, by event number. A newer version shares what
 * it can with the one before; only the newest may be added to, by one thread at a time, and any
 * number of threads may read any version.
 */
public final class EventPositions {
  /** Of a room without events. */
  public static final EventPositions EMPTY =
      new EventPositions(0, new Chunk[0], HashMap.empty(), HashMap.empty());

  private static final int BITS = 8;
  private static final int CHUNK = 1 << BITS;
  private static final int INITIAL_CAPACITY = 4;
  private static final int CAPACITY_FACTOR = 4;

  /** Of a chunk without positions. */
  private static final int CHUNK_BYTES = 48;

  private final int size;

  /** By event: its first entry. Shared with older versions, which do not look beyond their size. */
  private final Chunk[] first;

  /** First entries that are too far from those before them for an int; hardly ever any. */
  private final Map<Integer, Long> far;

  /** The last entries of events that came again: as outliers, then in full. */
  private final Map<Integer, Long> again;

  private EventPositions(
      int size, Chunk[] first, Map<Integer, Long> far, Map<Integer, Long> again) {
    this.size = size;
    this.first = first;
    this.far = far;
    this.again = again;
  }

  /**
   * The positions of some events.
   *
   * @param base the position of the first of them
   * @param distances by event: how far behind that its position is
   */
  private record Chunk(long base, int[] distances) {
    long position(int event) {
      return base + Integer.toUnsignedLong(distances[event & CHUNK - 1]);
    }
  }

  /** These, and the entry of an event: the next one, or one that came as an outlier before. */
  public EventPositions with(int event, LogPosition position) {
    if (event < size) {
      return new EventPositions(size, first, far, again.put(event, position.sequence()));
    }
    int chunk = event >>> BITS;
    Chunk[] grown = first;
    int slot = event & CHUNK - 1;
    if (chunk == first.length) {
      grown = Arrays.copyOf(first, chunk + 1);
      int capacity = chunk == 0 ? INITIAL_CAPACITY : CHUNK;
      grown[chunk] = new Chunk(position.sequence(), new int[capacity]);
    } else if (slot == first[chunk].distances().length) {
      grown = first.clone();
      int[] larger = Arrays.copyOf(first[chunk].distances(), slot * CAPACITY_FACTOR);
      grown[chunk] = new Chunk(first[chunk].base(), larger);
    }
    long distance = position.sequence() - grown[chunk].base();
    grown[chunk].distances()[slot] = (int) distance;
    Map<Integer, Long> withFar =
        distance >>> Integer.SIZE == 0 ? far : far.put(event, position.sequence());
    return new EventPositions(event + 1, grown, withFar, again);
  }

  /** How many bytes they take, roughly. */
  public long bytes() {
    int last = first.length == 0 ? 0 : first[first.length - 1].distances().length;
    long full = (long) CHUNK * Math.max(0, first.length - 1);
    return Integer.BYTES * (full + last)
        + (long) CHUNK_BYTES * first.length
        + 100L * (again.size() + far.size());
  }

  /** For how many events. */
  public int size() {
    return size;
  }

  /** Writes them. */
  public void write(BinaryWriter out) {
    out.number(size);
    long previous = 0;
    for (int event = 0; event < size; event++) {
      long position = first(event).sequence();
      out.signed(position - previous);
      previous = position;
    }
    out.number(again.size());
    again.forEach(
        (event, position) -> {
          out.number(event);
          out.number(position);
        });
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @param last the position of the last entry that there may be
   */
  public static EventPositions read(BinaryReader in, LogPosition last) throws MalformedBytes {
    int size = in.number(Integer.MAX_VALUE, "the number of events");
    in.expect(size);
    EventPositions positions = EMPTY;
    long position = 0;
    for (int event = 0; event < size; event++) {
      position += in.signed();
      check(position, last);
      positions = positions.with(event, new LogPosition(position));
    }
    for (long left = in.number(); left > 0; left--) {
      int event = in.number(size - 1, "an event");
      long again = in.number();
      check(again, last);
      positions = positions.with(event, new LogPosition(again));
    }
    return positions;
  }

  private static void check(long position, LogPosition last) throws MalformedBytes {
    if (position < 0 || position > last.sequence()) {
      throw new MalformedBytes("an entry is none before that of the snapshot");
    }
  }

  /** Where the entry is by which the event was judged in full, if there is one, else its only. */
  public LogPosition last(int event) {
    Option<Long> last = again.isEmpty() ? Option.none() : again.get(event);
    return last.map(LogPosition::new).getOrElse(() -> first(event));
  }

  /** Where its first entry is. */
  public LogPosition first(int event) {
    Option<Long> elsewhere = far.isEmpty() ? Option.none() : far.get(event);
    return new LogPosition(elsewhere.getOrElse(() -> first[event >>> BITS].position(event)));
  }
}
