package dev.roomstate.version;

import io.vavr.control.Option;

/**
 * The authorization rules: one constant for each sentence of the specification that decides, in the
 * order in which a list has them. Of several that would reject an event the first one does.
 *
 * <p>A rule's number differs between the lists of the room versions ({@link #number}); its constant
 * does not. Constants are data, so that the log and the room can name a rule without knowing how it
 * is checked.
 */
public enum AuthRule {
  /** A create event has {@code prev_events}. */
  CREATE_HAS_PREV_EVENTS(Block.CREATE, ".1"),
  /** The domain of a create event's room id is not its sender's (v1–v11). */
  CREATE_ROOM_ID_DOMAIN(".2", ".2", ".2", ".2", ".2", ".2", ".2", "", Block.CREATE),
  /** A create event has a {@code room_id} (v12). */
  CREATE_HAS_ROOM_ID("", "", "", "", "", "", "", ".2", Block.CREATE),
  /** A create event names a room version that is not known. */
  CREATE_UNKNOWN_ROOM_VERSION(Block.CREATE, ".3"),
  /** A create event has no {@code creator} (v1–v10). */
  CREATE_NO_CREATOR(".4", ".4", ".4", ".4", ".4", ".4", "", "", Block.CREATE),
  /** {@code additional_creators} is no array of user ids (v12). */
  CREATE_BAD_ADDITIONAL_CREATORS("", "", "", "", "", "", "", ".4", Block.CREATE),
  /**
   * The room has an accepted create event already: this one is not part of it. Not in the lists.
   */
  CREATE_NOT_FIRST("", "", "", "", "", "", "", "", Block.WHOLE),
  /** Allows: a create event. */
  CREATE_ALLOWED(".5", ".5", ".5", ".5", ".5", ".5", ".4", ".5", Block.CREATE),

  /** The room id does not name an accepted create event (v12). */
  ROOM_ID_NOT_ACCEPTED_CREATE("", "", "", "", "", "", "", "2", Block.WHOLE),
  /** Two auth events have the same type and state key. */
  AUTH_EVENTS_DUPLICATE_KEY(Block.AUTH_EVENTS, ".1"),
  /** An auth event is none of those that the selection algorithm names. */
  AUTH_EVENTS_UNEXPECTED(Block.AUTH_EVENTS, ".2"),
  /** An auth event was rejected. */
  AUTH_EVENTS_REJECTED(Block.AUTH_EVENTS, ".3"),
  /** There is no create event among the auth events (v1–v11). */
  AUTH_EVENTS_NO_CREATE(".4", ".4", ".4", ".4", ".4", ".4", ".4", "", Block.AUTH_EVENTS),
  /** An auth event is of another room. */
  AUTH_EVENTS_OTHER_ROOM(Block.AUTH_EVENTS, ".5"),

  /** The room is closed to other servers ({@code m.federate}). */
  NOT_FEDERATABLE("3", "3", "3", "3", "3", "3", "3", "4", Block.WHOLE),

  /** An aliases event has no state key (v1–v5). */
  ALIASES_NO_STATE_KEY("4.1", "4.1", "", "", "", "", "", "", Block.WHOLE),
  /** An aliases event's state key is not its sender's domain (v1–v5). */
  ALIASES_DOMAIN_MISMATCH("4.2", "4.2", "", "", "", "", "", "", Block.WHOLE),
  /** Allows: an aliases event of the sender's domain (v1–v5). */
  ALIASES_ALLOWED("4.3", "4.3", "", "", "", "", "", "", Block.WHOLE),

  /** A member event has no state key or no membership. */
  MEMBER_SHAPE(Block.MEMBER, ".1"),
  /** The server of {@code join_authorised_via_users_server} has not signed (v8 on). */
  MEMBER_AUTHORISING_SERVER_SIGNATURE("", "", "", "", ".2.1", ".2.1", ".2.1", ".2.1", Block.MEMBER),

