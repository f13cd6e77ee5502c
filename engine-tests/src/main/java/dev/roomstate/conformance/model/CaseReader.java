package dev.roomstate.conformance.model;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the case that a line of the judging protocol is. */
final class CaseReader {
  /** "In v12 a trusted create id is `$` + 43 base64url characters". */
  private static final Pattern HASH_ID = Pattern.compile("\\$[A-Za-z0-9_-]{43}");

  private final Map<String, Object> line;

  private CaseReader(Map<String, Object> line) {
    this.line = line;
  }

  static Case read(Map<String, Object> line) throws UnjudgeableCase {
    return new CaseReader(line).read();
  }

  private Case read() throws UnjudgeableCase {
    List<Case.Entry> entries = new ArrayList<>();
    for (Object entry : array(require(line, "events"), "events")) {
      entries.add(readEntry(object(entry, "an entry of events")));
    }
    RoomVersion version = readVersion(entries);
    if (version.roomIdIsCreateEventId()) {
      requireHashIds(entries);
    }
    Option<ServerKeys> keys = Option.none();
    if (line.containsKey("keys")) {
      keys = Option.some(readKeys(object(line.get("keys"), "keys")));
    }
    List<Case.CheckRequest> checks = new ArrayList<>();
    for (Object check : array(line.getOrDefault("checks", List.of()), "checks")) {
      Map<String, Object> members = object(check, "an entry of checks");
      checks.add(
          new Case.CheckRequest(
              string(require(members, "event"), "event"), ids(require(members, "state"), "state")));
    }
    Option<List<List<String>>> resolve = Option.none();
    if (line.containsKey("resolve")) {
      List<List<String>> states = new ArrayList<>();
      for (Object state : array(line.get("resolve"), "resolve")) {
        states.add(ids(state, "an entry of resolve"));
      }
      resolve = Option.some(states);
    }
    List<String> stateAt = ids(line.getOrDefault("state_at", List.of()), "state_at");
    return new Case(version, entries, keys, checks, resolve, stateAt, flag(line, "soft_fail"));
  }

  private static Case.Entry readEntry(Map<String, Object> entry) throws UnjudgeableCase {
    if (entry.containsKey("pdu") == entry.containsKey("pdu_base64")) {
      throw new UnjudgeableCase("an event needs either `pdu` or `pdu_base64`");
    }
    Option<String> trustedId = Option.none();
    if (entry.containsKey("event_id")) {
      String id = string(entry.get("event_id"), "event_id");
      if (id.isEmpty()) {
        throw new UnjudgeableCase("`event_id` is empty");
      }
      trustedId = Option.some(id);
    }
    Option<List<String>> state = Option.none();
    if (entry.containsKey("state")) {
      state = Option.some(ids(entry.get("state"), "state"));
    }
    return new Case.Entry(trustedId, readPdu(entry), flag(entry, "outlier"), state);
  }

  /**
   * "standard base64 of the bytes as received. Bytes that are not JSON are dropped by `format`."
   */
  private static Either<String, String> readPdu(Map<String, Object> entry) throws UnjudgeableCase {
    if (entry.get("pdu") instanceof RawJson raw) {
      return Either.right(raw.text());
    }
    byte[] bytes =
        Base64Text.decode(string(entry.get("pdu_base64"), "pdu_base64"))
            .getOrElseThrow(() -> new UnjudgeableCase("`pdu_base64` is no base64"));
    try {
      return Either.right(JsonReader.utf8Text(bytes));
    } catch (JsonFault fault) {
      return Either.left(fault.getMessage());
    }
  }

