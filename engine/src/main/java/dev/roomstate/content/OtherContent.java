package dev.roomstate.content;

/** The content of an event whose content no rule reads. */
public enum OtherContent implements EventContent {
  /** The only instance. */
  NOTHING
}
