package dev.roomstate.log;

/**
 * A log that cannot be used: it could not be opened, or writing to it failed. The message says why,
 * where, and what to do, as a sentence without a full stop.
 */
public final class LogFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** What a failure says of the log. */
  public enum Kind {
    /** The folder, the disk or the way it was asked for is at fault; the log may be sound. */
    UNUSABLE,
    /** What was kept is not as it was written. */
    DAMAGED
  }

  /** Says why the log is {@link Kind#UNUSABLE}. */
  public LogFailure(String sentence) {
    super(sentence);
    this.kind = Kind.UNUSABLE;
  }

  /** Says why the log is {@link Kind#UNUSABLE}, with what the platform said. */
  public LogFailure(String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = Kind.UNUSABLE;
  }

  private LogFailure(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** Says where the log is {@link Kind#DAMAGED}. */
  public static LogFailure damaged(String sentence) {
    return new LogFailure(Kind.DAMAGED, sentence, null);
  }

  /** The same, to be thrown once more: with this as its cause, and where it is thrown itself. */
  public LogFailure again() {
    return new LogFailure(kind, getMessage(), this);
  }

  /** What it says of the log. */
  public Kind kind() {
    return kind;
  }
}
