package dev.roomstate.conformance.model;

import io.vavr.control.Option;

/** The events of a room as the rules and state resolution look at them. */
interface RoomEvents {
  /** A received event that was not dropped. */
  Option<Event> find(String id);

  /** Whether the event "was itself rejected under the checks performed on receipt of a PDU". */
  boolean isRejected(String id);

  /** Whether the event is validly signed by the server; always, if signatures are not checked. */
  boolean isSignedBy(Event event, String server);

  /** Version 12: the create event that the event's room id names. */
  default Option<Event> createOf(Event event) {
    return find(event.createEventId()).filter(Event::isCreate);
  }
}
