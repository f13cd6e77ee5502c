package dev.roomstate.resolution;

import dev.roomstate.auth.AuthRules;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.StateResolution;
import java.util.ArrayList;
import java.util.List;

/** State resolution 2 (MSC1442) and 2.1 (MSC4297), by the numbered steps of the specification. */
final class StateResolutionV2 {
  private final RoomVersionRules rules;
  private final AuthRules authRules;
  private final StateResolutionReading reading;

  StateResolutionV2(RoomVersionRules rules, AuthRules authRules, StateResolutionReading reading) {
    this.rules = rules;
    this.authRules = authRules;
    this.reading = reading;
  }

  StateMap resolve(EventGraph graph, List<StateMap> states, ResolutionTrace trace, Effort effort) {
    ConflictedState conflict = ConflictedState.of(states, effort);
    if (conflict.keys().length == 0) {
      return states.get(0);
    }
    StateMap unconflicted = conflict.unconflicted();
    IntSet fullConflicted =
        FullConflictedSet.of(graph, conflict, rules.resolution(), reading, effort);
    IterativeAuthChecks checks = new IterativeAuthChecks(graph, rules, authRules, trace, effort);

    // 1. "Select the set X of all power events …. Sort X into a list using the reverse topological
    // power ordering."
    IntSet powerEvents = PowerEvents.select(graph, fullConflicted, reading);
    List<GraphEvent> sortedPowerEvents = new PowerOrdering(graph, rules, reading).sort(powerEvents);

    // 2. "Apply the iterative auth checks algorithm, starting from the unconflicted state map"
    // (v2.1: "starting from an empty state map"), "… to get a partially resolved state."
    StateMap initial = rules.resolution() == StateResolution.V2_1 ? StateMap.EMPTY : unconflicted;
    StateMap partial = checks.apply(initial, sortedPowerEvents, ResolutionTrace.Phase.POWER_EVENTS);

    // 3. "Take all remaining events that weren't picked in step 1 and order them by the mainline
    // ordering based on the power level in the partially resolved state"
    List<GraphEvent> remaining = new ArrayList<>();
    for (int number : fullConflicted.sorted()) {
      if (!powerEvents.contains(number) && graph.event(number).isState()) {
        remaining.add(graph.event(number));
      }
    }
    List<GraphEvent> sortedRemaining =
        new MainlineOrdering(graph, partial.get(StateKeys.POWER_LEVELS), effort).sort(remaining);

    // 4. "Apply the iterative auth checks algorithm on the partial resolved state and the list of
    // events from the previous step."
    StateMap resolved = checks.apply(partial, sortedRemaining, ResolutionTrace.Phase.MAINLINE);

    // 5. "Update the result by replacing any event with the event with the same key from the
    // unconflicted state map, if such an event exists"
    StateMap result = unconflicted;
    for (int key : checks.changedKeys().sorted()) {
      if (unconflicted.get(key) == StateMap.ABSENT) {
        result = result.with(key, resolved.get(key));
      }
    }
    return result;
  }
}
