package dev.roomstate.log.chronicle;

import net.openhft.chronicle.core.time.TimeProvider;

/**
 * A clock that does not go back, for a queue that has begun a file writes into no older one; and
 * that stands still between two looks at it, for a queue must not begin a file when it likes.
 */
final class ForwardClock implements TimeProvider {
  private final TimeProvider clock;
  private volatile long latest;

  ForwardClock(TimeProvider clock) {
    this.clock = clock;
  }

  /** It is at least so late, in milliseconds since 1970. */
  synchronized long atLeast(long ms) {
    latest = Math.max(latest, ms);
    return latest;
  }

  /** Looks what time it is. */
  long look() {
    return atLeast(clock.currentTimeMillis());
  }

  /** The time of the last look. */
  @Override
  public long currentTimeMillis() {
    return latest;
  }
}
