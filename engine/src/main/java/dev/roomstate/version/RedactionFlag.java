package dev.roomstate.version;

/** Switches of the redaction algorithm: what it keeps. */
public enum RedactionFlag {
  /** {@code origin}, {@code membership} and {@code prev_state} of the event are kept (v1–v10). */
  KEEPS_ORIGIN,
  /** {@code m.room.aliases} keeps {@code aliases} (v1–v5). */
  ALIASES_KEEPS_ALIASES,
  /** {@code m.room.join_rules} keeps {@code allow} (v8 on). */
  JOIN_RULES_KEEPS_ALLOW,
  /** {@code m.room.member} keeps {@code join_authorised_via_users_server} (v9 on). */
  MEMBER_KEEPS_AUTHORISING_USER,
  /** {@code m.room.member} keeps {@code signed} of {@code third_party_invite} (v11 on). */
  MEMBER_KEEPS_SIGNED,
  /** {@code m.room.create} keeps its whole content (v11 on), before that {@code creator}. */
  CREATE_KEEPS_CONTENT,
  /** {@code m.room.power_levels} keeps {@code invite} (v11 on). */
  POWER_LEVELS_KEEPS_INVITE,
  /**
   * {@code m.room.redaction} names its target in {@code content.redacts}, which is kept (v11 on);
   * before that in a {@code redacts} of the event, which is not.
   */
  REDACTS_IN_CONTENT
}
