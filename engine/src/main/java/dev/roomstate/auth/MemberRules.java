package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.JoinRule;
import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.content.NamedLevel;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Quotation;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import java.util.Locale;

/** Rule 4: {@code m.room.member}; one method for each membership. */
final class MemberRules {
  private final RoomVersionRules rules;
  private final ThirdPartyInviteRules thirdPartyInvites;

  MemberRules(RoomVersionRules rules, ThirdPartyInviteRules thirdPartyInvites) {
    this.rules = rules;
    this.thirdPartyInvites = thirdPartyInvites;
  }

  Verdict check(Subject subject, AuthState state) {
    EventFacts event = subject.event();
    MemberContent content = (MemberContent) event.content();
    // "If there is no state_key property, or no membership property in content, reject."
    if (event.stateKey().isEmpty() || content.membership() == Membership.ABSENT) {
      return reject(
          AuthRule.MEMBER_SHAPE,
          () -> "the event has no " + (event.isState() ? "membership" : "state key")); // 4.1
    }
    // "If content has a join_authorised_via_users_server key: If the event is not validly signed by
    // the homeserver of the user ID denoted by the key, reject." (v8 on)
    if (rules.has(AuthFlag.RESTRICTED_JOIN)
        && content.authorisingUser().isDefined()
        && !subject.authorisingServerSigned()) {
      return reject(
          AuthRule.MEMBER_AUTHORISING_SERVER_SIGNATURE,
          () ->
              "the event is not signed by the server of the authorising user "
                  + Quotation.of(content.authorisingUser().get())); // 4.2.1
    }
    return switch (content.membership()) {
      case JOIN -> checkJoin(subject, content, state);
      case INVITE -> checkInvite(event, content, state);
      case LEAVE -> checkLeave(event, state);
      case BAN -> checkBan(event, state);
      case KNOCK -> rules.has(AuthFlag.KNOCK) ? checkKnock(event, state) : unknown(event);
      case UNKNOWN, ABSENT -> unknown(event);
    };
  }

  /** "Otherwise, the membership is unknown. Reject." */
  private static Verdict unknown(EventFacts event) {
    return reject(
        AuthRule.MEMBERSHIP_UNKNOWN,
        () -> "the membership of `" + event.stateKey().get() + "` is not known"); // 4.8
  }

  private Verdict checkJoin(Subject subject, MemberContent content, AuthState state) {
    EventFacts event = subject.event();
    String target = event.stateKey().get();
    // "If the only previous event is an m.room.create and the state_key is the creator, allow."
    if (isFirstCreator(target, state) && followsCreateOnly(subject, state)) {
      return allow(AuthRule.JOIN_CREATOR); // 4.3.1
    }
    // "If the sender does not match state_key, reject."
    if (!target.equals(event.sender().value())) {
      return reject(
          AuthRule.JOIN_SENDER_NOT_TARGET,
          () -> "`" + event.sender() + "` can not join `" + target + "`"); // 4.3.2
    }
    // "If the sender is banned, reject."
    Membership current = state.membership(AuthSlot.SENDER);
    if (current == Membership.BAN) {
      return reject(
          AuthRule.JOIN_BANNED,
          () -> "the sender `" + target + "` is banned",
          state.orNull(AuthSlot.SENDER)); // 4.3.3
    }
    JoinRule rule = state.joinRule();
    boolean isMember = current == Membership.INVITE || current == Membership.JOIN;
    // "If the join_rule is invite or knock then allow if membership state is invite or join."
    // (v1–v6: invite only)
    if (isMember
        && (rule == JoinRule.INVITE || (rule == JoinRule.KNOCK && rules.has(AuthFlag.KNOCK)))) {
      return allow(AuthRule.JOIN_INVITED); // 4.3.4
    }
    // "If the join_rule is restricted or knock_restricted:" (v8, v9: restricted only)
    if (isRestricted(rule)) {
      return checkRestrictedJoin(content, state, isMember);
    }
    // "If the join_rule is public, allow."
    if (rule == JoinRule.PUBLIC) {
      return allow(AuthRule.JOIN_PUBLIC); // 4.3.6
    }
    // "Otherwise, reject."
    return reject(
        AuthRule.JOIN_NOT_ALLOWED,
        () ->
            named(rule)
                + " does not let in a user whose membership is "
                + current.name().toLowerCase(Locale.ROOT),
        state.orNull(AuthSlot.JOIN_RULES),
        state.orNull(AuthSlot.SENDER)); // 4.3.7
  }

  private boolean isRestricted(JoinRule rule) {
    return (rule == JoinRule.RESTRICTED && rules.has(AuthFlag.RESTRICTED_JOIN))
        || (rule == JoinRule.KNOCK_RESTRICTED && rules.has(AuthFlag.KNOCK_RESTRICTED_JOIN));
  }

