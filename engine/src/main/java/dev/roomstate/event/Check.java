package dev.roomstate.event;

/** The checks performed on receipt of a PDU that can say no, in their order. */
public enum Check {
  /** Check 1: it is a valid event of its room version; otherwise it is dropped. */
  FORMAT("format"),
  /** Check 2: it is signed; otherwise it is dropped. */
  SIGNATURE("signature"),
  /** Check 4: it is authorized by its auth events; otherwise it is rejected. */
  AUTH_EVENTS("auth_events"),
  /** Check 5: it is authorized by the state before it; otherwise it is rejected. */
  STATE_BEFORE("state_before"),
  /** Check 6: it is authorized by the current state; otherwise it is soft-failed. */
  CURRENT_STATE("current_state");

  private final String label;

  Check(String label) {
    this.label = label;
  }

  /** The name of the check in the judging protocol. */
  public String label() {
    return label;
  }
}
