package dev.roomstate.event;

/** What became of an event that was judged. */
public enum Outcome {
  /** It passed all checks. */
  ACCEPTED("accepted"),
  /** It passed all checks but the one against the current state: it is no forward extremity. */
  SOFT_FAILED("soft_failed"),
  /** It failed the checks against its auth events or the state before it: no state holds it. */
  REJECTED("rejected");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The name of the outcome in the judging protocol. */
  public String label() {
    return label;
  }
}
