package dev.roomstate.log.search;

/** How frames stand in the files of a log. */
public enum FrameLayout {
  /** One behind the other, and nothing else. */
  CLOSE,

  /**
   * With bytes between them that are another's. Such bytes are told of only where frames may be
   * missing.
   */
  APART
}
