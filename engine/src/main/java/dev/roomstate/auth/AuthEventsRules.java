package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rule 2 (room version 12: rules 2 and 3): what may stand in {@code auth_events}. Pure. */
public final class AuthEventsRules {
  private AuthEventsRules() {}

  /**
   * An event that is cited as an auth event. Immutable.
   *
   * @param id its id
   * @param state what the rules read of it, if it is a state event
   * @param rejected whether it was rejected
   */
  public record Cited(EventId id, Option<EventFacts> state, boolean rejected) {
    Option<StateKey> key() {
      return state.flatMap(EventFacts::key);
    }
  }

  /**
   * What the rule says of an event that is no create event: none if it has nothing to say.
   *
   * @param event the event
   * @param cited its auth events, as listed
   * @param create the create event that its room id names, if it is known and accepted (v12 on)
   */
  public static Option<Verdict> check(
      EventFacts event, List<Cited> cited, Option<EventFacts> create, RoomVersionRules rules) {
    // "If the event's room_id is not an event ID for an accepted (not rejected) m.room.create
    // event, with the sigil ! instead of $, reject." (v12 on)
    if (rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH) && create.isEmpty()) {
      return Option.some(
          reject(
              AuthRule.ROOM_ID_NOT_ACCEPTED_CREATE,
              () ->
                  "the room id `" + event.roomId() + "` names no accepted create event")); // v12: 2
    }
    Option<Verdict> keys = checkKeys(event, cited, rules);
    if (keys.isDefined()) {
      return keys;
    }
    // "If there are entries which were themselves rejected …, reject."
    for (Cited entry : cited) {
      if (entry.rejected()) {
        return Option.some(
            reject(
                AuthRule.AUTH_EVENTS_REJECTED,
                () -> "the auth event `" + entry.id() + "` was rejected",
                entry.state().getOrNull())); // 2.3
      }
    }
    // "If there is no m.room.create event among the entries, reject." (v1–v11)
    if (rules.has(AuthFlag.CREATE_IN_AUTH_EVENTS)
        && cited.stream().noneMatch(entry -> entry.key().contains(StateKey.CREATE))) {
      return Option.some(
          reject(
              AuthRule.AUTH_EVENTS_NO_CREATE,
              () -> "there is no create event among the auth events")); // 2.4
    }
    // "If any event in auth_events has a room_id which does not match that of the event being
    // authorised, reject."
    for (Cited entry : cited) {
      if (!entry.state().exists(state -> state.roomId().equals(event.roomId()))) {
        return Option.some(
            reject(
                AuthRule.AUTH_EVENTS_OTHER_ROOM,
                () -> "the auth event `" + entry.id() + "` is of another room",
                entry.state().getOrNull())); // 2.5
      }
    }
    return Option.none();
  }

  private static Option<Verdict> checkKeys(
      EventFacts event, List<Cited> cited, RoomVersionRules rules) {
    // "If there are duplicate entries for a given type and state_key pair, reject."
    Set<StateKey> seen = new HashSet<>();
    for (Cited entry : cited) {
      Option<StateKey> key = entry.key();
      if (key.isDefined() && !seen.add(key.get())) {
        return Option.some(
            reject(
                AuthRule.AUTH_EVENTS_DUPLICATE_KEY,
                () -> "two auth events are the state of `" + key.get() + "`",
                entry.state().getOrNull())); // 2.1
      }
    }
    // "If there are entries whose type and state_key don't match those specified by the auth events
    // selection algorithm …, reject." An event that is no state event matches nothing.
    AuthEventsSelection selection = AuthEventsSelection.of(event, rules);
    for (Cited entry : cited) {
      if (!entry.key().exists(selection::mayCite)) {
        return Option.some(
            reject(
                AuthRule.AUTH_EVENTS_UNEXPECTED,
                () ->
                    "the auth event `"
                        + entry.id()
                        + "` is none that this event may cite: it is "
                        + entry.key().fold(() -> "no state event", k -> "`" + k + "`"),
                entry.state().getOrNull())); // 2.2
      }
    }
    return Option.none();
  }
}
