package dev.roomstate.auth;

import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.StateKey;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;

/**
 * Which state an event is judged by, and therefore must cite (spec, server-server API, "Auth events
 * selection"). Immutable.
 */
public final class AuthEventsSelection {
  private final StateKey[] bySlot;
  private final boolean citesCreate;

  private AuthEventsSelection(StateKey[] bySlot, boolean citesCreate) {
    this.bySlot = bySlot;
    this.citesCreate = citesCreate;
  }

  /** The selection for this event. A create event selects nothing. */
  public static AuthEventsSelection of(EventFacts event, RoomVersionRules rules) {
    StateKey[] bySlot = new StateKey[AuthSlot.all().length];
    // "The auth_events for the m.room.create event in a room is empty"
    if (event.is(EventTypes.CREATE)) {
      return new AuthEventsSelection(bySlot, false);
    }
    // "Depending on the room version, the m.room.create event."
    bySlot[AuthSlot.CREATE.ordinal()] = StateKey.CREATE;
    // "The current m.room.power_levels event, if any."
    bySlot[AuthSlot.POWER_LEVELS.ordinal()] = StateKey.POWER_LEVELS;
    // "The sender's current m.room.member event, if any."
    bySlot[AuthSlot.SENDER.ordinal()] = StateKey.member(event.sender());
    if (event.content() instanceof MemberContent member) {
      selectForMember(event, member, rules, bySlot);
    }
    return new AuthEventsSelection(bySlot, rules.has(AuthFlag.CREATE_IN_AUTH_EVENTS));
  }

  private static void selectForMember(
      EventFacts event, MemberContent member, RoomVersionRules rules, StateKey[] bySlot) {
    // "The target's current m.room.member event, if any."
    for (String target : event.stateKey()) {
      bySlot[AuthSlot.TARGET.ordinal()] = new StateKey(EventTypes.MEMBER, target);
    }
    // "If membership is join, invite or knock, the current m.room.join_rules event, if any."
    Membership membership = member.membership();
    if (membership == Membership.JOIN
        || membership == Membership.INVITE
        || membership == Membership.KNOCK) {
      bySlot[AuthSlot.JOIN_RULES.ordinal()] = StateKey.JOIN_RULES;
    }
    // "If membership is invite and content contains a third_party_invite property, the current
    // m.room.third_party_invite event with state_key matching
    // content.third_party_invite.signed.token, if any."
    if (membership == Membership.INVITE) {
      for (String token : member.thirdPartyInvite().flatMap(invite -> invite.token())) {
        bySlot[AuthSlot.THIRD_PARTY_INVITE.ordinal()] = StateKey.thirdPartyInvite(token);
      }
    }
    // "If membership is join, content.join_authorised_via_users_server is present, and the room
    // version supports restricted rooms, then the m.room.member event with state_key matching …"
    if (membership == Membership.JOIN && rules.has(AuthFlag.RESTRICTED_JOIN)) {
      for (String user : member.authorisingUserId()) {
        bySlot[AuthSlot.AUTHORISING_USER.ordinal()] = new StateKey(EventTypes.MEMBER, user);
      }
    }
  }

  /** The key that this place holds, if the event's rules read it. */
  public Option<StateKey> key(AuthSlot slot) {
    return Option.of(bySlot[slot.ordinal()]);
  }

  /** Whether an event that is the state of this key may stand among the auth events. */
  public boolean mayCite(StateKey key) {
    for (AuthSlot slot : AuthSlot.all()) {
      if (key.equals(bySlot[slot.ordinal()])) {
        return slot != AuthSlot.CREATE || citesCreate;
      }
    }
    return false;
  }

  /** Whether the event cites the create event ("Depending on the room version"). */
  public boolean citesCreate() {
    return citesCreate;
  }
}
