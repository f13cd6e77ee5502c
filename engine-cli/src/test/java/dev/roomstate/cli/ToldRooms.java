package dev.roomstate.cli;

import dev.roomstate.cli.SalvagedLogs.Told;
import dev.roomstate.id.EventId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What {@code salvage} says of the states that could not be told; asked in the copy's order. */
final class ToldRooms {
  private final Set<Long> roots = new HashSet<>();
  private final Map<String, Long> currentFrom = new HashMap<>();
  private final Set<EventId> untold = new HashSet<>();

  ToldRooms(JsonNode said) {
    for (JsonNode room : said.get("rooms")) {
      for (JsonNode one : room.get("untold")) {
        // Real servers tell true depths.
        if (!one.get("in_line").asBoolean()) {
          roots.add(one.get("position").asLong());
        }
      }
      JsonNode from = room.get("current_untold_from");
      currentFrom.put(
          room.get("room_id").asString(), from.isNull() ? Long.MAX_VALUE : from.asLong());
    }
  }

  /** Whether nothing that is named is the event, or before it. */
  boolean isBeforeTold(Told entry) {
    if (roots.contains(entry.position())
        || entry.prevEvents().stream().anyMatch(untold::contains)) {
      untold.add(entry.id());
    }
    return !untold.contains(entry.id());
  }

  boolean isCurrentTold(Told entry) {
    return entry.position() < currentFrom.get(entry.room().value());
  }
}
