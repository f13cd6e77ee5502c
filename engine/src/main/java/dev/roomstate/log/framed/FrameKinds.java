package dev.roomstate.log.framed;

/** The kinds of frames of a log. */
final class FrameKinds {
  /** Names a room. */
  static final int ROOM = 1;

  /** Holds a judged event. */
  static final int ENTRY = 2;

  /** Holds a verify key. */
  static final int KEY = 3;

  private FrameKinds() {}
}