  /** Allows: the creator's first join. */
  JOIN_CREATOR(Block.JOIN, ".1"),
  /** One user joins another. */
  JOIN_SENDER_NOT_TARGET(Block.JOIN, ".2"),
  /** The sender is banned. */
  JOIN_BANNED(Block.JOIN, ".3"),
  /** Allows: an invited or joined user, under {@code invite} (v7 on: or {@code knock}). */
  JOIN_INVITED(Block.JOIN, ".4"),
  /** Allows: an invited or joined user, under {@code restricted} (v8 on). */
  JOIN_RESTRICTED_MEMBER("", "", "", "", ".5.1", ".5.1", ".5.1", ".5.1", Block.JOIN),
  /** The authorising user is not joined, or may not invite (v8 on). */
  JOIN_RESTRICTED_NOT_AUTHORISED("", "", "", "", ".5.2", ".5.2", ".5.2", ".5.2", Block.JOIN),
  /** Allows: a restricted join that was authorised (v8 on). */
  JOIN_RESTRICTED_AUTHORISED("", "", "", "", ".5.3", ".5.3", ".5.3", ".5.3", Block.JOIN),
  /** Allows: anyone, under {@code public}. */
  JOIN_PUBLIC(".5", ".5", ".5", ".5", ".6", ".6", ".6", ".6", Block.JOIN),
  /** The join rule lets nobody of this membership in. */
  JOIN_NOT_ALLOWED(".6", ".6", ".6", ".6", ".7", ".7", ".7", ".7", Block.JOIN),

  /** Third-party invite: the target is banned. */
  INVITE_THIRD_PARTY_TARGET_BANNED(Block.INVITE, ".1.1"),
  /** Third-party invite: there is no {@code signed}. */
  INVITE_THIRD_PARTY_NO_SIGNED(Block.INVITE, ".1.2"),
  /** Third-party invite: {@code signed} has no {@code mxid} or no {@code token}. */
  INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN(Block.INVITE, ".1.3"),
  /** Third-party invite: {@code mxid} is not the target. */
  INVITE_THIRD_PARTY_MXID_MISMATCH(Block.INVITE, ".1.4"),
  /** Third-party invite: the state has no {@code m.room.third_party_invite} for the token. */
  INVITE_THIRD_PARTY_NO_EVENT(Block.INVITE, ".1.5"),
  /** Third-party invite: the sender did not send that event. */
  INVITE_THIRD_PARTY_SENDER_MISMATCH(Block.INVITE, ".1.6"),
  /** Allows: a third-party invite that one of the keys signed. */
  INVITE_THIRD_PARTY_SIGNED(Block.INVITE, ".1.7"),
  /** Third-party invite: no signature matches any of the keys. */
  INVITE_THIRD_PARTY_NO_VALID_SIGNATURE(Block.INVITE, ".1.8"),
  /** The inviter is not in the room. */
  INVITE_SENDER_NOT_JOINED(Block.INVITE, ".2"),
  /** The invitee is in the room. */
  INVITE_TARGET_JOINED(Block.INVITE, ".3"),
  /** The invitee is banned. */
  INVITE_TARGET_BANNED(Block.INVITE, ".3"),
  /** Allows: an inviter with enough power. */
  INVITE_ALLOWED(Block.INVITE, ".4"),
  /** The inviter's power is below the invite level. */
  INVITE_LEVEL(Block.INVITE, ".5"),

  /** Allows: a user leaves. The same sentence rejects as {@link #LEAVE_NOT_A_MEMBER}. */
  LEAVE_OWN(Block.LEAVE, ".1"),
  /** A user leaves who is not invited, joined (v7 on: or knocking). */
  LEAVE_NOT_A_MEMBER(Block.LEAVE, ".1"),
  /** The one who kicks is not in the room. */
  LEAVE_SENDER_NOT_JOINED(Block.LEAVE, ".2"),
  /** The one who unbans is below the ban level. */
  LEAVE_BAN_LEVEL(Block.LEAVE, ".3"),
  /** Allows: a kick by one with enough power. */
  LEAVE_KICK(Block.LEAVE, ".4"),
  /** The one who kicks is below the kick level, or not above the target. */
  LEAVE_KICK_LEVEL(Block.LEAVE, ".5"),

  /** The one who bans is not in the room. */
  BAN_SENDER_NOT_JOINED(Block.BAN, ".1"),
  /** Allows: a ban by one with enough power. */
  BAN_ALLOWED(Block.BAN, ".2"),
  /** The one who bans is below the ban level, or not above the target. */
  BAN_LEVEL(Block.BAN, ".3"),

