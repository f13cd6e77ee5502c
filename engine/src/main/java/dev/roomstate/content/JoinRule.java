package dev.roomstate.content;

/** The join rules, by their names; whether a room version knows one is the rules' affair. */
public enum JoinRule {
  /** Anyone may join. */
  PUBLIC,
  /** One must be invited. */
  INVITE,
  /** One may ask to be invited. */
  KNOCK,
  /** Members of other rooms may join. */
  RESTRICTED,
  /** Members of other rooms may join, others may ask. */
  KNOCK_RESTRICTED,
  /** {@code private}, or a rule nobody knows: nobody may join. */
  OTHER;

  /**
   * The rule of a room that says none. The specification is silent; servers take {@code invite}, be
   * the event missing or its {@code join_rule}.
   */
  public static final JoinRule DEFAULT = INVITE;

  static JoinRule of(String text) {
    return switch (text) {
      case "public" -> PUBLIC;
      case "invite" -> INVITE;
      case "knock" -> KNOCK;
      case "restricted" -> RESTRICTED;
      case "knock_restricted" -> KNOCK_RESTRICTED;
      default -> OTHER;
    };
  }
}
