package dev.roomstate;

import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event written by hand, under an id of our choosing: for tests of what becomes of events, where
 * hashes and signatures would only be in the way.
 */
public record HandEvent(
    String id,
    String type,
    String stateKey,
    String sender,
    String content,
    List<String> auth,
    List<String> prev,
    long depth,
    String further) {

  /** A message event that follows nothing yet. */
  public static HandEvent message(String id, String sender) {
    return new HandEvent(id, "m.room.message", null, sender, "{}", List.of(), List.of(), 10, "");
  }

  /** A state event that follows nothing yet. */
  public static HandEvent state(
      String id, String type, String stateKey, String sender, String content) {
    return new HandEvent(id, type, stateKey, sender, content, List.of(), List.of(), 10, "");
  }

  /** A membership of a user, by that user. */
  public static HandEvent member(String id, String user, String membership) {
    return state(id, "m.room.member", user, user, "{\"membership\":\"" + membership + "\"}");
  }

  /** This event, citing these auth events. */
  public HandEvent auth(String... ids) {
    return new HandEvent(id, type, stateKey, sender, content, List.of(ids), prev, depth, further);
  }

  /** This event, after these. */
  public HandEvent after(String... ids) {
    return new HandEvent(id, type, stateKey, sender, content, auth, List.of(ids), depth, further);
  }

  /** This event at a depth. */
  public HandEvent at(long changed) {
    return new HandEvent(id, type, stateKey, sender, content, auth, prev, changed, further);
  }

  /** This event with more members, written as JSON. */
  public HandEvent with(String members) {
    return new HandEvent(id, type, stateKey, sender, content, auth, prev, depth, members);
  }

  /** The event as JSON. */
  public byte[] json(String roomId, boolean pairs) {
    String json =
        "{\"type\":"
            + quoted(type)
            + (stateKey == null ? "" : ",\"state_key\":" + quoted(stateKey))
            + ",\"sender\":"
            + quoted(sender)
            + ",\"room_id\":"
            + quoted(roomId)
            + ",\"content\":"
            + content
            + ",\"origin_server_ts\":"
            + (1_000_000 + depth)
            + ",\"depth\":"
            + depth
            + ",\"auth_events\":"
            + references(auth, pairs)
            + ",\"prev_events\":"
            + references(prev, pairs)
            + (further.isEmpty() ? "" : "," + further)
            + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String references(List<String> ids, boolean pairs) {
    return ids.stream()
        .map(id -> pairs ? "[" + quoted(id) + ",{}]" : quoted(id))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** The event as an engine takes it. */
  public ReceivedPdu received(String roomId, boolean pairs, Arrival arrival) {
    return ReceivedPdu.of(json(roomId, pairs)).trusting(new EventId(id)).arriving(arrival);
  }
}
