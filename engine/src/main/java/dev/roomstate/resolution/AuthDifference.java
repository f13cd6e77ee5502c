package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;

/**
 * The auth difference: "If Cᵢ is the full auth chain of Sᵢ, then the auth difference is ∪ Cᵢ − ∩
 * Cᵢ."
 *
 * <p>What the states share contributes the same events to every chain, so only the chains of the
 * conflicted events are walked, from the newest down, each event marked with the states from which
 * it was reached. A way ends at an event that is in the chain of what the states share, since all
 * it leads to is too; whether it is there is asked of the events that cite it, newest first:
 * usually one of them is current in all states. An event that all states reach is in no difference,
 * but its mark is carried on as long as there are others.
 */
final class AuthDifference {
  private final EventGraph graph;
  private final ConflictedState conflict;
  private final StateResolutionReading reading;
  private final Effort effort;
  private final IntSet sharedChain = new IntSet();
  private final IntSet notSharedChain = new IntSet();

  private AuthDifference(
      EventGraph graph, ConflictedState conflict, StateResolutionReading reading, Effort effort) {
    this.effort = effort;
    this.graph = graph;
    this.conflict = conflict;
    this.reading = reading;
  }

  /** Adds the auth difference to the set. */
  static void addTo(
      IntSet set,
      EventGraph graph,
      ConflictedState conflict,
      StateResolutionReading reading,
      Effort effort) {
    new AuthDifference(graph, conflict, reading, effort).addTo(set);
  }

  private void addTo(IntSet set) {
    ReachedFrom reached = new ReachedFrom(conflict.states().size());
    StatesOf holders = conflict.holders(effort);
    for (int event : conflict.events().sorted()) {
      start(event, holders, reached);
    }
    while (reached.hasFromSome()) {
      int event = reached.pollNewest();
      GraphEvent node = graph.event(event);
      if (node.isState() && !reached.fromAll(event)) {
        set.add(event);
      }
      effort.add(node.authEventCount());
      for (int i = 0; i < node.authEventCount(); i++) {
        if (!isInSharedChain(node.authEvent(i))) {
          reached.alsoFrom(event, node.authEvent(i));
        }
      }
    }
  }

  private void start(int held, StatesOf holders, ReachedFrom reached) {
    if (reading == StateResolutionReading.NETWORK) {
      start(held, held, holders, reached);
      return;
    }
    GraphEvent node = graph.event(held);
    for (int i = 0; i < node.authEventCount(); i++) {
      start(node.authEvent(i), held, holders, reached);
    }
  }

  private void start(int event, int held, StatesOf holders, ReachedFrom reached) {
    if (!isInSharedChain(event)) {
      reached.fromHolders(event, holders, held);
    }
  }

  /** Whether the event is in the full auth chain of what all the states share. */
  private boolean isInSharedChain(int event) {
    if (reading == StateResolutionReading.NETWORK && isShared(event)) {
      return true;
    }
    return isCitedFromShared(event);
  }

  private boolean isShared(int event) {
    return conflict.isUnconflicted(graph.event(event).key(), event);
  }

  /**
   * Depth-first over what cites the event, without recursion. An event whose citations are
   * exhausted is not in the shared chain; when the search meets a shared one, all on the way to it
   * are.
   */
  private boolean isCitedFromShared(int event) {
    if (sharedChain.contains(event)) {
      return true;
    }
    if (!notSharedChain.add(event)) {
      return false;
    }
    IntList path = new IntList();
    IntList edges = new IntList();
    path.add(event);
    edges.add(graph.newestCitation(event));
    while (!path.isEmpty()) {
      effort.add(1);
      int edge = edges.removeLast();
      if (edge == 0) {
        path.removeLast();
        continue;
      }
      edges.add(graph.olderCitation(edge));
      int citing = graph.citing(edge);
      if (isShared(citing) || sharedChain.contains(citing)) {
        for (int i = 0; i < path.size(); i++) {
          sharedChain.add(path.get(i));
        }
        return true;
      }
      if (notSharedChain.add(citing)) {
        path.add(citing);
        edges.add(graph.newestCitation(citing));
      }
    }
    return false;
  }
}
