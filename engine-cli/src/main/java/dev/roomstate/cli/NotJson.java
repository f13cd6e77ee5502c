package dev.roomstate.cli;

/** The text is not JSON. */
final class NotJson extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;

  /**
   * Says where.
   *
   * @param what what is wrong
   * @param offset the byte at which it is, in the array that was read
   */
  NotJson(String what, int offset) {
    super(what, null, false, false);
    this.offset = offset;
  }

  /** What is wrong, at which byte of a text that starts at this one. */
  String sentence(int start) {
    return getMessage() + " at byte " + (offset - start);
  }
}
