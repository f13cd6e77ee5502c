package dev.roomstate.conformance.model;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Auth events selection (server-server API): "The `auth_events` for the `m.room.create` event in a
 * room is empty; for other events, it should be the following subset of the room state".
 */
final class AuthEventsSelection {
  private AuthEventsSelection() {}

  /** The keys of the state events that an event may list. */
  static Set<StateKey> keys(Event event, RoomVersion version) {
    Set<StateKey> keys = new LinkedHashSet<>();
    if (event.isCreate()) {
      return keys;
    }
    // "Depending on the room version, the `m.room.create` event."
    if (!version.roomIdIsCreateEventId()) {
      keys.add(StateKey.CREATE);
    }
    // "The current `m.room.power_levels` event, if any."
    keys.add(StateKey.POWER_LEVELS);
    // "The sender's current `m.room.member` event, if any."
    keys.add(StateKey.member(event.sender()));
    if (event.isMember()) {
      addMemberKeys(event, version, keys);
    }
    return keys;
  }

  private static void addMemberKeys(Event event, RoomVersion version, Set<StateKey> keys) {
    String membership = event.membership().getOrElse("");
    // "The target's current `m.room.member` event, if any."
    event.stateKeyText().map(StateKey::member).forEach(keys::add);
    // "If `membership` is `join`, `invite` or `knock`, the current `m.room.join_rules` event, if
    // any."
    if (Set.of("join", "invite", "knock").contains(membership)) {
      keys.add(StateKey.JOIN_RULES);
    }
    // "If membership is `invite` and `content` contains a `third_party_invite` property, the
    // current
    // `m.room.third_party_invite` event with `state_key` matching
    // `content.third_party_invite.signed.token`, if any."
    if (membership.equals("invite")) {
      Json.objectMember(event.content(), "third_party_invite")
          .flatMap(invite -> Json.objectMember(invite, "signed"))
          .flatMap(signed -> Json.stringMember(signed, "token"))
          .map(StateKey::thirdPartyInvite)
          .forEach(keys::add);
    }
    // "If `membership` is `join`, `content.join_authorised_via_users_server` is present, and the
    // room
    // version supports restricted rooms, then the `m.room.member` event with [that] `state_key`."
    if (membership.equals("join") && version.restrictedJoins()) {
      Json.stringMember(event.content(), "join_authorised_via_users_server")
          .map(StateKey::member)
          .forEach(keys::add);
    }
  }
}
