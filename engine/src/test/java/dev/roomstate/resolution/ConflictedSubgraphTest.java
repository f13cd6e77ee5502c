package dev.roomstate.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The conflicted state subgraph beside its definition. */
class ConflictedSubgraphTest {
  /** The conflicted events, and what the engine finds between them. */
  private static Set<Integer> found(RandomAuthGraph graph, Set<Integer> conflicted) {
    IntSet set = RandomAuthGraph.set(conflicted);
    ConflictedSubgraph.addTo(set, graph.graph(), RandomAuthGraph.set(conflicted), new Effort());
    return RandomAuthGraph.numbers(set);
  }

  /** Walks on from the end of a path in every way, and keeps those that end in a conflict. */
  private static void walk(
      RandomAuthGraph graph, List<Integer> path, Set<Integer> conflicted, Set<Integer> onPaths) {
    int last = path.get(path.size() - 1);
    if (conflicted.contains(last)) {
      onPaths.addAll(path);
    }
    for (int cited : graph.event(last).auth()) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(cited);
      walk(graph, longer, conflicted, onPaths);
    }
  }

  @Property(tries = 600)
  void subgraphIsWhatLiesOnAWayFromOneConflictedEventToAnother(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int size) {
    RandomAuthGraph graph = new RandomAuthGraph(new Random(seed), size, "12");
    Set<Integer> conflicted = graph.some(5);
    Set<Integer> onPaths = new TreeSet<>();
    conflicted.forEach(event -> walk(graph, List.of(event), conflicted, onPaths));
    onPaths.removeIf(event -> !graph.isState(event));
    assertEquals(onPaths, found(graph, conflicted), () -> conflicted + "\n" + graph);
  }
}
