package dev.roomstate.log;

/**
 * Where an entry is in a log: entries are counted from 0, without gaps.
 *
 * @param sequence how many entries are before it
 */
public record LogPosition(long sequence) implements Comparable<LogPosition> {
  /** The position of the first entry. */
  public static final LogPosition FIRST = new LogPosition(0);

  /** The position after this one. */
  public LogPosition next() {
    return new LogPosition(sequence + 1);
  }

  @Override
  public int compareTo(LogPosition other) {
    return Long.compare(sequence, other.sequence);
  }
}