  /** The join rule knows no knocking (v7 on). */
  KNOCK_JOIN_RULE(Block.KNOCK, ".1"),
  /** One user knocks for another (v7 on). */
  KNOCK_SENDER_NOT_TARGET(Block.KNOCK, ".2"),
  /** Allows: a knock (v7 on). */
  KNOCK_ALLOWED(Block.KNOCK, ".3"),
  /** The one who knocks is banned, invited or joined (v7 on). */
  KNOCK_NOT_ALLOWED(Block.KNOCK, ".4"),

  /** The membership is none that the version knows. */
  MEMBERSHIP_UNKNOWN(".6", ".6", ".6", ".7", ".8", ".8", ".8", ".8", Block.MEMBER),

  /** The sender is not in the room. */
  SENDER_NOT_JOINED("6", "6", "5", "5", "5", "5", "5", "6", Block.WHOLE),
  /** Allows: a third-party invite event of one with enough power to invite. */
  THIRD_PARTY_INVITE_ALLOWED("7.1", "7.1", "6.1", "6.1", "6.1", "6.1", "6.1", "7.1", Block.WHOLE),
  /** The sender of a third-party invite event is below the invite level. */
  THIRD_PARTY_INVITE_LEVEL("7.1", "7.1", "6.1", "6.1", "6.1", "6.1", "6.1", "7.1", Block.WHOLE),
  /** The sender is below the level that the type of event requires. */
  REQUIRED_POWER_LEVEL("8", "8", "7", "7", "7", "7", "7", "8", Block.WHOLE),
  /** The state key is another user's. */
  STATE_KEY_OF_OTHER_USER("9", "9", "8", "8", "8", "8", "8", "9", Block.WHOLE),

  /** A named power level is no integer (v10 on). */
  POWER_LEVELS_NOT_INTEGER("", "", "", "", "", ".1", ".1", ".1", Block.POWER_LEVELS),
  /** {@code events} or {@code notifications} is no object of integers (v10 on). */
  POWER_LEVELS_MAP_NOT_INTEGERS("", "", "", "", "", ".2", ".2", ".2", Block.POWER_LEVELS),
  /** {@code users} is no object of user ids and levels. */
  POWER_LEVELS_USERS(".1", ".1", ".1", ".1", ".1", ".3", ".3", ".3", Block.POWER_LEVELS),
  /** {@code users} lists a creator (v12). */
  POWER_LEVELS_CREATOR_LISTED("", "", "", "", "", "", "", ".4", Block.POWER_LEVELS),
  /** Allows: the first power levels event. */
  POWER_LEVELS_FIRST(".2", ".2", ".2", ".2", ".2", ".4", ".4", ".5", Block.POWER_LEVELS),
  /** A named level above the sender's is altered. */
  POWER_LEVELS_DEFAULT_CURRENT(
      ".3.1", ".3.1", ".3.1", ".3.1", ".3.1", ".5.1", ".5.1", ".6.1", Block.POWER_LEVELS),
  /** A named level is set above the sender's. */
  POWER_LEVELS_DEFAULT_NEW(
      ".3.2", ".3.2", ".3.2", ".3.2", ".3.2", ".5.2", ".5.2", ".6.2", Block.POWER_LEVELS),
  /** A level of {@code events} (v6 on: or {@code notifications}) above the sender's is altered. */
  POWER_LEVELS_MAP_CURRENT(
      ".4.1", ".4.1", ".4.1", ".4.1", ".4.1", ".6.1", ".6.1", ".7.1", Block.POWER_LEVELS),
  /** A level of {@code events} (v6 on: or {@code notifications}) is set above the sender's. */
  POWER_LEVELS_MAP_NEW(
      ".5.1", ".5.1", ".5.1", ".5.1", ".5.1", ".7.1", ".7.1", ".8.1", Block.POWER_LEVELS),
  /** Another user's level, not below the sender's, is altered. */
  POWER_LEVELS_USER_CURRENT(
      ".6.1", ".6.1", ".6.1", ".6.1", ".6.1", ".8.1", ".8.1", ".9.1", Block.POWER_LEVELS),
  /** A user's level is set above the sender's. */
  POWER_LEVELS_USER_NEW(
      ".7.1", ".7.1", ".7.1", ".7.1", ".7.1", ".9.1", ".9.1", ".10.1", Block.POWER_LEVELS),
  /** Allows: a change of power levels within the sender's own. */
  POWER_LEVELS_ALLOWED(".8", ".8", ".8", ".8", ".8", ".10", ".10", ".10", Block.POWER_LEVELS),

