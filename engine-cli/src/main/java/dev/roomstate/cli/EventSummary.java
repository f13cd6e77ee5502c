package dev.roomstate.cli;

import dev.roomstate.event.EventFacts;
import dev.roomstate.json.JsonObject;
import dev.roomstate.receipt.Receipt;
import io.vavr.control.Option;

/**
 * What a person needs to recognize an event; null where the event does not tell.
 *
 * @param type its type
 * @param stateKey its state key
 * @param sender its sender
 * @param roomId its room
 */
record EventSummary(String type, String stateKey, String sender, String roomId) {
  static EventSummary of(EventFacts facts) {
    return new EventSummary(
        facts.type(), facts.stateKey().getOrNull(), facts.sender().value(), facts.roomId().value());
  }

  /** Of an event that was received. */
  static EventSummary of(RoomEntry entry, Receipt receipt) {
    if (receipt instanceof Receipt.Judged judged) {
      return of(judged.entry().pdu().facts());
    }
    Option<JsonObject> json = entry.json();
    return new EventSummary(
        text(json, "type"), text(json, "state_key"), text(json, "sender"), text(json, "room_id"));
  }

  private static String text(Option<JsonObject> json, String member) {
    return json.flatMap(event -> event.string(member)).getOrNull();
  }
}
