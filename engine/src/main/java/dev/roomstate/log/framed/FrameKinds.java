package dev.roomstate.log.framed;

/** The kinds of frames of a log. */
public final class FrameKinds {
  /** Names a room. */
  public static final int ROOM = 1;

  /** Holds a judged event. */
  public static final int ENTRY = 2;

  /** Holds a verify key. */
  public static final int KEY = 3;

  private FrameKinds() {}
}
