package dev.roomstate.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The mainline ordering beside its definition. */
class MainlineOrderingTest {
  private static final int INFINITE = Integer.MAX_VALUE;

  private static List<Integer> sorted(
      RandomAuthGraph graph, int powerLevels, List<Integer> events) {
    return new MainlineOrdering(graph.graph(), powerLevels, new Effort())
        .sort(events.stream().map(graph.graph()::event).toList()).stream()
            .map(event -> event.number())
            .toList();
  }

  /** The power levels event, that among its auth events, and so on. */
  private static List<Integer> lineOf(RandomAuthGraph graph, int powerLevels) {
    List<Integer> line = new ArrayList<>();
    for (int next = powerLevels; next != StateMap.ABSENT; next = graph.event(next).powerLevels()) {
      line.add(next);
    }
    return line;
  }

  private static int position(RandomAuthGraph graph, int event, List<Integer> mainline) {
    return lineOf(graph, graph.event(event).powerLevels()).stream()
        .filter(mainline::contains)
        .findFirst()
        .map(mainline::indexOf)
        .orElse(INFINITE);
  }

  @Property(tries = 500)
  void orderIsByMainlinePositionTimeAndId(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    RandomAuthGraph graph = new RandomAuthGraph(new Random(seed), size, "11");
    int powerLevels = graph.powerLevels();
    List<Integer> mainline = lineOf(graph, powerLevels);
    List<Integer> events = new ArrayList<>(graph.some(size));
    List<Integer> expected = new ArrayList<>(events);
    expected.sort(
        Comparator.comparing((Integer event) -> position(graph, event, mainline))
            .reversed()
            .thenComparing(event -> graph.event(event).time())
            .thenComparing(event -> graph.event(event).id()));
    assertEquals(expected, sorted(graph, powerLevels, events), () -> mainline + "\n" + graph);
  }

  /** Even before those that stand on the oldest power levels of the mainline. */
  @Property(tries = 500)
  void eventsWithoutPowerLevelsAncestorGoStrictlyFirst(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    RandomAuthGraph graph = new RandomAuthGraph(new Random(seed), size, "11");
    int powerLevels = graph.powerLevels();
    List<Integer> mainline = lineOf(graph, powerLevels);
    boolean onMainline = false;
    for (int event : sorted(graph, powerLevels, new ArrayList<>(graph.some(size)))) {
      boolean hasAncestor = graph.event(event).powerLevels() != StateMap.ABSENT;
      assertTrue(hasAncestor || !onMainline, () -> mainline + "\n" + graph);
      onMainline |= position(graph, event, mainline) < INFINITE;
    }
  }
}
