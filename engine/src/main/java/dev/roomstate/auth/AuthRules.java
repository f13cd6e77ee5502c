package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.Membership;
import dev.roomstate.content.NamedLevel;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;

/**
 * The authorization rules of one room version (spec, room versions, "Authorisation rules"), those
 * that depend on a state: from "m.federate" on. Rules 1 and 2 are {@link CreateRules} and {@link
 * AuthEventsRules}. Total and thread-safe.
 */
public final class AuthRules {
  private final RoomVersionRules rules;
  private final MemberRules memberRules;

  /** The rules of this version; third-party invites are verified with this primitive. */
  public AuthRules(RoomVersionRules rules, Ed25519 ed25519) {
    this.rules = rules;
    this.memberRules = new MemberRules(rules, new ThirdPartyInviteRules(ed25519));
  }

  /** What the rules say of this event against this state. */
  public Verdict check(Subject subject, AuthState state) {
    EventFacts event = subject.event();
    if (event.is(EventTypes.CREATE)) {
      return allow(AuthRule.CREATE_ALLOWED);
    }
    // "If the content of the m.room.create event in the room state has the property m.federate set
    // to false, and the sender domain of the event does not match the sender domain of the create
    // event, reject."
    EventFacts create = state.orNull(AuthSlot.CREATE);
    if (create != null
        && state.create().exists(content -> !content.federates())
        && !event.sender().server().equals(create.sender().server())) {
      return reject(
          AuthRule.NOT_FEDERATABLE,
          () ->
              "the room is closed to servers other than `"
                  + create.sender().server()
                  + "`, and the sender is of `"
                  + event.sender().server()
                  + "`",
          create); // 3
    }
    if (event.is(EventTypes.ALIASES) && rules.has(AuthFlag.ALIASES_RULE)) {
      return checkAliases(event);
    }
    if (event.is(EventTypes.MEMBER)) {
      return memberRules.check(subject, state);
    }
    // "If the sender's current membership state is not join, reject."
    if (state.membership(AuthSlot.SENDER) != Membership.JOIN) {
      return reject(
          AuthRule.SENDER_NOT_JOINED,
          () -> "the sender `" + event.sender() + "` is not in the room",
          state.orNull(AuthSlot.SENDER)); // 5
    }
    return checkPower(event, state);
  }

  private Verdict checkPower(EventFacts event, AuthState state) {
    PowerLevels levels = PowerLevels.of(rules, state);
    PowerLevel sender = levels.ofUser(event.sender().value());
    if (event.is(EventTypes.THIRD_PARTY_INVITE)) {
      return checkThirdPartyInviteEvent(levels, sender);
    }
    // "If the event type's required power level is greater than the sender's power level, reject."
    PowerLevel required = levels.required(event.type(), event.isState());
    if (!sender.atLeast(required)) {
      return reject(
          AuthRule.REQUIRED_POWER_LEVEL,
          () ->
              Sentences.below(
                  "the sender", sender, "the level that `" + event.type() + "` requires", required),
          levels.source()); // 7
    }
    // "If the event has a state_key that starts with an @ and does not match the sender, reject."
    if (event
        .stateKey()
        .exists(key -> key.startsWith("@") && !key.equals(event.sender().value()))) {
      return reject(
          AuthRule.STATE_KEY_OF_OTHER_USER,
          () ->
              "the state key `"
                  + event.stateKey().get()
                  + "` is another user's than the sender `"
                  + event.sender()
                  + "`"); // 8
    }
    if (event.is(EventTypes.POWER_LEVELS)) {
      return PowerLevelsRules.check(event, sender, levels, rules);
    }
    if (event.is(EventTypes.REDACTION) && rules.has(AuthFlag.REDACTION_RULE)) {
      return RedactionRules.check(event, sender, levels);
    }
    // "Otherwise, allow."
    return allow(AuthRule.OTHERWISE_ALLOWED); // 10
  }

  /**
   * "Allow if and only if sender's current power level is greater than or equal to the invite
   * level."
   */
  private static Verdict checkThirdPartyInviteEvent(PowerLevels levels, PowerLevel sender) {
    PowerLevel invite = levels.level(NamedLevel.INVITE);
    if (sender.atLeast(invite)) {
      return allow(AuthRule.THIRD_PARTY_INVITE_ALLOWED); // 6.1
    }
    return reject(
        AuthRule.THIRD_PARTY_INVITE_LEVEL,
        () -> Sentences.below("the sender", sender, "the invite level", invite),
        levels.source()); // 6.1
  }

  /** Rule 4 of room versions 1 to 5. */
  private static Verdict checkAliases(EventFacts event) {
    // "If event has no state_key, reject."
    if (event.stateKey().isEmpty()) {
      return reject(AuthRule.ALIASES_NO_STATE_KEY, () -> "the event has no state key"); // v1: 4.1
    }
    // "If sender's domain doesn't match state_key, reject."
    if (!event.stateKey().contains(event.sender().server().value())) {
      return reject(
          AuthRule.ALIASES_DOMAIN_MISMATCH,
          () ->
              "the state key `"
                  + event.stateKey().get()
                  + "` is not the sender's server `"
                  + event.sender().server()
                  + "`"); // v1: 4.2
    }
    // "Otherwise, allow."
    return allow(AuthRule.ALIASES_ALLOWED); // v1: 4.3
  }
}
