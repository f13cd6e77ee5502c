package dev.roomstate.cli;

import java.util.Locale;

/** Colors for people, or none. */
final class Palette {
  private static final String RESET = "\u001b[0m";

  private final boolean colored;

  Palette(boolean colored) {
    this.colored = colored;
  }

  /** When to color what goes to standard output. */
  enum When {
    /** On a terminal, unless {@code NO_COLOR} is set. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static boolean isColored(When when, Terminal terminal) {
    return switch (when) {
      case AUTO ->
          terminal.outIsTerminal()
              && terminal.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(terminal.environment().get("TERM"));
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  /** Text about this outcome. */
  String outcome(EventOutcome outcome, String text) {
    return switch (outcome) {
      case ACCEPTED -> paint("32", text);
      case SOFT_FAILED, DEFERRED -> paint("33", text);
      case REJECTED, DROPPED -> paint("31", text);
    };
  }

  /** A heading. */
  String bold(String text) {
    return paint("1", text);
  }

  /** What matters less. */
  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colored ? "\u001b[" + code + 'm' + text + RESET : text;
  }
}
