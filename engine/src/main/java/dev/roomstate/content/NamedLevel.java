package dev.roomstate.content;

/** The levels that power levels name, with what they are where an event leaves them out. */
public enum NamedLevel {
  /** The level of users who have none of their own. */
  USERS_DEFAULT("users_default", 0),
  /** Required for message events that {@code events} does not list. */
  EVENTS_DEFAULT("events_default", 0),
  /** Required for state events that {@code events} does not list. */
  STATE_DEFAULT("state_default", 50),
  /** Required to ban. */
  BAN("ban", 50),
  /** Required to redact others' events. */
  REDACT("redact", 50),
  /** Required to kick. */
  KICK("kick", 50),
  /** Required to invite. */
  INVITE("invite", 0);

  private final String property;
  private final PowerLevel whenAbsent;

  NamedLevel(String property, long whenAbsent) {
    this.property = property;
    this.whenAbsent = PowerLevel.of(whenAbsent);
  }

  /** The name of the property. */
  public String property() {
    return property;
  }

  /** The level where the property, or the whole event, is absent. */
  public PowerLevel whenAbsent() {
    return whenAbsent;
  }
}
