package dev.roomstate.cli;

import dev.roomstate.ReceivedPdu;
import dev.roomstate.event.EventTypes;
import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import dev.roomstate.json.JsonDocument;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event of a case or of a room file, as it was received.
 *
 * @param pdu its bytes
 * @param eventId the id that stands beside it
 * @param outlier whether it comes without its history
 * @param state the ids of the state before it, where that is told
 * @param idTooLong whether an id stands beside it that is longer than an id can be
 */
record RoomEntry(
    byte[] pdu,
    Option<EventId> eventId,
    boolean outlier,
    Option<List<EventId>> state,
    boolean idTooLong) {
  private static final String PDU = "pdu";
  private static final String PDU_BASE64 = "pdu_base64";
  private static final String EVENT_ID = "event_id";

  /** "In v12 a trusted create id is `$` + 43 base64url characters". */
  private static final Pattern HASH_ID = Pattern.compile("\\$[A-Za-z0-9_-]{43}");

  /** Whether the object is an entry, and not a bare PDU. */
  static boolean isEntry(Map<String, JsonSlice> members) {
    return members.containsKey(PDU) || members.containsKey(PDU_BASE64);
  }

  /** Whether the value of this member of an entry is the event's own affair. */
  static boolean isOfTheEvent(String member) {
    return member.equals(PDU);
  }

  /** A PDU with nothing beside it. */
  static RoomEntry bare(byte[] pdu) {
    return new RoomEntry(pdu, Option.none(), false, Option.none(), false);
  }

  /** The entry that an object is. */
  static RoomEntry read(JsonSlice entry) throws Malformed, NotJson {
    Map<String, JsonSlice> members = entry.members(RoomEntry::isOfTheEvent);
    if (members.containsKey(PDU) == members.containsKey(PDU_BASE64)) {
      String why = "needs either `pdu` or `pdu_base64`";
      String path = entry.path();
      throw path.isEmpty() ? new Malformed("it " + why) : Malformed.at(path, why);
    }
    byte[] pdu =
        members.containsKey(PDU) ? members.get(PDU).copy() : base64(members.get(PDU_BASE64));
    JsonSlice eventId = members.get(EVENT_ID);
    boolean idTooLong = eventId != null && !IdGrammar.fits(eventId.text());
    JsonSlice outlier = members.get("outlier");
    JsonSlice state = members.get("state");
    return new RoomEntry(
        pdu,
        eventId == null || idTooLong ? Option.none() : Option.some(eventId(eventId)),
        outlier != null && outlier.flag(),
        state == null ? Option.none() : Option.some(eventIds(state)),
        idTooLong);
  }

  private static byte[] base64(JsonSlice text) throws Malformed {
    try {
      return Base64.getDecoder().decode(text.text());
    } catch (IllegalArgumentException e) {
      throw Malformed.at(text.path(), "is not base64");
    }
  }

  /** The ids that an array holds. */
  static List<EventId> eventIds(JsonSlice array) throws Malformed, NotJson {
    List<EventId> ids = new ArrayList<>();
    for (JsonSlice element : array.elements()) {
      ids.add(eventId(element));
    }
    return ids;
  }

  /** The id that a string is. */
  static EventId eventId(JsonSlice text) throws Malformed {
    String id = text.text();
    if (id.isEmpty()) {
      throw Malformed.at(text.path(), "is empty");
    }
    if (!IdGrammar.fits(id)) {
      throw Malformed.at(text.path(), "is longer than " + IdGrammar.BYTES_MAX + " bytes");
    }
    return new EventId(id);
  }

  /** The event as the engine receives it; the id beside it is believed or not looked at. */
  ReceivedPdu received(boolean trustId) {
    Arrival arrival =
        outlier
            ? Arrival.OUTLIER
            : state.fold(() -> Arrival.IN_FULL, ids -> new Arrival.WithState(ids));
    // An event with an impossible id gets a receipt too, and nothing of it may be believed.
    byte[] bytes = trustId && idTooLong ? new byte[0] : pdu;
    return new ReceivedPdu(bytes, trustId ? eventId : Option.none(), arrival);
  }

  /** The event, as far as it can be read at all. */
  Option<JsonObject> json() {
    return JsonParser.parse(pdu)
        .toOption()
        .map(JsonDocument::value)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }

  /** Whether the id beside the event, if it is believed, cannot be that of the event. */
  boolean isImpossibleId(RoomVersion version) {
    return !version.rules().has(FormatFlag.ROOM_ID_ON_CREATE)
        && eventId.exists(id -> !HASH_ID.matcher(id.value()).matches())
        && json().flatMap(event -> event.string("type")).contains(EventTypes.CREATE);
  }
}