  /** The creator of rule 4.3.1: {@code creator}, from v11 on the sender; no additional creators. */
  private boolean isFirstCreator(String userId, AuthState state) {
    EventFacts create = state.orNull(AuthSlot.CREATE);
    if (create == null) {
      return false;
    }
    return rules.has(AuthFlag.CREATOR_FIELD)
        ? state.create().exists(content -> content.creator().contains(userId))
        : create.sender().value().equals(userId);
  }

  private static boolean followsCreateOnly(Subject subject, AuthState state) {
    return subject.onlyPrevEvent().contains(state.orNull(AuthSlot.CREATE).id());
  }

  private Verdict checkRestrictedJoin(MemberContent content, AuthState state, boolean isMember) {
    // "If membership state is join or invite, allow."
    if (isMember) {
      return allow(AuthRule.JOIN_RESTRICTED_MEMBER); // 4.3.5.1
    }
    // "If the join_authorised_via_users_server key in content is not a user with sufficient
    // permission to invite other users or is not a joined member of the room, reject."
    PowerLevels levels = PowerLevels.of(rules, state);
    PowerLevel invite = levels.level(NamedLevel.INVITE);
    PowerLevel authorising =
        content.authorisingUserId().map(levels::ofUser).getOrElse(PowerLevel.UNREADABLE);
    if (state.membership(AuthSlot.AUTHORISING_USER) != Membership.JOIN
        || !authorising.atLeast(invite)) {
      return reject(
          AuthRule.JOIN_RESTRICTED_NOT_AUTHORISED,
          () ->
              state.membership(AuthSlot.AUTHORISING_USER) == Membership.JOIN
                  ? Sentences.below("the authorising user", authorising, "the invite level", invite)
                  : "the join is not authorised by a member of the room",
          state.orNull(AuthSlot.AUTHORISING_USER),
          levels.source()); // 4.3.5.2
    }
    // "Otherwise, allow."
    return allow(AuthRule.JOIN_RESTRICTED_AUTHORISED); // 4.3.5.3
  }

  private Verdict checkInvite(EventFacts event, MemberContent content, AuthState state) {
    // "If content has a third_party_invite property:"
    if (content.thirdPartyInvite().isDefined()) {
      return thirdPartyInvites.check(event, content.thirdPartyInvite().get(), state); // 4.4.1
    }
    // "If the sender's current membership state is not join, reject."
    if (state.membership(AuthSlot.SENDER) != Membership.JOIN) {
      return reject(
          AuthRule.INVITE_SENDER_NOT_JOINED,
          () -> "the inviter `" + event.sender() + "` is not in the room",
          state.orNull(AuthSlot.SENDER)); // 4.4.2
    }
    // "If target user's current membership state is join or ban, reject."
    Membership target = state.membership(AuthSlot.TARGET);
    if (target == Membership.JOIN) {
      return reject(
          AuthRule.INVITE_TARGET_JOINED,
          () -> "the invitee `" + event.stateKey().get() + "` is in the room already",
          state.orNull(AuthSlot.TARGET)); // 4.4.3
    }
    if (target == Membership.BAN) {
      return reject(
          AuthRule.INVITE_TARGET_BANNED,
          () -> "the invitee `" + event.stateKey().get() + "` is banned",
          state.orNull(AuthSlot.TARGET)); // 4.4.3
    }
    // "If the sender's power level is greater than or equal to the invite level, allow."
    PowerLevels levels = PowerLevels.of(rules, state);
    PowerLevel sender = levels.ofUser(event.sender().value());
    PowerLevel invite = levels.level(NamedLevel.INVITE);
    if (sender.atLeast(invite)) {
      return allow(AuthRule.INVITE_ALLOWED); // 4.4.4
    }
    // "Otherwise, reject."
    return reject(
        AuthRule.INVITE_LEVEL,
        () -> Sentences.below("the sender", sender, "the invite level", invite),
        levels.source()); // 4.4.5
  }

