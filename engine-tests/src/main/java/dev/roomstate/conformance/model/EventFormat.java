package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Check 1 on receipt: "Is a valid event, otherwise it is dropped. For an event to be valid, it must
 * comply with the event format of that room version."
 */
final class EventFormat {
  static final int PDU_BYTES_MAX = 65_536;
  static final int AUTH_EVENTS_MAX = 10;
  static final int PREV_EVENTS_MAX = 20;

  private static final BigInteger CANONICAL_MAX = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private final RoomVersion version;
  private final boolean trusted;
  private final Map<String, Object> pdu;

  private EventFormat(RoomVersion version, boolean trusted, Map<String, Object> pdu) {
    this.version = version;
    this.trusted = trusted;
    this.pdu = pdu;
  }

  /**
   * The PDU that the text is, if it is one.
   *
   * @param trusted whether its id is given and trusted: it may then leave out what proves the id
   */
  static Map<String, Object> read(String text, RoomVersion version, boolean trusted)
      throws JsonFault {
    Map<String, Object> pdu =
        Json.object(JsonReader.readEvent(text))
            .getOrElseThrow(() -> new JsonFault("the event is no object"));
    new EventFormat(version, trusted, pdu).check();
    return pdu;
  }

  private void check() throws JsonFault {
    checkNumbers(pdu);
    if (CanonicalJson.bytes(pdu).length > PDU_BYTES_MAX) {
      throw new JsonFault("more than " + PDU_BYTES_MAX + " bytes");
    }
    checkIdentifiers();
    checkObject("content");
    checkHashes();
    checkSignatures();
    if (pdu.containsKey("unsigned")) {
      checkObject("unsigned");
    }
    checkReferences("auth_events", AUTH_EVENTS_MAX);
    checkReferences("prev_events", PREV_EVENTS_MAX);
    checkInteger("origin_server_ts", LONG_MIN, LONG_MAX);
    // "the maximum value for an integer (2^63 - 1)", from version 6 on "(2^53 - 1)".
    checkInteger("depth", BigInteger.ZERO, version.strictNumbers() ? CANONICAL_MAX : LONG_MAX);
  }

  /**
   * Version 6: "Numbers in the JSON must be integers in the range `[-(2**53)+1, (2**53)-1]`,
   * represented without exponents or decimal places, and negative zero `-0` MUST NOT appear."
   * Before that any number that a double can hold is allowed, and any integer.
   */
  private void checkNumbers(Object value) throws JsonFault {
    if (value instanceof JsonNumber number) {
      if (number.isInteger() && number.token().length() > PDU_BYTES_MAX) {
        throw new JsonFault("more than " + PDU_BYTES_MAX + " bytes");
      }
      if (version.strictNumbers()) {
        if (!number.isInteger()
            || number.token().equals("-0")
            || number.integer().abs().compareTo(CANONICAL_MAX) > 0) {
          throw new JsonFault("no canonical number: `" + number.token() + "`");
        }
      } else if (!number.isInteger() && Double.isInfinite(number.nearestDouble())) {
        throw new JsonFault("no double holds `" + number.token() + "`");
      }
    } else if (value instanceof Map) {
      for (Object member : Json.object(value).get().values()) {
        checkNumbers(member);
      }
    } else if (value instanceof List) {
      for (Object element : Json.array(value).get()) {
        checkNumbers(element);
      }
    }
  }

  private void checkIdentifiers() throws JsonFault {
    String type = requireId("type");
    if (!Identifiers.isUserId(requireId("sender"))) {
      throw new JsonFault("`sender` is no user id");
    }
    if (pdu.containsKey("state_key")) {
      requireId("state_key");
    }
    // Version 12: "Room identifier. Omitted from `m.room.create` events."
    boolean mayLackRoomId = version.roomIdIsCreateEventId() && type.equals(StateKey.CREATE_TYPE);
    boolean hasRoomId = !mayLackRoomId || pdu.containsKey("room_id");
    // Rule 1.2 rejects a create event that has one, whatever it is.
    if (hasRoomId && !requireId("room_id").startsWith("!") && !mayLackRoomId) {
      throw new JsonFault("`room_id` is no room id");
    }
    if (version.eventIdOnTheWire()
        && !trusted
        && !Identifiers.isEventIdWithDomain(requireId("event_id"))) {
      throw new JsonFault("`event_id` is no event id");
    }
  }

  private String requireId(String name) throws JsonFault {
    String id =
        Json.stringMember(pdu, name)
            .getOrElseThrow(() -> new JsonFault("`" + name + "` is no string"));
    if (!Identifiers.fits(id)) {
      throw new JsonFault("`" + name + "` has more than " + Identifiers.BYTES_MAX + " bytes");
    }
    return id;
  }

  private Map<String, Object> checkObject(String name) throws JsonFault {
    return Json.objectMember(pdu, name)
        .getOrElseThrow(() -> new JsonFault("`" + name + "` is no object"));
  }

  /**
   * "Content hashes of the PDU", of which {@code sha256} is required where hashes are looked at.
   */
  private void checkHashes() throws JsonFault {
    if (trusted && !pdu.containsKey("hashes")) {
      return;
    }
    Map<String, Object> hashes = checkObject("hashes");
    if (!trusted && !hashes.containsKey("sha256")) {
      throw new JsonFault("`hashes` has no `sha256`");
    }
    if (!hashes.values().stream().allMatch(String.class::isInstance)) {
      throw new JsonFault("a member of `hashes` is no string");
    }
  }

  /** An object of objects of strings. */
  private void checkSignatures() throws JsonFault {
    if (trusted && !pdu.containsKey("signatures")) {
      return;
    }
    for (Object ofServer : checkObject("signatures").values()) {
      Option<Map<String, Object>> signatures = Json.object(ofServer);
      if (!signatures.exists(s -> s.values().stream().allMatch(String.class::isInstance))) {
        throw new JsonFault("a member of `signatures` is no object of strings");
      }
    }
  }

  /** "Must contain less than or equal to 10 events", or 20 of `prev_events`. */
  private void checkReferences(String name, int max) throws JsonFault {
    List<Object> references =
        Json.member(pdu, name)
            .flatMap(Json::array)
            .getOrElseThrow(() -> new JsonFault("`" + name + "` is no array"));
    if (references.size() > max) {
      throw new JsonFault("`" + name + "` has more than " + max + " entries");
    }
    for (Object reference : references) {
      if (!referencedId(reference).exists(Identifiers::fits)) {
        throw new JsonFault("an entry of `" + name + "` is no reference to an event");
      }
    }
  }

  /** An event id; in versions 1 and 2 the pair of an event id and an object of hashes. */
  private Option<String> referencedId(Object reference) {
    if (!version.eventIdOnTheWire()) {
      return Json.string(reference);
    }
    return Json.array(reference)
        .filter(pair -> pair.size() == 2 && pair.get(1) instanceof Map)
        .flatMap(pair -> Json.string(pair.get(0)));
  }

  private void checkInteger(String name, BigInteger min, BigInteger max) throws JsonFault {
    BigInteger value =
        Json.member(pdu, name)
            .flatMap(Json::integer)
            .getOrElseThrow(() -> new JsonFault("`" + name + "` is no integer"));
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new JsonFault("`" + name + "` is out of range");
    }
  }
}
