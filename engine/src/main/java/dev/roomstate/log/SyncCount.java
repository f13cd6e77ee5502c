package dev.roomstate.log;

/**
 * How often a log has waited for the disk since it was opened. Immutable.
 *
 * @param syncs how many syncs have ended
 * @param nanos how long they took together, in nanoseconds
 */
public record SyncCount(long syncs, long nanos) {
  /** None yet. */
  public static final SyncCount NONE = new SyncCount(0, 0);

  /** These, and one more that took so long. */
  public SyncCount with(long moreNanos) {
    return new SyncCount(syncs + 1, nanos + moreNanos);
  }
}
