package dev.roomstate.conformance.model;

import io.vavr.control.Option;

/**
 * The rules from rule 3 on (version 12: from rule 4 on), which judge an event against a room state.
 * The comments quote version 12 unless they say otherwise.
 */
final class StateDependentRules {
  private StateDependentRules() {}

  static Verdict check(Situation situation) {
    Event event = situation.event();
    RoomVersion version = situation.version();
    if (event.isCreate()) {
      // Rule 1 has allowed it.
      return Verdict.ALLOW;
    }
    // "If the `content` of the `m.room.create` event in the room state has the property
    // `m.federate`
    // set to `false`, and the `sender` domain of the event does not match the `sender` domain of
    // the
    // create event, reject."
    Option<Event> create = situation.create();
    if (create.exists(c -> Boolean.FALSE.equals(c.content().get("m.federate")))
        && !create.get().senderDomain().equals(event.senderDomain())) {
      return Verdict.reject(Rule.NOT_FEDERATABLE, "the room is closed to other servers");
    }
    // Until 5: "If type is `m.room.aliases`"
    if (version.aliasesRule() && event.type().equals("m.room.aliases")) {
      return checkAliases(event);
    }
    if (event.isMember()) {
      return MemberRules.check(situation);
    }
    // "If the `sender`'s current membership state is not `join`, reject."
    if (!situation.isJoined(event.sender())) {
      return Verdict.reject(Rule.SENDER_NOT_JOINED, "`" + event.sender() + "` is not in the room");
    }
    PowerLevels levels = situation.powerLevels();
    if (event.type().equals(StateKey.THIRD_PARTY_INVITE_TYPE)) {
      // "Allow if and only if `sender`'s current power level is greater than or equal to the invite
      // level."
      return Verdict.allowIf(
          levels.hasLevel(event.sender(), "invite"),
          Rule.THIRD_PARTY_INVITE_LEVEL,
          "`" + event.sender() + "` has not the level to invite");
    }
    // "If the event type's required power level is greater than the `sender`'s power level,
    // reject."
    if (!levels.maySend(event)) {
      return Verdict.reject(
          Rule.REQUIRED_POWER_LEVEL, "`" + event.sender() + "` has not the level to send this");
    }
    // "If the event has a `state_key` that starts with an `@` and does not match the `sender`,
    // reject."
    if (event.stateKeyText().exists(key -> key.startsWith("@") && !key.equals(event.sender()))) {
      return Verdict.reject(Rule.STATE_KEY_OF_OTHER_USER, "the state key is another user's id");
    }
    if (event.type().equals(StateKey.POWER_LEVELS_TYPE)) {
      return new PowerLevelRules(situation).check();
    }
    // Versions 1 and 2: "If type is `m.room.redaction`"
    if (version.redactionRule() && event.type().equals("m.room.redaction")) {
      return checkRedaction(event, levels);
    }
    return Verdict.ALLOW;
  }

  private static Verdict checkAliases(Event event) {
    // "If event has no `state_key`, reject."
    if (event.stateKeyText().isEmpty()) {
      return Verdict.reject(Rule.ALIASES_NO_STATE_KEY, "aliases need a state key");
    }
    // "If sender's domain doesn't match `state_key`, reject." "Otherwise, allow."
    return Verdict.allowIf(
        event.stateKeyText().contains(event.senderDomain()),
        Rule.ALIASES_DOMAIN_MISMATCH,
        "the state key is not the sender's server");
  }

  private static Verdict checkRedaction(Event event, PowerLevels levels) {
    Option<PowerLevel> sender = levels.ofUser(event.sender());
    Option<PowerLevel> redact = levels.named("redact");
    if (sender.isEmpty() || redact.isEmpty()) {
      return Verdict.reject(Rule.REDACTION_NOT_ALLOWED, "a power level cannot be read");
    }
    // "If the `sender`'s power level is greater than or equal to the redact level, allow."
    if (sender.get().isAtLeast(redact.get())) {
      return Verdict.ALLOW;
    }
    // "If the domain of the `event_id` of the event being redacted is the same as the domain of the
    // `event_id` of the `m.room.redaction`, allow." "Otherwise, reject."
    Option<String> redacted =
        Json.stringMember(event.pdu(), "redacts").flatMap(Identifiers::domain);
    return Verdict.allowIf(
        redacted.isDefined() && redacted.equals(Identifiers.domain(event.id())),
        Rule.REDACTION_NOT_ALLOWED,
        "`" + event.sender() + "` has not the level to redact");
  }
}
