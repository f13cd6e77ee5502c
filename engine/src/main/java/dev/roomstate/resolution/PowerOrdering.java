package dev.roomstate.resolution;

import dev.roomstate.auth.PowerLevels;
import dev.roomstate.content.PowerLevel;
import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * "The reverse topological power ordering of a set of events is the lexicographically smallest
 * topological ordering based on the DAG formed by auth events", found by Kahn's algorithm from the
 * earliest events.
 */
final class PowerOrdering {
  private final EventGraph graph;
  private final RoomVersionRules rules;
  private final StateResolutionReading reading;

  PowerOrdering(EventGraph graph, RoomVersionRules rules, StateResolutionReading reading) {
    this.graph = graph;
    this.rules = rules;
    this.reading = reading;
  }

  /** The events in their order. */
  List<GraphEvent> sort(IntSet events) {
    Map<Integer, Vertex> vertices = new HashMap<>();
    for (int number : events.sorted()) {
      GraphEvent event = graph.event(number);
      Vertex vertex = new Vertex(event, senderLevel(event));
      for (int ancestor : ancestors(event, events)) {
        vertex.waitFor(vertices.get(ancestor));
      }
      vertices.put(number, vertex);
    }
    PriorityQueue<Vertex> ready = new PriorityQueue<>();
    for (Vertex vertex : vertices.values()) {
      if (vertex.isReady()) {
        ready.add(vertex);
      }
    }
    List<GraphEvent> sorted = new ArrayList<>(events.size());
    while (!ready.isEmpty()) {
      Vertex next = ready.remove();
      sorted.add(next.event());
      ready.addAll(next.releaseSuccessors());
    }
    return sorted;
  }

  /** Those of the events that must come before this one. */
  private int[] ancestors(GraphEvent event, IntSet events) {
    IntList found = new IntList();
    IntSet walked = new IntSet();
    IntList open = new IntList();
    open.add(event.number());
    int oldest = reading == StateResolutionReading.LETTER ? events.sorted()[0] : 0;
    while (!open.isEmpty()) {
      GraphEvent next = graph.event(open.removeLast());
      for (int i = 0; i < next.authEventCount(); i++) {
        int cited = next.authEvent(i);
        if (!walked.add(cited)) {
          continue;
        }
        if (events.contains(cited)) {
          found.add(cited);
        } else if (reading == StateResolutionReading.LETTER && cited > oldest) {
          open.add(cited);
        }
      }
    }
    return found.toArray();
  }

  /**
   * The level of an event's sender by the event's own auth events. Where they hold no power levels
   * a creator has 100 (v12 on: always infinite); what cannot be read counts as 0.
   */
  private PowerLevel senderLevel(GraphEvent event) {
    EventFacts facts = event.facts();
    Option<EventFacts> create = createEvent(event, facts);
    Option<EventFacts> powerLevels = facts(AuthEventsOf.powerLevels(graph, event));
    PowerLevel level = PowerLevels.of(rules, create, powerLevels).ofUser(facts.sender().value());
    return level.isReadable() ? level : PowerLevel.of(0);
  }

  private Option<EventFacts> createEvent(GraphEvent event, EventFacts facts) {
    return rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)
        ? graph.get(facts.roomId().createEventId()).flatMap(GraphEvent::createFacts)
        : facts(AuthEventsOf.find(graph, event, StateKeys.CREATE));
  }

  private Option<EventFacts> facts(int number) {
    return number == StateMap.ABSENT ? Option.none() : graph.event(number).stateFacts();
  }
}
