package dev.roomstate.cli;

import dev.roomstate.event.EventTypes;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import java.util.Map;
import java.util.stream.Collectors;

/** Which room version the events of a case or of a file are of. */
final class VersionChoice {
  private static final int SHOWN_CHARS_MAX = 100;

  private VersionChoice() {}

  /** The version of this identifier, or that there is none. */
  static Either<String, RoomVersion> named(String id) {
    return RoomVersions.STANDARD
        .get(id)
        .toEither(
            () ->
                "the room version `"
                    + Printable.of(id, SHOWN_CHARS_MAX)
                    + "` is not known; known are "
                    + RoomVersions.STANDARD
                        .all()
                        .toJavaStream()
                        .map(RoomVersion::id)
                        .collect(Collectors.joining(", ")));
  }

  /**
   * The version that a room's first event names, which must be its create event. It does not have
   * to be an event that the version allows.
   */
  static Either<String, RoomVersion> ofFirst(RoomEntry first) {
    try {
      JsonSlice event = JsonSlice.of(first.pdu(), 0, first.pdu().length, true);
      Map<String, JsonSlice> members = lenientMembers(event);
      JsonSlice type = members.get("type");
      if (type != null && type.isString() && type.text().equals(EventTypes.CREATE)) {
        return ofCreate(members.get("content"));
      }
    } catch (NotJson | Malformed e) {
      // Not a create event either.
    }
    return Either.left(
        "no room version is given, and the first event is no create event that names one");
  }

  private static Either<String, RoomVersion> ofCreate(JsonSlice content) throws NotJson, Malformed {
    JsonSlice named =
        content != null && content.isObject() ? lenientMembers(content).get("room_version") : null;
    if (named == null) {
      return named(RoomVersions.DEFAULT_ID);
    }
    return named.isString()
        ? named(named.text())
        : Either.left("the room version that the create event names is not a string");
  }

  private static Map<String, JsonSlice> lenientMembers(JsonSlice object) throws NotJson, Malformed {
    return object.membersOrRepeated(key -> true).byKey();
  }
}