  private Verdict checkLeave(EventFacts event, AuthState state) {
    Membership target = state.membership(AuthSlot.TARGET);
    // "If the sender matches state_key, allow if and only if that user's current membership state
    // is invite, join, or knock." (v1–v6: invite or join)
    if (event.stateKey().contains(event.sender().value())) {
      boolean mayLeave =
          target == Membership.INVITE
              || target == Membership.JOIN
              || (target == Membership.KNOCK && rules.has(AuthFlag.KNOCK));
      return mayLeave
          ? allow(AuthRule.LEAVE_OWN)
          : reject(
              AuthRule.LEAVE_NOT_A_MEMBER,
              () -> "the sender `" + event.sender() + "` is no member that could leave",
              state.orNull(AuthSlot.TARGET)); // 4.5.1
    }
    // "If the sender's current membership state is not join, reject."
    if (state.membership(AuthSlot.SENDER) != Membership.JOIN) {
      return reject(
          AuthRule.LEAVE_SENDER_NOT_JOINED,
          () -> "the sender `" + event.sender() + "` is not in the room",
          state.orNull(AuthSlot.SENDER)); // 4.5.2
    }
    // "If the target user's current membership state is ban, and the sender's power level is less
    // than the ban level, reject."
    PowerLevels levels = PowerLevels.of(rules, state);
    PowerLevel sender = levels.ofUser(event.sender().value());
    PowerLevel ban = levels.level(NamedLevel.BAN);
    if (target == Membership.BAN && !sender.atLeast(ban)) {
      return reject(
          AuthRule.LEAVE_BAN_LEVEL,
          () -> Sentences.below("the sender", sender, "the ban level", ban),
          levels.source(),
          state.orNull(AuthSlot.TARGET)); // 4.5.3
    }
    // "If the sender's power level is greater than or equal to the kick level, and the target
    // user's power level is less than the sender's power level, allow."
    return checkOverTarget(
        event,
        levels,
        NamedLevel.KICK,
        AuthRule.LEAVE_KICK,
        AuthRule.LEAVE_KICK_LEVEL); // 4.5.4, .5
  }

  private Verdict checkBan(EventFacts event, AuthState state) {
    // "If the sender's current membership state is not join, reject."
    if (state.membership(AuthSlot.SENDER) != Membership.JOIN) {
      return reject(
          AuthRule.BAN_SENDER_NOT_JOINED,
          () -> "the sender `" + event.sender() + "` is not in the room",
          state.orNull(AuthSlot.SENDER)); // 4.6.1
    }
    // "If the sender's power level is greater than or equal to the ban level, and the target user's
    // power level is less than the sender's power level, allow."
    return checkOverTarget(
        event,
        PowerLevels.of(rules, state),
        NamedLevel.BAN,
        AuthRule.BAN_ALLOWED,
        AuthRule.BAN_LEVEL); // 4.6.2, .3
  }

  private static Verdict checkOverTarget(
      EventFacts event, PowerLevels levels, NamedLevel needed, AuthRule allows, AuthRule rejects) {
    PowerLevel sender = levels.ofUser(event.sender().value());
    PowerLevel target = levels.ofUser(event.stateKey().get());
    PowerLevel level = levels.level(needed);
    if (!sender.atLeast(level)) {
      return reject(
          rejects,
          () -> Sentences.below("the sender", sender, "the " + needed.property() + " level", level),
          levels.source());
    }
    if (!target.lessThan(sender)) {
      return reject(
          rejects,
          () -> "the target's level " + target + " is not below the sender's level " + sender,
          levels.source());
    }
    return allow(allows);
  }

  private Verdict checkKnock(EventFacts event, AuthState state) {
    // "If the join_rule is anything other than knock or knock_restricted, reject." (v7–v9: knock)
    JoinRule rule = state.joinRule();
    boolean mayKnock =
        rule == JoinRule.KNOCK
            || (rule == JoinRule.KNOCK_RESTRICTED && rules.has(AuthFlag.KNOCK_RESTRICTED_JOIN));
    if (!mayKnock) {
      return reject(
          AuthRule.KNOCK_JOIN_RULE,
          () -> named(rule) + " knows no knocking",
          state.orNull(AuthSlot.JOIN_RULES)); // 4.7.1
    }
    // "If sender does not match state_key, reject."
    if (!event.stateKey().contains(event.sender().value())) {
      return reject(
          AuthRule.KNOCK_SENDER_NOT_TARGET,
          () ->
              "`"
                  + event.sender()
                  + "` can not knock for `"
                  + event.stateKey().get()
                  + "`"); // 4.7.2
    }
    // "If the sender's current membership is not ban, invite, or join, allow."
    Membership current = state.membership(AuthSlot.SENDER);
    if (current != Membership.BAN && current != Membership.INVITE && current != Membership.JOIN) {
      return allow(AuthRule.KNOCK_ALLOWED); // 4.7.3
    }
    // "Otherwise, reject."
    return reject(
        AuthRule.KNOCK_NOT_ALLOWED,
        () -> "the sender's membership is " + current.name().toLowerCase(Locale.ROOT) + " already",
        state.orNull(AuthSlot.SENDER)); // 4.7.4
  }

  private static String named(JoinRule rule) {
    return rule == JoinRule.OTHER
        ? "an unknown join rule"
        : "the join rule " + rule.name().toLowerCase(Locale.ROOT);
  }
}
