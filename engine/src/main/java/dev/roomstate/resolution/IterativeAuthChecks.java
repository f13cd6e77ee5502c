package dev.roomstate.resolution;

import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthRules;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.auth.AuthState;
import dev.roomstate.auth.Subject;
import dev.roomstate.auth.Verdict;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.List;

/**
 * "The iterative auth checks algorithm takes as input an initial room state and a sorted list of
 * state events, and constructs a new room state by iterating through the event list and applying
 * the state event to the room state if the state event is allowed by the authorisation rules."
 */
final class IterativeAuthChecks {
  /** What the check of an event counts for: as long as so many other steps, about. */
  private static final int STEPS_OF_CHECK = 4;

  private final EventGraph graph;
  private final RoomVersionRules rules;
  private final AuthRules authRules;
  private final ResolutionTrace trace;
  private final Effort effort;
  private final IntSet changedKeys = new IntSet();

  IterativeAuthChecks(
      EventGraph graph,
      RoomVersionRules rules,
      AuthRules authRules,
      ResolutionTrace trace,
      Effort effort) {
    this.effort = effort;
    this.graph = graph;
    this.rules = rules;
    this.authRules = authRules;
    this.trace = trace;
  }

  /** The state that applying the events to the state makes. */
  StateMap apply(StateMap initial, List<GraphEvent> events, ResolutionTrace.Phase phase) {
    StateMap state = initial;
    for (GraphEvent event : events) {
      Verdict verdict = check(event, state, true);
      trace.checked(phase, event, verdict);
      // "If the state event is not allowed by the authorisation rules, then the event is ignored."
      if (verdict.isAllowed()) {
        state = state.with(event.key(), event.number());
        changedKeys.add(event.key());
      }
    }
    return state;
  }

  /** The keys that were set so far. */
  IntSet changedKeys() {
    return changedKeys;
  }

  /** What the rules say of an event against a state, with or without its own auth events. */
  Verdict check(GraphEvent event, StateMap state, boolean fallBackToAuthEvents) {
    effort.add(STEPS_OF_CHECK);
    EventFacts facts = event.facts();
    AuthEventsSelection selection = AuthEventsSelection.of(facts, rules);
    AuthState authState =
        AuthState.of(slot -> find(slot, selection, event, facts, state, fallBackToAuthEvents));
    return authRules.check(
        new Subject(facts, event.onlyPrevEvent(), event.authorisingServerSigned()), authState);
  }

  private Option<EventFacts> find(
      AuthSlot slot,
      AuthEventsSelection selection,
      GraphEvent event,
      EventFacts facts,
      StateMap state,
      boolean fallBackToAuthEvents) {
    Option<StateKey> selected = selection.key(slot);
    if (selected.isEmpty()) {
      return Option.none();
    }
    // The room id implies the create event (v12 on).
    if (slot == AuthSlot.CREATE && rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)) {
      return graph.get(facts.roomId().createEventId()).flatMap(GraphEvent::createFacts);
    }
    int key = graph.keys().number(selected.get());
    if (key == StateMap.ABSENT) {
      return Option.none();
    }
    int found = state.get(key);
    // "If a (event_type, state_key) key that is required for checking the authorisation rules is
    // not present in the state, then the appropriate state event from the event's auth_events is
    // used if the auth event is not rejected."
    if (found == StateMap.ABSENT && fallBackToAuthEvents) {
      found = AuthEventsOf.find(graph, event, key);
      if (found != StateMap.ABSENT && graph.event(found).isRejected()) {
        found = StateMap.ABSENT;
      }
    }
    return found == StateMap.ABSENT ? Option.none() : graph.event(found).stateFacts();
  }
}
