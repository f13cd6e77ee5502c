package dev.roomstate.log.chronicle;

import net.openhft.chronicle.core.time.TimeProvider;

/** A clock that does not go back: a queue that has begun a file writes into no older one. */
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

  @Override
  public long currentTimeMillis() {
    return atLeast(clock.currentTimeMillis());
  }
}
