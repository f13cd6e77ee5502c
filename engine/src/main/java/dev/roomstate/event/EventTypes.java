package dev.roomstate.event;

/** The event types that rules, redaction or resolution know by name. */
public final class EventTypes {
  /** Makes a room. */
  public static final String CREATE = "m.room.create";

  /** A user's membership. */
  public static final String MEMBER = "m.room.member";

  /** Who may do what. */
  public static final String POWER_LEVELS = "m.room.power_levels";

  /** Who may join. */
  public static final String JOIN_RULES = "m.room.join_rules";

  /** An invite of someone whose user id is not known yet. */
  public static final String THIRD_PARTY_INVITE = "m.room.third_party_invite";

  /** Aliases of the room, by server (historical). */
  public static final String ALIASES = "m.room.aliases";

  /** Who may see the past. */
  public static final String HISTORY_VISIBILITY = "m.room.history_visibility";

  /** Takes the content of another event away. */
  public static final String REDACTION = "m.room.redaction";

  private EventTypes() {}
}
