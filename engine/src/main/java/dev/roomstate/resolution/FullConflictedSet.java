package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.version.StateResolution;

/**
 * "The full conflicted set is the union of the conflicted state set, the conflicted state subgraph,
 * and the auth difference." (v2: without the subgraph)
 */
final class FullConflictedSet {
  private FullConflictedSet() {}

  static IntSet of(
      EventGraph graph,
      ConflictedState conflict,
      StateResolution algorithm,
      StateResolutionReading reading,
      Effort effort) {
    IntSet set = new IntSet();
    for (int event : conflict.events().sorted()) {
      set.add(event);
    }
    AuthDifference.addTo(set, graph, conflict, reading, effort);
    if (algorithm == StateResolution.V2_1) {
      ConflictedSubgraph.addTo(set, graph, conflict.events(), effort);
    }
    return set;
  }
}
