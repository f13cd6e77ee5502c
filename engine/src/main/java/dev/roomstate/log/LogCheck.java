package dev.roomstate.log;

/** When the frames of a log that is opened are checked. */
public enum LogCheck {
  /** All of them before the log is used: what is damaged is not opened. */
  BEFORE_USE,
  /**
   * Those behind the last checkpoint before the log is used, the others beside its use, by a thread
   * of its own: where that finds damage, nothing is appended any more. Each entry is checked when
   * it is read, too.
   */
  BESIDE_USE
}
