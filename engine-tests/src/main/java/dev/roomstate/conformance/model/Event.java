package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.List;
import java.util.Map;

/**
 * An event whose format was checked, as it is judged: redacted where its content hash was wrong.
 * The PDU as it was received stands beside it, since signatures are looked up there.
 */
record Event(
    String id,
    String type,
    Option<String> stateKeyText,
    String sender,
    Option<String> roomId,
    Map<String, Object> content,
    List<String> authEvents,
    List<String> prevEvents,
    long depth,
    long originServerTs,
    Map<String, Object> pdu,
    Map<String, Object> received) {

  static Event of(String id, Map<String, Object> pdu, Map<String, Object> received) {
    return new Event(
        id,
        Json.stringMember(pdu, "type").get(),
        Json.stringMember(pdu, "state_key"),
        Json.stringMember(pdu, "sender").get(),
        Json.stringMember(pdu, "room_id"),
        Json.objectMember(pdu, "content").get(),
        references(pdu, "auth_events"),
        references(pdu, "prev_events"),
        Json.integer(pdu.get("depth")).get().longValueExact(),
        Json.integer(pdu.get("origin_server_ts")).get().longValueExact(),
        pdu,
        received);
  }

  /** The ids alone: in versions 1 and 2 each stands in a pair with a hash that nobody looks at. */
  private static List<String> references(Map<String, Object> pdu, String name) {
    return Json.array(pdu.get(name)).get().stream()
        .map(reference -> Json.array(reference).map(pair -> pair.get(0)).getOrElse(reference))
        .map(String.class::cast)
        .toList();
  }

  boolean isCreate() {
    return type.equals(StateKey.CREATE_TYPE);
  }

  boolean isMember() {
    return type.equals(StateKey.MEMBER_TYPE);
  }

  /** Present for state events only. */
  Option<StateKey> stateKey() {
    return stateKeyText.map(key -> new StateKey(type, key));
  }

  String senderDomain() {
    return Identifiers.domain(sender).get();
  }

  /** {@code content.membership}; none where it is no string. */
  Option<String> membership() {
    return Json.stringMember(content, "membership");
  }

  /** Version 12: the id of the create event that the room id names, or of the event itself. */
  String createEventId() {
    return isCreate() ? id : "$" + roomId.get().substring(1);
  }
}
