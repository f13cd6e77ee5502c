package dev.roomstate.event;

import dev.roomstate.content.EventContent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import io.vavr.control.Option;

/**
 * What rules, resolution and views read of an event, decoded once: the event without its JSON and
 * its place in the graph. Immutable.
 *
 * @param id the event's id
 * @param roomId the room; of a create event of room version 12 the room that it makes
 * @param type the type
 * @param stateKey the state key, if it is a state event
 * @param sender who sent it
 * @param originServerTs the time in milliseconds since the epoch, as its server claims
 * @param depth the depth, as its server claims
 * @param content the typed view of its content
 * @param redacts the id of the event that it redacts, if it is a redaction that names one
 * @param roomIdWritten whether the event carries a {@code room_id}
 */
public record EventFacts(
    EventId id,
    RoomId roomId,
    String type,
    Option<String> stateKey,
    UserId sender,
    long originServerTs,
    long depth,
    EventContent content,
    Option<String> redacts,
    boolean roomIdWritten) {

  /** Whether it is a state event. */
  public boolean isState() {
    return stateKey.isDefined();
  }

  /** What it is the state of, if it is a state event. */
  public Option<StateKey> key() {
    return stateKey.map(key -> new StateKey(type, key));
  }

  /** Whether it is of this type. */
  public boolean is(String eventType) {
    return type.equals(eventType);
  }
}
