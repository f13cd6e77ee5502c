package dev.roomstate.conformance;

import dev.roomstate.event.StateKey;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The auth events selection algorithm, for drafts (spec, server-server API). */
final class AuthEventsChoice {
  private AuthEventsChoice() {}

  /** The keys of the state that the event is to cite, in the specification's order. */
  static List<StateKey> of(EventDraft draft, RoomVersionRules rules) {
    List<StateKey> keys = new ArrayList<>();
    if (draft.type.equals("m.room.create")) {
      return keys;
    }
    if (rules.has(AuthFlag.CREATE_IN_AUTH_EVENTS)) {
      keys.add(StateKey.CREATE);
    }
    keys.add(StateKey.POWER_LEVELS);
    keys.add(member(draft.sender));
    if (draft.type.equals("m.room.member") && draft.stateKey != null) {
      addOfMember(keys, draft, rules);
    }
    return keys.stream().distinct().toList();
  }

  private static void addOfMember(List<StateKey> keys, EventDraft draft, RoomVersionRules rules) {
    keys.add(member(draft.stateKey));
    Object membership = draft.content.get("membership");
    if ("join".equals(membership) || "invite".equals(membership) || "knock".equals(membership)) {
      keys.add(StateKey.JOIN_RULES);
    }
    if ("invite".equals(membership)
        && draft.content.get("third_party_invite") instanceof Map<?, ?> invite
        && invite.get("signed") instanceof Map<?, ?> signed
        && signed.get("token") instanceof String token) {
      keys.add(new StateKey("m.room.third_party_invite", token));
    }
    if ("join".equals(membership)
        && rules.has(AuthFlag.RESTRICTED_JOIN)
        && draft.content.get("join_authorised_via_users_server") instanceof String authoriser) {
      keys.add(member(authoriser));
    }
  }

  private static StateKey member(String user) {
    return new StateKey("m.room.member", user);
  }
}
