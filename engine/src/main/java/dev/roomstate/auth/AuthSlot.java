package dev.roomstate.auth;

/** The places of a state that the rules read to judge one event: never more than these seven. */
public enum AuthSlot {
  /** The create event. */
  CREATE,
  /** The power levels. */
  POWER_LEVELS,
  /** The join rules. */
  JOIN_RULES,
  /** The sender's membership. */
  SENDER,
  /** The target's membership, where the event is a membership. */
  TARGET,
  /** The membership of the user who authorised a restricted join. */
  AUTHORISING_USER,
  /** The third-party invite whose token the event presents. */
  THIRD_PARTY_INVITE;

  private static final AuthSlot[] ALL = values();

  static AuthSlot[] all() {
    return ALL;
  }
}
