package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The mainline ordering based on a power levels event: events whose auth chain is based on an
 * earlier power levels event of the mainline come first, those that are based on none before all.
 *
 * <p>The mainline can be as long as the room is old, and is not walked: the first event that it has
 * in common with the line of another power levels event is found in logarithmic time, and how many
 * come after that one is the same on both.
 */
final class MainlineOrdering {
  /** "Otherwise set i = ∞": also for all events where there are no power levels. */
  private static final int OFF_THE_MAINLINE = -1;

  private final EventGraph graph;
  private final Effort effort;
  private final int powerLevels;

  /** The ordering based on this power levels event, or on none. */
  MainlineOrdering(EventGraph graph, int powerLevels, Effort effort) {
    this.graph = graph;
    this.powerLevels = powerLevels;
    this.effort = effort;
  }

  /** An event, and how far from the end of the mainline it stands. */
  private record Positioned(GraphEvent event, int fromEnd) {
    /** "the mainline position of x is greater than the mainline position of y" */
    static final Comparator<Positioned> ORDER =
        (x, y) -> {
          int byPosition = Integer.compare(x.fromEnd, y.fromEnd);
          return byPosition != 0 ? byPosition : EventOrder.BY_TIME_AND_ID.compare(x.event, y.event);
        };
  }

  /** The events in their order. */
  List<GraphEvent> sort(List<GraphEvent> events) {
    List<Positioned> positioned = new ArrayList<>(events.size());
    for (GraphEvent event : events) {
      positioned.add(new Positioned(event, fromEnd(event)));
    }
    positioned.sort(Positioned.ORDER);
    List<GraphEvent> sorted = new ArrayList<>(events.size());
    for (Positioned next : positioned) {
      sorted.add(next.event);
    }
    return sorted;
  }

  /**
   * "Find the smallest index j ≥ 1 for which eⱼ belongs to the mainline of P", where eⱼ₊₁ is "the
   * m.room.power_levels event in the auth_events of eⱼ".
   */
  private int fromEnd(GraphEvent event) {
    effort.add(1);
    int first = AuthEventsOf.powerLevels(graph, event);
    if (first == StateMap.ABSENT || powerLevels == StateMap.ABSENT) {
      return OFF_THE_MAINLINE;
    }
    int common = graph.commonPowerLevels(first, powerLevels);
    return common == StateMap.ABSENT ? OFF_THE_MAINLINE : graph.powerLevelsBelow(common);
  }
}
