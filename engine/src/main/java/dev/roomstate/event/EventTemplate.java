package dev.roomstate.event;

import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.json.JsonValue;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * A local event before it has its place in the graph, hashes and signature. Immutable.
 *
 * @param roomId the room; none only for the create event of a room whose id is that event's hash
 * @param type the type
 * @param stateKey the state key, if it is to be a state event
 * @param sender who sends it
 * @param originServerTs the time in milliseconds since the epoch
 * @param content the content
 * @param further members of the event beside those of the format, such as {@code redacts}
 */
public record EventTemplate(
    Option<RoomId> roomId,
    String type,
    Option<String> stateKey,
    UserId sender,
    long originServerTs,
    JsonObject content,
    Map<String, JsonValue> further) {

  /** A state event. */
  public static EventTemplate state(
      RoomId roomId, StateKey key, UserId sender, long originServerTs, JsonObject content) {
    return new EventTemplate(
        Option.some(roomId),
        key.type(),
        Option.some(key.stateKey()),
        sender,
        originServerTs,
        content,
        HashMap.empty());
  }

  /** An event that is no state event. */
  public static EventTemplate message(
      RoomId roomId, String type, UserId sender, long originServerTs, JsonObject content) {
    return new EventTemplate(
        Option.some(roomId), type, Option.none(), sender, originServerTs, content, HashMap.empty());
  }

  /** The create event of a room whose id is that event's hash (room version 12 on). */
  public static EventTemplate create(UserId sender, long originServerTs, JsonObject content) {
    return new EventTemplate(
        Option.none(),
        EventTypes.CREATE,
        Option.some(""),
        sender,
        originServerTs,
        content,
        HashMap.empty());
  }

  /** This template with one more member. */
  public EventTemplate with(String member, JsonValue value) {
    return new EventTemplate(
        roomId, type, stateKey, sender, originServerTs, content, further.put(member, value));
  }

  /** Whether it is nested so deep that no event can be made of it. */
  public boolean isTooDeep() {
    return content.nesting() >= JsonParser.NESTING_MAX
        || further.values().exists(value -> value.nesting() >= JsonParser.NESTING_MAX);
  }
}
