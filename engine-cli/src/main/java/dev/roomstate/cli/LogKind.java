package dev.roomstate.cli;

import java.util.Locale;

/** What keeps the frames of a log. */
enum LogKind {
  /** Chronicle Queue. */
  CHRONICLE,
  /** Plain files. */
  FILE;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
