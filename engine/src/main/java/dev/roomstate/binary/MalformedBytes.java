package dev.roomstate.binary;

/** The bytes are not what they should be. */
public final class MalformedBytes extends Exception {
  private static final long serialVersionUID = 1;

  /** Says why, as a sentence without a full stop. */
  public MalformedBytes(String why) {
    super(why, null, false, false);
  }
}
