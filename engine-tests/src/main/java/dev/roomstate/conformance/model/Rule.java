package dev.roomstate.conformance.model;

import io.vavr.control.Option;

/**
 * Every sentence of the authorization rules that rejects, in the order of the specification. The
 * text of each constant is its number in versions 1 and 2, 3 to 5, 6, 7, 8 and 9, 10, 11 and 12, as
 * the source of the specification numbers it; a dash stands where the version has no such rule.
 */
enum Rule {
  CREATE_HAS_PREV_EVENTS("1.1 1.1 1.1 1.1 1.1 1.1 1.1 1.1"),
  CREATE_ROOM_ID_DOMAIN("1.2 1.2 1.2 1.2 1.2 1.2 1.2 -"),
  CREATE_HAS_ROOM_ID("- - - - - - - 1.2"),
  CREATE_UNKNOWN_ROOM_VERSION("1.3 1.3 1.3 1.3 1.3 1.3 1.3 1.3"),
  CREATE_NO_CREATOR("1.4 1.4 1.4 1.4 1.4 1.4 - -"),
  CREATE_BAD_ADDITIONAL_CREATORS("- - - - - - - 1.4"),
  /** No rule of the specification: a second create event is not part of the room. */
  CREATE_NOT_FIRST("- - - - - - - -"),
  ROOM_ID_NOT_ACCEPTED_CREATE("- - - - - - - 2"),
  AUTH_EVENTS_DUPLICATE_KEY("2.1 2.1 2.1 2.1 2.1 2.1 2.1 3.1"),
  AUTH_EVENTS_UNEXPECTED("2.2 2.2 2.2 2.2 2.2 2.2 2.2 3.2"),
  AUTH_EVENTS_REJECTED("2.3 2.3 2.3 2.3 2.3 2.3 2.3 3.3"),
  AUTH_EVENTS_NO_CREATE("2.4 2.4 2.4 2.4 2.4 2.4 2.4 -"),
  AUTH_EVENTS_OTHER_ROOM("2.5 2.5 2.5 2.5 2.5 2.5 2.5 3.5"),
  NOT_FEDERATABLE("3 3 3 3 3 3 3 4"),
  ALIASES_NO_STATE_KEY("4.1 4.1 - - - - - -"),
  ALIASES_DOMAIN_MISMATCH("4.2 4.2 - - - - - -"),
  MEMBER_SHAPE("5.1 5.1 4.1 4.1 4.1 4.1 4.1 5.1"),
  MEMBER_AUTHORISING_SERVER_SIGNATURE("- - - - 4.2.1 4.2.1 4.2.1 5.2.1"),
  JOIN_SENDER_NOT_TARGET("5.2.2 5.2.2 4.2.2 4.2.2 4.3.2 4.3.2 4.3.2 5.3.2"),
  JOIN_BANNED("5.2.3 5.2.3 4.2.3 4.2.3 4.3.3 4.3.3 4.3.3 5.3.3"),
  JOIN_RESTRICTED_NOT_AUTHORISED("- - - - 4.3.5.2 4.3.5.2 4.3.5.2 5.3.5.2"),
  JOIN_NOT_ALLOWED("5.2.6 5.2.6 4.2.6 4.2.6 4.3.7 4.3.7 4.3.7 5.3.7"),
  INVITE_THIRD_PARTY_TARGET_BANNED(
      "5.3.1.1 5.3.1.1 4.3.1.1 4.3.1.1 4.4.1.1 4.4.1.1 4.4.1.1 5.4.1.1"),
  INVITE_THIRD_PARTY_NO_SIGNED("5.3.1.2 5.3.1.2 4.3.1.2 4.3.1.2 4.4.1.2 4.4.1.2 4.4.1.2 5.4.1.2"),
  INVITE_THIRD_PARTY_NO_MXID_OR_TOKEN(
      "5.3.1.3 5.3.1.3 4.3.1.3 4.3.1.3 4.4.1.3 4.4.1.3 4.4.1.3 5.4.1.3"),
  INVITE_THIRD_PARTY_MXID_MISMATCH(
      "5.3.1.4 5.3.1.4 4.3.1.4 4.3.1.4 4.4.1.4 4.4.1.4 4.4.1.4 5.4.1.4"),
  INVITE_THIRD_PARTY_NO_EVENT("5.3.1.5 5.3.1.5 4.3.1.5 4.3.1.5 4.4.1.5 4.4.1.5 4.4.1.5 5.4.1.5"),
  INVITE_THIRD_PARTY_SENDER_MISMATCH(
      "5.3.1.6 5.3.1.6 4.3.1.6 4.3.1.6 4.4.1.6 4.4.1.6 4.4.1.6 5.4.1.6"),
  INVITE_THIRD_PARTY_NO_VALID_SIGNATURE(
      "5.3.1.8 5.3.1.8 4.3.1.8 4.3.1.8 4.4.1.8 4.4.1.8 4.4.1.8 5.4.1.8"),
  INVITE_SENDER_NOT_JOINED("5.3.2 5.3.2 4.3.2 4.3.2 4.4.2 4.4.2 4.4.2 5.4.2"),
  INVITE_TARGET_JOINED("5.3.3 5.3.3 4.3.3 4.3.3 4.4.3 4.4.3 4.4.3 5.4.3"),
  INVITE_TARGET_BANNED("5.3.3 5.3.3 4.3.3 4.3.3 4.4.3 4.4.3 4.4.3 5.4.3"),
  INVITE_LEVEL("5.3.5 5.3.5 4.3.5 4.3.5 4.4.5 4.4.5 4.4.5 5.4.5"),
  LEAVE_NOT_A_MEMBER("5.4.1 5.4.1 4.4.1 4.4.1 4.5.1 4.5.1 4.5.1 5.5.1"),
  LEAVE_SENDER_NOT_JOINED("5.4.2 5.4.2 4.4.2 4.4.2 4.5.2 4.5.2 4.5.2 5.5.2"),
  LEAVE_BAN_LEVEL("5.4.3 5.4.3 4.4.3 4.4.3 4.5.3 4.5.3 4.5.3 5.5.3"),
  LEAVE_KICK_LEVEL("5.4.5 5.4.5 4.4.5 4.4.5 4.5.5 4.5.5 4.5.5 5.5.5"),
  BAN_SENDER_NOT_JOINED("5.5.1 5.5.1 4.5.1 4.5.1 4.6.1 4.6.1 4.6.1 5.6.1"),
  BAN_LEVEL("5.5.3 5.5.3 4.5.3 4.5.3 4.6.3 4.6.3 4.6.3 5.6.3"),
  KNOCK_JOIN_RULE("- - - 4.6.1 4.7.1 4.7.1 4.7.1 5.7.1"),
  KNOCK_SENDER_NOT_TARGET("- - - 4.6.2 4.7.2 4.7.2 4.7.2 5.7.2"),
  KNOCK_NOT_ALLOWED("- - - 4.6.4 4.7.4 4.7.4 4.7.4 5.7.4"),
  MEMBERSHIP_UNKNOWN("5.6 5.6 4.6 4.7 4.8 4.8 4.8 5.8"),
  SENDER_NOT_JOINED("6 6 5 5 5 5 5 6"),
  THIRD_PARTY_INVITE_LEVEL("7.1 7.1 6.1 6.1 6.1 6.1 6.1 7.1"),
  REQUIRED_POWER_LEVEL("8 8 7 7 7 7 7 8"),
  STATE_KEY_OF_OTHER_USER("9 9 8 8 8 8 8 9"),
  POWER_LEVELS_NOT_INTEGER("- - - - - 9.1 9.1 10.1"),
  POWER_LEVELS_MAP_NOT_INTEGERS("- - - - - 9.2 9.2 10.2"),
  POWER_LEVELS_USERS("10.1 10.1 9.1 9.1 9.1 9.3 9.3 10.3"),
  POWER_LEVELS_CREATOR_LISTED("- - - - - - - 10.4"),
  POWER_LEVELS_DEFAULT_CURRENT("10.3.1 10.3.1 9.3.1 9.3.1 9.3.1 9.5.1 9.5.1 10.6.1"),
  POWER_LEVELS_DEFAULT_NEW("10.3.2 10.3.2 9.3.2 9.3.2 9.3.2 9.5.2 9.5.2 10.6.2"),
  POWER_LEVELS_MAP_CURRENT("10.4.1 10.4.1 9.4.1 9.4.1 9.4.1 9.6.1 9.6.1 10.7.1"),
  POWER_LEVELS_MAP_NEW("10.5.1 10.5.1 9.5.1 9.5.1 9.5.1 9.7.1 9.7.1 10.8.1"),
  POWER_LEVELS_USER_CURRENT("10.6.1 10.6.1 9.6.1 9.6.1 9.6.1 9.8.1 9.8.1 10.9.1"),
  POWER_LEVELS_USER_NEW("10.7.1 10.7.1 9.7.1 9.7.1 9.7.1 9.9.1 9.9.1 10.10.1"),
  REDACTION_NOT_ALLOWED("11.3 - - - - - - -");

  private final String numbers;

  Rule(String numbers) {
    this.numbers = numbers;
  }

  /** The rule's number in that version's list. */
  Option<String> number(RoomVersion version) {
    String number = numbers.split(" ", -1)[version.ruleSet().column()];
    return number.equals("-") ? Option.none() : Option.some(number);
  }
}
