package dev.roomstate.log;

/**
 * A log that cannot be used: it could not be opened, or writing to it failed. The message says why,
 * where, and what to do, as a sentence without a full stop.
 */
public final class LogFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says why. */
  public LogFailure(String sentence) {
    super(sentence);
  }

  /** Says why, with what the platform said. */
  public LogFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
