package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules 1 and 2 (version 12: 1 to 3), which look at the event, its {@code auth_events} and what
 * came of them, but at no room state.
 */
final class StateIndependentRules {
  private final RoomVersion version;
  private final RoomEvents events;

  StateIndependentRules(RoomVersion version, RoomEvents events) {
    this.version = version;
    this.events = events;
  }

  /**
   * Judges an event all of whose auth events were judged.
   *
   * @param otherCreateAccepted whether the room has an accepted create event that is not this event
   */
  Verdict check(Event event, boolean otherCreateAccepted) {
    if (event.isCreate()) {
      Verdict verdict = checkCreate(event);
      if (verdict.allowed() && otherCreateAccepted) {
        return Verdict.reject(Rule.CREATE_NOT_FIRST, "the room has been created already");
      }
      return verdict;
    }
    if (version.roomIdIsCreateEventId()) {
      // 12: "If the event's `room_id` is not an event ID for an accepted (not rejected)
      // `m.room.create` event, with the sigil `!` instead of `$`, reject."
      boolean accepted = events.createOf(event).exists(create -> !events.isRejected(create.id()));
      if (!accepted) {
        return Verdict.reject(
            Rule.ROOM_ID_NOT_ACCEPTED_CREATE,
            "the room id is not that of an accepted create event");
      }
    }
    return checkAuthEvents(event);
  }

  private Verdict checkCreate(Event event) {
    // "If it has any `prev_events`, reject."
    if (!event.prevEvents().isEmpty()) {
      return Verdict.reject(Rule.CREATE_HAS_PREV_EVENTS, "the create event has prev events");
    }
    if (version.roomIdIsCreateEventId()) {
      // 12: "If the event has a `room_id`, reject."
      if (event.roomId().isDefined()) {
        return Verdict.reject(Rule.CREATE_HAS_ROOM_ID, "the create event has a room id");
      }
    } else if (!Identifiers.domain(event.roomId().get()).contains(event.senderDomain())) {
      // "If the domain of the `room_id` does not match the domain of the `sender`, reject."
      return Verdict.reject(
          Rule.CREATE_ROOM_ID_DOMAIN, "the room id is not of the sender's server");
    }
    // "If `content.room_version` is present and is not a recognised version, reject."
    Option<Object> roomVersion = Json.member(event.content(), "room_version");
    if (roomVersion.exists(v -> Json.string(v).flatMap(RoomVersion::of).isEmpty())) {
      return Verdict.reject(Rule.CREATE_UNKNOWN_ROOM_VERSION, "the room version is unknown");
    }
    // Until 10: "If `content` has no `creator` property, reject."
    if (version.creatorInContent() && !event.content().containsKey("creator")) {
      return Verdict.reject(Rule.CREATE_NO_CREATOR, "no creator is named");
    }
    // 12: "If `additional_creators` is present in `content` and is not an array of strings where
    // each
    // string passes the same user ID validation applied to `sender`, reject."
    Option<Object> additional = Json.member(event.content(), "additional_creators");
    if (version.roomIdIsCreateEventId() && additional.exists(a -> !isListOfUsers(a))) {
      return Verdict.reject(
          Rule.CREATE_BAD_ADDITIONAL_CREATORS, "the additional creators are no list of user ids");
    }
    return Verdict.ALLOW;
  }

  private static boolean isListOfUsers(Object value) {
    Option<List<Object>> users = Json.array(value);
    return users.exists(
        all -> all.stream().allMatch(u -> Json.string(u).exists(Identifiers::isUserId)));
  }

  /** "Considering the event's `auth_events`". */
  private Verdict checkAuthEvents(Event event) {
    List<Event> listed = event.authEvents().stream().map(id -> events.find(id).get()).toList();
    // "If there are duplicate entries for a given `type` and `state_key` pair, reject."
    Set<StateKey> keys = new HashSet<>();
    for (Event authEvent : listed) {
      if (authEvent.stateKey().exists(key -> !keys.add(key))) {
        return Verdict.reject(
            Rule.AUTH_EVENTS_DUPLICATE_KEY, "two auth events for " + authEvent.stateKey().get());
      }
    }
    // "If there are entries whose `type` and `state_key` don't match those specified by the auth
    // events
    // selection algorithm described in the server specification, reject."
    Set<StateKey> selected = AuthEventsSelection.keys(event, version);
    for (Event authEvent : listed) {
      if (!authEvent.stateKey().exists(selected::contains)) {
        return Verdict.reject(
            Rule.AUTH_EVENTS_UNEXPECTED, "`" + authEvent.id() + "` is no auth event of this event");
      }
    }
    // "If there are entries which were themselves rejected under the checks performed on receipt of
    // a
    // PDU, reject."
    for (Event authEvent : listed) {
      if (events.isRejected(authEvent.id())) {
        return Verdict.reject(
            Rule.AUTH_EVENTS_REJECTED, "the auth event `" + authEvent.id() + "` was rejected");
      }
    }
    // Until 11: "If there is no `m.room.create` event among the entries, reject."
    if (!version.roomIdIsCreateEventId() && listed.stream().noneMatch(Event::isCreate)) {
      return Verdict.reject(Rule.AUTH_EVENTS_NO_CREATE, "no create event among the auth events");
    }
    // "If any event in `auth_events` has a `room_id` which does not match that of the event being
    // authorised, reject."
    for (Event authEvent : listed) {
      if (!authEvent.roomId().equals(event.roomId())) {
        return Verdict.reject(
            Rule.AUTH_EVENTS_OTHER_ROOM, "`" + authEvent.id() + "` is of another room");
      }
    }
    return Verdict.ALLOW;
  }
}
