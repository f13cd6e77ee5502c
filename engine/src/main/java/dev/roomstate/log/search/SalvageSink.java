package dev.roomstate.log.search;

/** Takes what is left of a damaged log, in the order of the numbers. */
public interface SalvageSink {
  /**
   * A frame that is sound.
   *
   * @param kind what its payload is, as the format says
   * @param number the number that it had
   * @param follows whether the one before it was given too, and is the one that it was written
   *     after
   */
  void frame(int kind, long number, boolean follows, byte[] payload);

  /** The frames of these numbers, both included, are lost. */
  void lost(long first, long last);
}
