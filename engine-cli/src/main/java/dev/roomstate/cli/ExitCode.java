package dev.roomstate.cli;

/** What the process tells who started it. */
final class ExitCode {
  /** All is well. */
  static final int FINE = 0;

  /**
   * Something was rejected, dropped or left deferred; or a case was answered with an error; or what
   * was logged and what came out disagree.
   */
  static final int TROUBLE = 1;

  /** The command was not understood, or its input cannot be read. */
  static final int UNREADABLE = 2;

  /** The log is damaged. */
  static final int DAMAGED = 3;

  private ExitCode() {}
}
