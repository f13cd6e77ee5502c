package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.auth.AuthState;
import dev.roomstate.auth.Subject;
import dev.roomstate.auth.Verdict;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.resolution.ResolutionTrace;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that a room received and did not drop, judged or not, and the questions about states
 * that are made of them whatever came of them.
 */
final class CaseEvents {
  private final String source;
  private final Room room;
  private final RoomReducer reducer;
  private final RoomVersionRules rules;
  private final Map<EventId, Arrived> byId = new HashMap<>();
  private final Map<EventId, Arrived> waiting = new LinkedHashMap<>();

  /** An event after checks 1 to 3. */
  private record Arrived(Pdu pdu, boolean authorisingServerSigned) {}

  /**
   * The events of a room.
   *
   * @param source what the room was read from, for messages
   * @param room the room after them
   * @param reducer what judges its events
   * @param judged those that were judged, in order
   * @param waiting those that wait, oldest receipt first
   */
  CaseEvents(
      String source,
      Room room,
      RoomReducer reducer,
      List<JudgedEvent> judged,
      List<RoomWriter.Waiting> waiting) {
    this.source = source;
    this.room = room;
    this.reducer = reducer;
    this.rules = room.version().rules();
    for (JudgedEvent event : judged) {
      Arrived arrived = new Arrived(event.pdu(), event.authorisingServerSigned());
      if (event.outlier()) {
        byId.putIfAbsent(event.pdu().id(), arrived);
      } else {
        byId.put(event.pdu().id(), arrived);
      }
    }
    for (RoomWriter.Waiting event : waiting) {
      VerifiedPdu verified = event.event();
      Arrived arrived = new Arrived(verified.pdu(), verified.authorisingServerSigned());
      if (byId.putIfAbsent(verified.pdu().id(), arrived) == null) {
        this.waiting.put(verified.pdu().id(), arrived);
      }
    }
  }

  /** The room version. */
  RoomVersion version() {
    return room.version();
  }

  /** Refuses an id that no event has. */
  void requireKnown(EventId id) throws Malformed {
    if (!byId.containsKey(id)) {
      throw Malformed.at(id.value(), "is no event of the " + source + " that was not dropped");
    }
  }

  /** Refuses a state with an id that no event has. */
  void requireState(List<EventId> ids) throws Malformed {
    for (EventId id : ids) {
      requireKnown(id);
    }
    requireOnePerKey(ids);
  }

  /** Refuses a state with an event that is no state event, or two of one key. */
  void requireOnePerKey(List<EventId> ids) throws Malformed {
    Map<StateKey, EventId> seen = new HashMap<>();
    for (EventId id : ids) {
      Arrived event = byId.get(id);
      if (event == null) {
        continue;
      }
      if (!event.pdu().facts().isState()) {
        throw Malformed.at(id.value(), "is no state event, and stands in a state");
      }
      StateKey key = event.pdu().facts().key().get();
      EventId other = seen.put(key, id);
      if (other != null) {
        throw new Malformed(
            other.equals(id)
                ? "`" + id + "` stands twice in one state"
                : "`" + other + "` and `" + id + "` have the same key `" + key + "` in one state");
      }
    }
  }

  /** What the state-dependent rules say of an event against exactly this state. */
  Verdict check(EventId id, List<EventId> state) {
    Arrived event = byId.get(id);
    EventFacts facts = event.pdu().facts();
    Map<StateKey, EventFacts> byKey = new HashMap<>();
    for (EventId stateId : state) {
      EventFacts stateEvent = byId.get(stateId).pdu().facts();
      byKey.put(stateEvent.key().get(), stateEvent);
    }
    Option<EventFacts> implied =
        rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)
            ? create(facts.roomId().createEventId())
            : Option.none();
    AuthEventsSelection selection = AuthEventsSelection.of(facts, rules);
    AuthState authState =
        AuthState.of(
            slot ->
                slot == AuthSlot.CREATE && implied.isDefined()
                    ? implied
                    : selection.key(slot).flatMap(key -> Option.of(byKey.get(key))));
    return reducer
        .checks()
        .authRules()
        .check(
            new Subject(facts, event.pdu().onlyPrevEvent(), event.authorisingServerSigned()),
            authState);
  }

  private Option<EventFacts> create(EventId id) {
    return Option.of(byId.get(id))
        .map(event -> event.pdu().facts())
        .filter(facts -> facts.isState() && facts.is(EventTypes.CREATE));
  }

  /** The resolution of these states, each of which must be one, and what it was made of. */
  Resolution resolve(List<List<EventId>> sets, ResolutionTrace trace) {
    EventGraph graph = withWaiting();
    List<StateMap> states = new ArrayList<>();
    for (List<EventId> set : sets) {
      StateMap state = StateMap.EMPTY;
      for (EventId id : set) {
        int event = graph.number(id);
        state = state.with(graph.event(event).key(), event);
      }
      states.add(state);
    }
    StateMap resolved = reducer.resolver().resolve(graph, states, trace);
    return new Resolution(graph, states, new StateView(graph, resolved));
  }

  /**
   * A resolution.
   *
   * @param graph the graph with all events, those that wait included
   * @param states what was resolved
   * @param resolved what came of it
   */
  record Resolution(EventGraph graph, List<StateMap> states, StateView resolved) {}

  /**
   * The room's graph and the events that wait, each behind those of its auth events that wait.
   * Where they cite each other in a ring, the citation that closes it, in order of receipt, counts
   * for nothing.
   */
  private EventGraph withWaiting() {
    EventGraph graph = room.graph();
    Set<EventId> placed = new HashSet<>();
    Set<EventId> begun = new HashSet<>();
    for (EventId first : waiting.keySet()) {
      Deque<EventId> path = new ArrayDeque<>();
      path.push(first);
      while (!path.isEmpty()) {
        EventId id = path.peek();
        if (begun.add(id)) {
          for (EventId cited : waiting.get(id).pdu().authEvents()) {
            if (waiting.containsKey(cited) && !begun.contains(cited)) {
              path.push(cited);
            }
          }
        } else {
          path.pop();
          if (placed.add(id)) {
            Arrived event = waiting.get(id);
            graph =
                graph.withOutlier(event.pdu(), Outcome.ACCEPTED, event.authorisingServerSigned());
          }
        }
      }
    }
    return graph;
  }

  /** The state after an event; none where it has no states. */
  Option<StateView> stateAfter(EventId id) {
    EventGraph graph = room.graph();
    return graph
        .get(id)
        .flatMap(event -> event.stateAfter())
        .map(state -> new StateView(graph, state));
  }
}
