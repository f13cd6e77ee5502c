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
 * <p>The mainline can be as long as the room is old. Its events come from new to old, so it is
 * followed no further than to the age of what is looked for.
 */
final class MainlineOrdering {
  /** "Otherwise set i = ∞": also for all events where there are no power levels. */
  private static final int INFINITE = Integer.MAX_VALUE;

  private static final int UNKNOWN = -1;

  private final EventGraph graph;
  private final Effort effort;

  /** The positions of the mainline as far as it was followed, and of what leads to it. */
  private final IntIntMap positions = new IntIntMap();

  /** The next event of the mainline, or {@link StateMap#ABSENT} at its end. */
  private int nextOfMainline;

  private int length;

  /** The ordering based on this power levels event, or on none. */
  MainlineOrdering(EventGraph graph, int powerLevels, Effort effort) {
    this.effort = effort;
    this.graph = graph;
    this.nextOfMainline = powerLevels;
  }

  /** An event and where it stands. */
  private record Positioned(GraphEvent event, int position) {
    /** "the mainline position of x is greater than the mainline position of y" */
    static final Comparator<Positioned> ORDER =
        (x, y) -> {
          int byPosition = Integer.compare(y.position, x.position);
          return byPosition != 0 ? byPosition : EventOrder.BY_TIME_AND_ID.compare(x.event, y.event);
        };
  }

  /** The events in their order. */
  List<GraphEvent> sort(List<GraphEvent> events) {
    List<Positioned> positioned = new ArrayList<>(events.size());
    for (GraphEvent event : events) {
      positioned.add(new Positioned(event, position(event)));
    }
    positioned.sort(Positioned.ORDER);
    List<GraphEvent> sorted = new ArrayList<>(events.size());
    for (Positioned next : positioned) {
      sorted.add(next.event);
    }
    return sorted;
  }

  /** "Find the smallest index j ≥ 1 for which eⱼ belongs to the mainline of P." */
  private int position(GraphEvent event) {
    IntList walked = new IntList();
    int next = AuthEventsOf.powerLevels(graph, event);
    int position = UNKNOWN;
    while (next != StateMap.ABSENT && position == UNKNOWN) {
      effort.add(1);
      followMainlineTo(next);
      position = positions.get(next, UNKNOWN);
      if (position == UNKNOWN) {
        walked.add(next);
        next = AuthEventsOf.powerLevels(graph, graph.event(next));
      }
    }
    int found = position == UNKNOWN ? INFINITE : position;
    for (int i = 0; i < walked.size(); i++) {
      positions.put(walked.get(i), found);
    }
    return found;
  }

  /** "repeatedly fetch Pᵢ₊₁, the m.room.power_levels event in the auth_events of Pᵢ" */
  private void followMainlineTo(int event) {
    while (nextOfMainline != StateMap.ABSENT && nextOfMainline >= event) {
      effort.add(1);
      positions.put(nextOfMainline, length++);
      nextOfMainline = AuthEventsOf.powerLevels(graph, graph.event(nextOfMainline));
    }
  }
}
