package dev.roomstate.cli;

import dev.roomstate.crypto.KeyRing;
import dev.roomstate.id.EventId;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the case that a line of the judging protocol is. */
final class CaseReader {
  private static final String CASE = "case";
  private static final String EVENTS = "events";

  private final String id;
  private final Map<String, JsonSlice> members;

  private CaseReader(String id, Map<String, JsonSlice> members) {
    this.id = id;
    this.members = members;
  }

  /** The case that a range of bytes is, or why it is none. */
  static Either<Case.Unreadable, Case> read(byte[] bytes, int from, int to) {
    String id = null;
    try {
      JsonSlice line = JsonSlice.of(bytes, from, to, true);
      if (!line.isObject()) {
        return unreadable(null, "the line is not a JSON object");
      }
      JsonSlice.Members members = line.membersOrRepeated(EVENTS::equals);
      String repeated = members.repeatedKey();
      if (CASE.equals(repeated) || !members.byKey().containsKey(CASE)) {
        String why = CASE.equals(repeated) ? "is there more than once" : "is missing";
        return unreadable(null, Malformed.at(CASE, why).getMessage());
      }
      id = new String(members.byKey().get(CASE).copy(), StandardCharsets.UTF_8);
      if (repeated != null) {
        throw Malformed.at(line.pathTo(repeated), "is there more than once");
      }
      return Either.right(new CaseReader(id, members.byKey()).read());
    } catch (NotJson e) {
      return unreadable(null, "the line is " + e.sentence(from));
    } catch (Malformed e) {
      return unreadable(id, e.getMessage());
    }
  }

  private static Either<Case.Unreadable, Case> unreadable(String id, String error) {
    return Either.left(new Case.Unreadable(id, error));
  }

  private Case read() throws Malformed, NotJson {
    List<RoomEntry> events = events();
    RoomVersion version = version(events);
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).isImpossibleId(version)) {
        throw Malformed.at(
            EVENTS + '[' + i + "].event_id",
            "is not `$` and 43 base64url characters, as the id of a create event of this room"
                + " version is");
      }
    }
    JsonSlice softFail = members.get("soft_fail");
    return new Case(
        id,
        version,
        events,
        keys(),
        checks(),
        resolve(),
        ids("state_at"),
        softFail != null && softFail.flag());
  }

  private List<RoomEntry> events() throws Malformed, NotJson {
    JsonSlice array = members.get(EVENTS);
    if (array == null) {
      throw Malformed.at(EVENTS, "is missing");
    }
    List<RoomEntry> events = new ArrayList<>();
    for (JsonSlice entry : array.elements(true)) {
      events.add(RoomEntry.read(entry));
    }
    return events;
  }

  private RoomVersion version(List<RoomEntry> events) throws Malformed {
    JsonSlice named = members.get("room_version");
    Either<String, RoomVersion> version;
    if (named != null) {
      version = VersionChoice.named(named.text());
    } else if (events.isEmpty()) {
      version = Either.left("no room version is given, and there is no event that names one");
    } else {
      version = VersionChoice.ofFirst(events.get(0));
    }
    if (version.isLeft()) {
      throw new Malformed(version.getLeft());
    }
    return version.get();
  }

  private Option<KeyRing> keys() throws Malformed, NotJson {
    JsonSlice keys = members.get("keys");
    return keys == null ? Option.none() : Option.some(VerifyKeys.read(keys));
  }

  private Option<List<Case.CheckRequest>> checks() throws Malformed, NotJson {
    JsonSlice array = members.get("checks");
    if (array == null) {
      return Option.none();
    }
    List<Case.CheckRequest> checks = new ArrayList<>();
    for (JsonSlice element : array.elements()) {
      Map<String, JsonSlice> check = element.members();
      checks.add(
          new Case.CheckRequest(
              RoomEntry.eventId(required(check, element, "event")),
              RoomEntry.eventIds(required(check, element, "state"))));
    }
    return Option.some(checks);
  }

  private static JsonSlice required(Map<String, JsonSlice> of, JsonSlice object, String member)
      throws Malformed {
    JsonSlice value = of.get(member);
    if (value == null) {
      throw Malformed.at(object.pathTo(member), "is missing");
    }
    return value;
  }

  private Option<List<List<EventId>>> resolve() throws Malformed, NotJson {
    JsonSlice array = members.get("resolve");
    return array == null ? Option.none() : Option.some(StateSets.read(array));
  }

  private Option<List<EventId>> ids(String member) throws Malformed, NotJson {
    JsonSlice array = members.get(member);
    return array == null ? Option.none() : Option.some(RoomEntry.eventIds(array));
  }
}
