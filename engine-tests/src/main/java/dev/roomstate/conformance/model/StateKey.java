package dev.roomstate.conformance.model;

/** A key of the room state: "2-tuples of strings of the form `(event_type, state_key)`". */
record StateKey(String type, String key) {
  static final String CREATE_TYPE = "m.room.create";
  static final String MEMBER_TYPE = "m.room.member";
  static final String POWER_LEVELS_TYPE = "m.room.power_levels";
  static final String JOIN_RULES_TYPE = "m.room.join_rules";
  static final String THIRD_PARTY_INVITE_TYPE = "m.room.third_party_invite";

  static final StateKey CREATE = new StateKey(CREATE_TYPE, "");
  static final StateKey POWER_LEVELS = new StateKey(POWER_LEVELS_TYPE, "");
  static final StateKey JOIN_RULES = new StateKey(JOIN_RULES_TYPE, "");

  static StateKey member(String user) {
    return new StateKey(MEMBER_TYPE, user);
  }

  static StateKey thirdPartyInvite(String token) {
    return new StateKey(THIRD_PARTY_INVITE_TYPE, token);
  }
}
