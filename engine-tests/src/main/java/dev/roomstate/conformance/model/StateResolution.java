package dev.roomstate.conformance.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "The resolution of the set of states", by the algorithm of the room version. */
final class StateResolution {
  private final RoomVersion version;
  private final RoomEvents events;
  private final StateResolutionReading reading;

  StateResolution(RoomVersion version, RoomEvents events, StateResolutionReading reading) {
    this.version = version;
    this.events = events;
    this.reading = reading;
  }

  /** Resolves states, each a map from key to event id; no states resolve to the empty state. */
  Map<StateKey, String> resolve(List<Map<StateKey, String>> states) {
    Set<Map<StateKey, String>> distinct = new LinkedHashSet<>(states);
    if (distinct.isEmpty()) {
      return Map.of();
    }
    if (distinct.size() == 1) {
      // By all three algorithms: nothing is in conflict, so all of it stays.
      return distinct.iterator().next();
    }
    List<Map<StateKey, String>> different = List.copyOf(distinct);
    return version == RoomVersion.V1
        ? new StateResolutionV1(version, events).resolve(different)
        : new StateResolutionV2(version, events, reading).resolve(different);
  }
}
