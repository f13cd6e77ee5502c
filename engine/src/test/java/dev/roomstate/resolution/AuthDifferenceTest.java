package dev.roomstate.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The auth difference beside its definition: "∪ Cᵢ − ∩ Cᵢ". */
class AuthDifferenceTest {
  private static Set<Integer> found(
      RandomAuthGraph graph, List<StateMap> states, StateResolutionReading reading) {
    IntSet difference = new IntSet();
    AuthDifference.addTo(
        difference, graph.graph(), ConflictedState.of(states, new Effort()), reading, new Effort());
    return RandomAuthGraph.numbers(difference);
  }

  private static Set<Integer> fullAuthChain(
      RandomAuthGraph graph, StateMap state, StateResolutionReading reading) {
    Set<Integer> chain = new TreeSet<>();
    state.forEach(
        (key, event) -> {
          chain.addAll(graph.chain(event));
          if (reading == StateResolutionReading.NETWORK) {
            chain.add(event);
          }
        });
    return chain;
  }

  @Property(tries = 1000)
  void differenceOfOneToFiveStatesIsTheUnionWithoutTheIntersection(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll StateResolutionReading reading) {
    RandomAuthGraph graph = new RandomAuthGraph(new Random(seed), size, "11");
    List<StateMap> states = graph.states(count);
    List<Set<Integer>> chains = new ArrayList<>();
    states.forEach(state -> chains.add(fullAuthChain(graph, state, reading)));
    Set<Integer> difference = new TreeSet<>();
    chains.forEach(difference::addAll);
    difference.removeIf(event -> !graph.isState(event));
    difference.removeIf(event -> chains.stream().allMatch(chain -> chain.contains(event)));
    assertEquals(difference, found(graph, states, reading), () -> states + "\n" + graph);
  }
}
