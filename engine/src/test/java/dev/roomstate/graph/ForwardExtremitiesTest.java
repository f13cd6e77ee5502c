package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandEvent;
import dev.roomstate.HandRoom;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Forward extremities beside a slow recomputation from their definition: the accepted events that
 * no accepted event names in {@code prev_events}, directly or through rejected and soft-failed
 * ones.
 */
class ForwardExtremitiesTest {
  /** An event of a random graph. */
  private record Vertex(String id, List<String> prev, Outcome outcome) {}

  private static Set<String> byDefinition(List<Vertex> judged) {
    Map<String, Vertex> byId = new HashMap<>();
    judged.forEach(vertex -> byId.put(vertex.id, vertex));
    Set<String> named = new HashSet<>();
    for (Vertex vertex : judged) {
      if (vertex.outcome == Outcome.ACCEPTED) {
        name(vertex, byId, named);
      }
    }
    Set<String> tips = new TreeSet<>();
    for (Vertex vertex : judged) {
      if (vertex.outcome == Outcome.ACCEPTED && !named.contains(vertex.id)) {
        tips.add(vertex.id);
      }
    }
    return tips;
  }

  private static void name(Vertex vertex, Map<String, Vertex> byId, Set<String> named) {
    for (String id : vertex.prev) {
      boolean isNew = named.add(id);
      Vertex prev = byId.get(id);
      if (isNew && prev != null && prev.outcome != Outcome.ACCEPTED) {
        name(prev, byId, named);
      }
    }
  }

  private static EventGraph with(EventGraph graph, Vertex vertex, boolean outlier) {
    HandEvent event =
        HandEvent.message(vertex.id, HandRoom.ALICE).after(vertex.prev.toArray(String[]::new));
    RoomVersionRules rules = HandRoom.version("11").rules();
    Pdu pdu =
        EventFormat.parse(
                event.json(HandRoom.ID, false), rules, Option.some(new EventId(vertex.id)))
            .get();
    return outlier
        ? graph.withOutlier(pdu, vertex.outcome, true)
        : graph.with(pdu, vertex.outcome, true, StateMap.EMPTY);
  }

  private static Set<String> tips(EventGraph graph) {
    Set<String> ids = new TreeSet<>();
    graph.forwardExtremities().forEach(number -> ids.add(graph.event(number).id().value()));
    return ids;
  }

  private static List<Vertex> randomGraph(Random random, int size) {
    List<Vertex> vertices = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Set<String> prev = new LinkedHashSet<>();
      for (int n = random.nextInt(4); n > 0 && i > 0; n--) {
        prev.add("$" + Math.max(0, i - 1 - random.nextInt(6)));
      }
      if (random.nextInt(10) == 0) {
        prev.add("$never" + random.nextInt(3));
      }
      Outcome outcome =
          random.nextInt(2) == 0
              ? Outcome.ACCEPTED
              : Outcome.values()[random.nextInt(Outcome.values().length)];
      vertices.add(new Vertex("$" + i, List.copyOf(prev), outcome));
    }
    return vertices;
  }

  @Property(tries = 400)
  void extremitiesAreThoseOfTheDefinitionAfterEveryEvent(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Random random = new Random(seed);
    List<Vertex> vertices = randomGraph(random, size);
    // Parents may come late, where an event was given its state; the law does not mind how late.
    for (int swaps = random.nextInt(size + 1); swaps > 0; swaps--) {
      Collections.swap(vertices, random.nextInt(size), random.nextInt(size));
    }
    EventGraph graph = EventGraph.empty(seed);
    List<Vertex> judged = new ArrayList<>();
    for (Vertex vertex : vertices) {
      if (random.nextInt(6) == 0) {
        // First without its history: as if it had not come.
        graph = with(graph, vertex, true);
        assertEquals(byDefinition(judged), tips(graph));
      }
      graph = with(graph, vertex, false);
      judged.add(vertex);
      assertEquals(byDefinition(judged), tips(graph));
    }
  }

  @Test
  void rejectedEventIsSeenThrough() {
    EventGraph graph = EventGraph.empty(1);
    graph = with(graph, new Vertex("$a", List.of(), Outcome.ACCEPTED), false);
    graph = with(graph, new Vertex("$r", List.of("$a"), Outcome.REJECTED), false);
    assertEquals(Set.of("$a"), tips(graph));
    graph = with(graph, new Vertex("$s", List.of("$r"), Outcome.SOFT_FAILED), false);
    assertEquals(Set.of("$a"), tips(graph));
    graph = with(graph, new Vertex("$b", List.of("$s"), Outcome.ACCEPTED), false);
    assertEquals(Set.of("$b"), tips(graph));
  }

  @Test
  void longChainOfRejectedEventsIsSeenThroughOnce() {
    int length = 20_000;
    EventGraph graph = EventGraph.empty(1);
    graph = with(graph, new Vertex("$0", List.of(), Outcome.ACCEPTED), false);
    for (int i = 1; i < length; i++) {
      graph = with(graph, new Vertex("$" + i, List.of("$" + (i - 1)), Outcome.REJECTED), false);
    }
    assertEquals(Set.of("$0"), tips(graph));
    for (int i = 0; i < 200; i++) {
      String tip = "$" + (length - 1);
      graph = with(graph, new Vertex("$tip" + i, List.of(tip), Outcome.ACCEPTED), false);
      assertEquals(i + 1, graph.forwardExtremities().size());
    }
  }

  @Test
  void graphKnowsWhatIsJudgedAndWhatIsNot() {
    EventGraph graph =
        with(EventGraph.empty(1), new Vertex("$a", List.of("$x"), Outcome.ACCEPTED), false);
    assertEquals(0, graph.number(new EventId("$a")));
    assertTrue(graph.number(new EventId("$x")) < 0);
    assertTrue(graph.get(new EventId("$x")).isEmpty());
    assertEquals(0, graph.event(0).prevEventCount());
  }
}
