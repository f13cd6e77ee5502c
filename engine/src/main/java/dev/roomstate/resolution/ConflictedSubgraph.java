package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;

/**
 * The conflicted state subgraph (v2.1): "Starting from an event in the conflicted state set and
 * following auth_events edges may lead to another event in the conflicted state set. The union of
 * all such paths … forms a subgraph of the original auth_event graph".
 *
 * <p>No event on such a path is older than the oldest conflicted one, so the walk stays in that
 * window; then "leads to a conflicted event" is carried upwards in the order of the numbers.
 */
final class ConflictedSubgraph {
  private ConflictedSubgraph() {}

  /** Adds the subgraph to the set. */
  static void addTo(IntSet set, EventGraph graph, IntSet conflicted, Effort effort) {
    int[] ends = conflicted.sorted();
    if (ends.length < 2) {
      return;
    }
    int oldest = ends[0];
    IntSet reachable = new IntSet();
    IntList open = new IntList();
    for (int end : ends) {
      reachable.add(end);
      open.add(end);
    }
    while (!open.isEmpty()) {
      GraphEvent event = graph.event(open.removeLast());
      effort.add(event.authEventCount());
      for (int i = 0; i < event.authEventCount(); i++) {
        int cited = event.authEvent(i);
        if (cited >= oldest && reachable.add(cited)) {
          open.add(cited);
        }
      }
    }
    IntSet leads = new IntSet();
    for (int number : reachable.sorted()) {
      GraphEvent event = graph.event(number);
      boolean leadsToConflicted = conflicted.contains(number);
      for (int i = 0; i < event.authEventCount() && !leadsToConflicted; i++) {
        leadsToConflicted = leads.contains(event.authEvent(i));
      }
      if (leadsToConflicted) {
        leads.add(number);
        if (event.isState()) {
          set.add(number);
        }
      }
    }
  }
}
