package dev.roomstate.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The reverse topological power ordering beside its definition. */
class PowerOrderingTest {
  /** "x's sender has greater power level …; or … origin_server_ts …; or … event_id is less". */
  private static final Comparator<RandomAuthGraph.Written> LESS =
      Comparator.comparingLong(RandomAuthGraph.Written::senderLevel)
          .reversed()
          .thenComparingLong(RandomAuthGraph.Written::time)
          .thenComparing(RandomAuthGraph.Written::id);

  private static RandomAuthGraph graph(long seed, int size, boolean twelve) {
    return new RandomAuthGraph(new Random(seed), size, twelve ? "12" : "11");
  }

  private static List<Integer> sorted(
      RandomAuthGraph graph, Set<Integer> events, StateResolutionReading reading) {
    return new PowerOrdering(graph.graph(), graph.rules(), reading)
        .sort(RandomAuthGraph.set(events)).stream().map(event -> event.number()).toList();
  }

  /** Those that must come before an event. */
  private static Set<Integer> ancestors(
      RandomAuthGraph graph, int event, Set<Integer> events, StateResolutionReading reading) {
    boolean toTheLetter = reading == StateResolutionReading.LETTER;
    Set<Integer> ancestors =
        new TreeSet<>(toTheLetter ? graph.chain(event) : graph.event(event).auth());
    ancestors.retainAll(events);
    return ancestors;
  }

  /** The search for the smallest of all topological orders: it tries every one of them. */
  private record Search(
      RandomAuthGraph graph,
      Set<Integer> events,
      StateResolutionReading reading,
      List<Integer> best) {
    void extend(List<Integer> order) {
      if (order.size() == events.size() && (best.isEmpty() || isLess(order, best))) {
        best.clear();
        best.addAll(order);
      }
      for (int next : events) {
        if (!order.contains(next) && order.containsAll(ancestors(graph, next, events, reading))) {
          List<Integer> longer = new ArrayList<>(order);
          longer.add(next);
          extend(longer);
        }
      }
    }

    private boolean isLess(List<Integer> order, List<Integer> other) {
      for (int i = 0; i < order.size(); i++) {
        int compared = LESS.compare(graph.event(order.get(i)), graph.event(other.get(i)));
        if (compared != 0) {
          return compared < 0;
        }
      }
      return false;
    }
  }

  @Property(tries = 600)
  void orderIsTheSmallestOfAllTopologicalOrders(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int size,
      @ForAll boolean twelve,
      @ForAll StateResolutionReading reading) {
    RandomAuthGraph graph = graph(seed, size, twelve);
    Set<Integer> events = graph.some(6);
    Search search = new Search(graph, events, reading, new ArrayList<>());
    search.extend(List.of());
    assertEquals(search.best, sorted(graph, events, reading), graph::toString);
  }

  @Property(tries = 300)
  void eventsThatAreNoAncestorsOfEachOtherGoByLevelTimeAndId(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll boolean twelve,
      @ForAll StateResolutionReading reading) {
    RandomAuthGraph graph = graph(seed, size, twelve);
    Set<Integer> apart = new TreeSet<>();
    for (int event : graph.some(size)) {
      if (graph.chain(event).stream().noneMatch(apart::contains)) {
        apart.add(event);
      }
    }
    List<Integer> expected =
        apart.stream().map(graph::event).sorted(LESS).map(RandomAuthGraph.Written::number).toList();
    assertEquals(expected, sorted(graph, apart, reading), graph::toString);
  }

  /** Auth events outside the sorted set, and such as nobody has ever seen, hold nothing back. */
  @Property(tries = 300)
  void everyEventIsReturnedOnceAfterItsAncestors(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll boolean twelve,
      @ForAll StateResolutionReading reading) {
    RandomAuthGraph graph = graph(seed, size, twelve);
    Set<Integer> events = graph.some(size);
    List<Integer> sorted = sorted(graph, events, reading);
    assertEquals(new ArrayList<>(events), sorted.stream().sorted().toList(), graph::toString);
    for (int i = 0; i < sorted.size(); i++) {
      Set<Integer> ancestors = ancestors(graph, sorted.get(i), events, reading);
      assertTrue(sorted.subList(0, i).containsAll(ancestors), graph::toString);
    }
  }
}
