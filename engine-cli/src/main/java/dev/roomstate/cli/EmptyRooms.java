package dev.roomstate.cli;

import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.version.RoomVersion;
import java.util.HashMap;
import java.util.Map;

/** Rooms without events, one of each kind, that others begin with. For one thread. */
final class EmptyRooms {
  private final Map<Kind, RoomWriter> rooms = new HashMap<>();

  private record Kind(RoomVersion version, boolean makesCheck6) {}

  /**
   * The one of a version.
   *
   * @param makesCheck6 whether its events are judged against the current state too
   */
  RoomWriter of(RoomVersion version, boolean makesCheck6) {
    return rooms.computeIfAbsent(
        new Kind(version, makesCheck6),
        kind ->
            RoomStateEngine.open(Engines.config().withSoftFailure(makesCheck6), new NoEventLog())
                .openUnlistedRoom(version));
  }
}
