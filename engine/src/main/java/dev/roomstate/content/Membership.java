package dev.roomstate.content;

/** The memberships. */
public enum Membership {
  /** In the room. */
  JOIN,
  /** Invited. */
  INVITE,
  /** Not in the room: left, kicked, unbanned, or never there. */
  LEAVE,
  /** Banned. */
  BAN,
  /** Asking to be invited (room version 7 on). */
  KNOCK,
  /** A {@code membership} that is none of these. */
  UNKNOWN,
  /** There is no {@code membership}. */
  ABSENT;

  static Membership of(String text) {
    return switch (text) {
      case "join" -> JOIN;
      case "invite" -> INVITE;
      case "leave" -> LEAVE;
      case "ban" -> BAN;
      case "knock" -> KNOCK;
      default -> UNKNOWN;
    };
  }
}