  /**
   * "`room_version` decides; where it is absent, the first event must be a create event, and its
   * `content.room_version`, absent "1", decides."
   */
  private RoomVersion readVersion(List<Case.Entry> entries) throws UnjudgeableCase {
    Object version = line.get("room_version");
    if (version == null) {
      Map<String, Object> create =
          Option.of(entries.isEmpty() ? null : entries.get(0))
              .flatMap(CaseReader::tree)
              .filter(pdu -> Json.stringMember(pdu, "type").contains(StateKey.CREATE_TYPE))
              .getOrElseThrow(() -> new UnjudgeableCase("no version and no create event"));
      version =
          Json.objectMember(create, "content")
              .flatMap(content -> Json.member(content, "room_version"))
              .getOrElse("1");
    }
    return Json.string(version)
        .flatMap(RoomVersion::of)
        .getOrElseThrow(() -> new UnjudgeableCase("the room version is unknown"));
  }

  private static void requireHashIds(List<Case.Entry> entries) throws UnjudgeableCase {
    for (Case.Entry entry : entries) {
      boolean isCreate =
          tree(entry).exists(pdu -> Json.stringMember(pdu, "type").contains(StateKey.CREATE_TYPE));
      if (isCreate && entry.trustedId().exists(id -> !HASH_ID.matcher(id).matches())) {
        throw new UnjudgeableCase("the id of a create event is no hash");
      }
    }
  }

  private static Option<Map<String, Object>> tree(Case.Entry entry) {
    try {
      return entry.pdu().isRight()
          ? Json.object(JsonReader.readEvent(entry.pdu().get()))
          : Option.none();
    } catch (JsonFault fault) {
      return Option.none();
    }
  }

  private static ServerKeys readKeys(Map<String, Object> servers) throws UnjudgeableCase {
    Map<String, Map<String, ServerKeys.ServerKey>> keys = new LinkedHashMap<>();
    for (Map.Entry<String, Object> server : servers.entrySet()) {
      Map<String, ServerKeys.ServerKey> ofServer = new LinkedHashMap<>();
      Map<String, Object> byId = object(server.getValue(), "keys of a server");
      for (Map.Entry<String, Object> key : byId.entrySet()) {
        Map<String, Object> members = object(key.getValue(), "a key");
        // "absent means for ever; `expired_ts` takes its place where given"
        Option<BigInteger> validUntil = integer(members, "valid_until_ts");
        Option<BigInteger> lastMoment = integer(members, "expired_ts").orElse(validUntil);
        String base64 = string(require(members, "key"), "key");
        ofServer.put(key.getKey(), new ServerKeys.ServerKey(base64, lastMoment));
      }
      keys.put(server.getKey(), ofServer);
    }
    return new ServerKeys(keys);
  }

  private static Option<BigInteger> integer(Map<String, Object> members, String name)
      throws UnjudgeableCase {
    if (!members.containsKey(name)) {
      return Option.none();
    }
    return Option.some(
        Json.integer(members.get(name)).getOrElseThrow(() -> wrong(name, "an integer")));
  }

  private static boolean flag(Map<String, Object> members, String name) throws UnjudgeableCase {
    Object value = members.getOrDefault(name, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  private static List<String> ids(Object value, String what) throws UnjudgeableCase {
    List<String> ids = new ArrayList<>();
    for (Object id : array(value, what)) {
      ids.add(string(id, "an id in " + what));
    }
    return ids;
  }

  private static Object require(Map<String, Object> members, String name) throws UnjudgeableCase {
    return Json.member(members, name)
        .getOrElseThrow(() -> new UnjudgeableCase("`" + name + "` is missing"));
  }

  private static Map<String, Object> object(Object value, String what) throws UnjudgeableCase {
    return Json.object(value).getOrElseThrow(() -> wrong(what, "an object"));
  }

  private static List<Object> array(Object value, String what) throws UnjudgeableCase {
    return Json.array(value).getOrElseThrow(() -> wrong(what, "an array"));
  }

  private static String string(Object value, String what) throws UnjudgeableCase {
    return Json.string(value).getOrElseThrow(() -> wrong(what, "a string"));
  }

  private static UnjudgeableCase wrong(String what, String expected) {
    return new UnjudgeableCase("`" + what + "` is not " + expected);
  }
}
