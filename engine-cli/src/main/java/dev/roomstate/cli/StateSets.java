package dev.roomstate.cli;

import dev.roomstate.id.EventId;
import java.util.ArrayList;
import java.util.List;

/** Reads state sets: an array of arrays of event ids. */
final class StateSets {
  private StateSets() {}

  static List<List<EventId>> read(JsonSlice array) throws Malformed, NotJson {
    List<List<EventId>> sets = new ArrayList<>();
    for (JsonSlice set : array.elements()) {
      sets.add(RoomEntry.eventIds(set));
    }
    return sets;
  }
}
