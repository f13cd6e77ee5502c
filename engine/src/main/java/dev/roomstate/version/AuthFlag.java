package dev.roomstate.version;

/** Switches of the authorization rules. */
public enum AuthFlag {
  /** Events cite the create event among their {@code auth_events} (v1–v11). */
  CREATE_IN_AUTH_EVENTS,
  /** The creator is {@code content.creator} of the create event (v1–v10), later its sender. */
  CREATOR_FIELD,
  /** {@code m.room.aliases} has a rule of its own (v1–v5). */
  ALIASES_RULE,
  /** {@code m.room.redaction} has a rule of its own (v1, v2). */
  REDACTION_RULE,
  /** Power levels may be strings that hold an integer (v1–v9). */
  STRING_LEVELS,
  /** Power levels may be numbers with a fraction, which is cut off (v1–v5). */
  FLOAT_LEVELS,
  /** Changes to {@code notifications} in power levels are guarded like {@code events} (v6 on). */
  NOTIFICATION_LEVELS,
  /** All power levels must be integers, not only those of {@code users} (v10 on). */
  INTEGER_LEVELS,
  /** There is the membership {@code knock} and the join rule {@code knock} (v7 on). */
  KNOCK,
  /** There is the join rule {@code restricted} (v8 on). */
  RESTRICTED_JOIN,
  /** There is the join rule {@code knock_restricted} (v10 on). */
  KNOCK_RESTRICTED_JOIN,
  /** Creators have infinite power and stand in no power levels event (v12 on). */
  PRIVILEGED_CREATORS,
  /** The room id is the id of the create event (v12 on). */
  ROOM_ID_IS_CREATE_HASH
}
