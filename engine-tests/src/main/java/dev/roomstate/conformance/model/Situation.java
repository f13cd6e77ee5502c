package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.function.Function;

/**
 * An event and the room state that it is judged against. "The rules governing whether an event is
 * authorised depends on a set of state. A given event is checked multiple times against different
 * sets of state."
 *
 * @param state looks up the state event of a key
 */
record Situation(
    RoomVersion version, Event event, Function<StateKey, Option<Event>> state, RoomEvents events) {

  /** The create event: in version 12 the one that the room id names, whatever the state holds. */
  Option<Event> create() {
    return version.roomIdIsCreateEventId() ? events.createOf(event) : state.apply(StateKey.CREATE);
  }

  PowerLevels powerLevels() {
    return new PowerLevels(version, state.apply(StateKey.POWER_LEVELS), create());
  }

  /** The user's current membership state; {@code leave} where there is none. */
  String membership(String user) {
    return state
        .apply(StateKey.member(user))
        .map(member -> member.membership().getOrElse(""))
        .getOrElse("leave");
  }

  boolean isJoined(String user) {
    return membership(user).equals("join");
  }

  /** The {@code join_rule}. Where there is none, as {@code invite}. */
  String joinRule() {
    Option<Object> joinRule =
        state
            .apply(StateKey.JOIN_RULES)
            .flatMap(joinRules -> Json.member(joinRules.content(), "join_rule"));
    return joinRule.map(rule -> Json.string(rule).getOrElse("")).getOrElse("invite");
  }

  /** The user id of the room's creator before version 12; in 12 the sender of the create event. */
  boolean isCreator(String user) {
    return create().flatMap(create -> PowerLevels.creator(create, version)).contains(user);
  }
}
