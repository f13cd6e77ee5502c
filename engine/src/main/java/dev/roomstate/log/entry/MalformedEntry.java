package dev.roomstate.log.entry;

/** The bytes are no entry. */
final class MalformedEntry extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why. */
  MalformedEntry(String why) {
    super(why, null, false, false);
  }
}
