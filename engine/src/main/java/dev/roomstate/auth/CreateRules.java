package dev.roomstate.auth;

import static dev.roomstate.auth.Verdict.allow;
import static dev.roomstate.auth.Verdict.reject;

import dev.roomstate.content.CreateContent;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.Quotation;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;

/** Rule 1: create events. Pure. */
public final class CreateRules {
  private CreateRules() {}

  /**
   * What rule 1 says of a create event.
   *
   * @param other the create event that the room has accepted already, if it has: the specification
   *     does not say so, but another one makes another room
   */
  public static Verdict check(
      Pdu pdu, RoomVersionRules rules, RoomVersions known, Option<EventFacts> other) {
    EventFacts event = pdu.facts();
    CreateContent content = (CreateContent) event.content();
    // "If it has any prev_events, reject."
    if (!pdu.prevEvents().isEmpty()) {
      return reject(
          AuthRule.CREATE_HAS_PREV_EVENTS, () -> "the create event has `prev_events`"); // 1.1
    }
    if (rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)) {
      // "If the event has a room_id, reject." (v12 on)
      if (event.roomIdWritten()) {
        return reject(
            AuthRule.CREATE_HAS_ROOM_ID, () -> "the create event has a `room_id`"); // v12: 1.2
      }
    } else if (!event.roomId().domain().equals(event.sender().server().value())) {
      // "If the domain of the room_id does not match the domain of the sender, reject."
      return reject(
          AuthRule.CREATE_ROOM_ID_DOMAIN,
          () ->
              "the domain of the room id `"
                  + event.roomId()
                  + "` is not the sender's server `"
                  + event.sender().server()
                  + "`"); // 1.2
    }
    // "If content.room_version is present and is not a recognised version, reject."
    if (content.roomVersion().exists(version -> !isRecognised(version, known))) {
      return reject(
          AuthRule.CREATE_UNKNOWN_ROOM_VERSION,
          () ->
              "the room version "
                  + Quotation.of(content.roomVersion().get())
                  + " is not known"); // 1.3
    }
    // "If content has no creator property, reject." (v1–v10)
    if (rules.has(AuthFlag.CREATOR_FIELD) && !content.creatorPresent()) {
      return reject(AuthRule.CREATE_NO_CREATOR, () -> "there is no `creator`"); // v10: 1.4
    }
    // "If additional_creators is present in content and is not an array of strings where each
    // string passes the same user ID validation applied to sender, reject." (v12 on)
    if (rules.has(AuthFlag.PRIVILEGED_CREATORS) && !content.additionalCreatorsValid()) {
      return reject(
          AuthRule.CREATE_BAD_ADDITIONAL_CREATORS,
          () -> "`additional_creators` is not an array of user ids"); // v12: 1.4
    }
    if (other.isDefined()) {
      return reject(
          AuthRule.CREATE_NOT_FIRST,
          () -> "the room was made by `" + other.get().id() + "` already",
          other.get());
    }
    // "Otherwise, allow."
    return allow(AuthRule.CREATE_ALLOWED); // 1.4
  }

  private static boolean isRecognised(JsonValue version, RoomVersions known) {
    return version instanceof JsonString id && known.get(id.value()).isDefined();
  }
}
