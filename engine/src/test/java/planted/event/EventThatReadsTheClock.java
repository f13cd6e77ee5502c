package planted.event;

/** Planted: pure code must not read the clock. */
public final class EventThatReadsTheClock {
  private final long receivedAt = System.currentTimeMillis();

  /** When it was made. */
  public long receivedAt() {
    return receivedAt;
  }
}
