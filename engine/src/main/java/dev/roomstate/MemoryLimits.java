package dev.roomstate;

/**
 * How much an engine may keep in memory. Immutable.
 *
 * @param parkedEventsMax most events of one room that may wait for others
 * @param parkedBytesMax most bytes, in canonical form, of the events of one room that wait
 * @param residentBytesMax how many bytes all rooms in memory may take, roughly, where the log is on
 *     disk: those that were not used for longest are let go of, and loaded when they are used. The
 *     room that was used last stays, however large it is. An eighth more may be taken for a moment;
 *     then who uses rooms waits until others are let go of
 * @param unsavedEntriesMin least entries of a room since its last snapshot for which another one is
 *     made when it is let go of, or when the engine closes: fewer are read from the log in no time
 */
public record MemoryLimits(
    int parkedEventsMax, long parkedBytesMax, long residentBytesMax, int unsavedEntriesMin) {
  /** 10,000 events and 64 MiB of them may wait; rooms take 1 GiB; 256 entries. */
  public static final MemoryLimits STANDARD = new MemoryLimits(10_000, 64L << 20, 1L << 30, 256);

  /** Limits, none of which is negative. */
  public MemoryLimits {
    check(parkedEventsMax, "the number of events that may wait");
    check(parkedBytesMax, "the number of bytes that may wait");
    check(residentBytesMax, "the number of bytes that rooms may take");
    check(unsavedEntriesMin, "the number of entries that are not saved");
  }

  private static void check(long limit, String name) {
    if (limit < 0) {
      throw new IllegalArgumentException(name + " is negative: " + limit);
    }
  }

  /** These limits with others for events that wait. */
  public MemoryLimits withParked(int events, long bytes) {
    return new MemoryLimits(events, bytes, residentBytesMax, unsavedEntriesMin);
  }

  /** These limits with another one for the bytes that rooms take. */
  public MemoryLimits withResidentBytesMax(long bytes) {
    return new MemoryLimits(parkedEventsMax, parkedBytesMax, bytes, unsavedEntriesMin);
  }

  /** These limits with another one for entries that are in no snapshot. */
  public MemoryLimits withUnsavedEntriesMin(int entries) {
    return new MemoryLimits(parkedEventsMax, parkedBytesMax, residentBytesMax, entries);
  }
}