  /** Allows: a redaction by one with enough power (v1, v2). */
  REDACTION_LEVEL("11.1", "", "", "", "", "", "", "", Block.WHOLE),
  /** Allows: a redaction of an event of the same domain (v1, v2). */
  REDACTION_SAME_DOMAIN("11.2", "", "", "", "", "", "", "", Block.WHOLE),
  /** The sender may not redact (v1, v2). */
  REDACTION_NOT_ALLOWED("11.3", "", "", "", "", "", "", "", Block.WHOLE),

  /** Allows: everything that no rule rejected. */
  OTHERWISE_ALLOWED("12", "11", "10", "10", "10", "10", "10", "11", Block.WHOLE);

  /** A rule with sub-rules, and its number in each list. */
  private enum Block {
    WHOLE("", "", "", "", "", "", "", ""),
    CREATE("1", "1", "1", "1", "1", "1", "1", "1"),
    AUTH_EVENTS("2", "2", "2", "2", "2", "2", "2", "3"),
    MEMBER("5", "5", "4", "4", "4", "4", "4", "5"),
    JOIN("5.2", "5.2", "4.2", "4.2", "4.3", "4.3", "4.3", "5.3"),
    INVITE("5.3", "5.3", "4.3", "4.3", "4.4", "4.4", "4.4", "5.4"),
    LEAVE("5.4", "5.4", "4.4", "4.4", "4.5", "4.5", "4.5", "5.5"),
    BAN("5.5", "5.5", "4.5", "4.5", "4.6", "4.6", "4.6", "5.6"),
    KNOCK("", "", "", "4.6", "4.7", "4.7", "4.7", "5.7"),
    POWER_LEVELS("10", "10", "9", "9", "9", "9", "9", "10");

    private final String[] numbers;

    Block(String... numbers) {
      this.numbers = numbers;
    }
  }

  private final String[] numbers;

  AuthRule(Block block, String within) {
    this(within, within, within, within, within, within, within, within, block);
  }

  AuthRule(
      String v1,
      String v3,
      String v6,
      String v7,
      String v8,
      String v10,
      String v11,
      String v12,
      Block block) {
    String[] within = {v1, v3, v6, v7, v8, v10, v11, v12};
    numbers = new String[within.length];
    for (int i = 0; i < within.length; i++) {
      boolean absent = within[i].isEmpty() || (block != Block.WHOLE && block.numbers[i].isEmpty());
      numbers[i] = absent ? "" : block.numbers[i] + within[i];
    }
  }

  /** The rule's number in a list, as the specification's source text counts; none if not in it. */
  public Option<String> number(RuleList list) {
    String number = numbers[list.ordinal()];
    return number.isEmpty() ? Option.none() : Option.some(number);
  }

  /** Whether this rule lets an event pass, instead of rejecting it. */
  public boolean allows() {
    return switch (this) {
      case CREATE_ALLOWED,
          ALIASES_ALLOWED,
          JOIN_CREATOR,
          JOIN_INVITED,
          JOIN_RESTRICTED_MEMBER,
          JOIN_RESTRICTED_AUTHORISED,
          JOIN_PUBLIC,
          INVITE_THIRD_PARTY_SIGNED,
          INVITE_ALLOWED,
          LEAVE_OWN,
          LEAVE_KICK,
          BAN_ALLOWED,
          KNOCK_ALLOWED,
          THIRD_PARTY_INVITE_ALLOWED,
          POWER_LEVELS_FIRST,
          POWER_LEVELS_ALLOWED,
          REDACTION_LEVEL,
          REDACTION_SAME_DOMAIN,
          OTHERWISE_ALLOWED ->
          true;
      default -> false;
    };
  }
}
