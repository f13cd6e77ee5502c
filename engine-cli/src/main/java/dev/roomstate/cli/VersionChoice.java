package dev.roomstate.cli;

import dev.roomstate.event.EventTypes;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.stream.Collectors;

/** Which room version the events of a case or of a file are of. */
final class VersionChoice {
  private VersionChoice() {}

  /** The version of this identifier, or that there is none. */
  static Either<String, RoomVersion> named(String id) {
    return RoomVersions.STANDARD
        .get(id)
        .toEither(
            () ->
                "the room version `"
                    + id
                    + "` is not known; known are "
                    + RoomVersions.STANDARD
                        .all()
                        .toJavaStream()
                        .map(RoomVersion::id)
                        .collect(Collectors.joining(", ")));
  }

  /** The version that a room's first event names, which must be its create event. */
  static Either<String, RoomVersion> ofFirst(RoomEntry first) {
    Option<JsonObject> create =
        first.json().filter(event -> event.string("type").contains(EventTypes.CREATE));
    if (create.isEmpty()) {
      return Either.left(
          "no room version is given, and the first event is no create event that names one");
    }
    Option<JsonValue> named =
        create.get().object("content").flatMap(content -> content.get("room_version"));
    if (named.isEmpty()) {
      return named(RoomVersions.DEFAULT_ID);
    }
    return named.get() instanceof JsonString text
        ? named(text.value())
        : Either.left("the room version that the create event names is not a string");
  }
}
