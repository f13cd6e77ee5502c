package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mainline ordering based on a power levels event: events whose auth chain is based on an
 * earlier power levels event of the mainline come first, those that are based on none before all.
 */
final class MainlineOrdering {
  /** "Otherwise set i = ∞": also for all events where there are no power levels. */
  private static final int INFINITE = Integer.MAX_VALUE;

  private final EventGraph graph;
  private final Map<Integer, Integer> positions = new HashMap<>();

  /** The ordering based on this power levels event, or on none. */
  MainlineOrdering(EventGraph graph, int powerLevels) {
    this.graph = graph;
    int position = 0;
    // "repeatedly fetch Pᵢ₊₁, the m.room.power_levels event in the auth_events of Pᵢ"
    for (int p = powerLevels;
        p != StateMap.ABSENT;
        p = AuthEventsOf.powerLevels(graph, graph.event(p))) {
      positions.put(p, position++);
    }
  }

  /** The events in their order. */
  List<GraphEvent> sort(List<GraphEvent> events) {
    Map<Integer, Integer> byEvent = new HashMap<>();
    for (GraphEvent event : events) {
      byEvent.put(event.number(), position(event));
    }
    List<GraphEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        (x, y) -> {
          // "the mainline position of x is greater than the mainline position of y"
          int byPosition = Integer.compare(byEvent.get(y.number()), byEvent.get(x.number()));
          return byPosition != 0 ? byPosition : EventOrder.BY_TIME_AND_ID.compare(x, y);
        });
    return sorted;
  }

  /** "Find the smallest index j ≥ 1 for which eⱼ belongs to the mainline of P." */
  private int position(GraphEvent event) {
    IntList walked = new IntList();
    int next = AuthEventsOf.powerLevels(graph, event);
    Integer position = null;
    while (next != StateMap.ABSENT && position == null) {
      position = positions.get(next);
      if (position == null) {
        walked.add(next);
        next = AuthEventsOf.powerLevels(graph, graph.event(next));
      }
    }
    int found = position == null ? INFINITE : position;
    for (int i = 0; i < walked.size(); i++) {
      positions.put(walked.get(i), found);
    }
    return found;
  }
}
