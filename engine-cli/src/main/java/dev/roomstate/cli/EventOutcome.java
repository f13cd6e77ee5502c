package dev.roomstate.cli;

import dev.roomstate.event.Outcome;

/** What an answer says has become of an event. */
enum EventOutcome {
  /** All checks passed. */
  ACCEPTED("accepted"),
  /** The check against the current state alone did not pass. */
  SOFT_FAILED("soft_failed"),
  /** The check against the auth events or the state before did not pass. */
  REJECTED("rejected"),
  /** It is no event of the room version, or not signed. */
  DROPPED("dropped"),
  /** It waits for other events. */
  DEFERRED("deferred");

  private final String label;

  EventOutcome(String label) {
    this.label = label;
  }

  static EventOutcome of(Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED -> ACCEPTED;
      case SOFT_FAILED -> SOFT_FAILED;
      case REJECTED -> REJECTED;
    };
  }

  /** The name of the outcome in the judging protocol. */
  String label() {
    return label;
  }

  /** Whether a run in which it occurs is not fine. */
  boolean isTrouble() {
    return this == REJECTED || this == DROPPED || this == DEFERRED;
  }
}
