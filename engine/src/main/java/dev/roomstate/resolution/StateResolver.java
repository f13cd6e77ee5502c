package dev.roomstate.resolution;

import dev.roomstate.auth.AuthRules;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.StateResolution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * State resolution as the room version has it. The result does not depend on the order of the
 * states. Total and thread-safe.
 */
public final class StateResolver {
  private final RoomVersionRules rules;
  private final StateResolutionV1 first;
  private final StateResolutionV2 second;

  /** The resolver of a room version, in the reading of the servers that federate. */
  public StateResolver(RoomVersionRules rules, AuthRules authRules) {
    this(rules, authRules, StateResolutionReading.NETWORK);
  }

  /** The resolver of a room version, in this reading. */
  public StateResolver(
      RoomVersionRules rules, AuthRules authRules, StateResolutionReading reading) {
    this.rules = rules;
    this.first = new StateResolutionV1(rules, authRules);
    this.second = new StateResolutionV2(rules, authRules, reading);
  }

  /** The resolution of these states of one room; of none, the empty state. */
  public StateMap resolve(EventGraph graph, List<StateMap> states) {
    return resolve(graph, states, ResolutionTrace.NONE);
  }

  /** The resolution of these states of one room, telling what it does. */
  public StateMap resolve(EventGraph graph, List<StateMap> states, ResolutionTrace trace) {
    return resolve(graph, states, trace, new Effort());
  }

  /** The resolution of these states of one room, and what it took. */
  public Resolution resolveCounting(EventGraph graph, List<StateMap> states) {
    Effort effort = new Effort();
    StateMap resolved = resolve(graph, states, ResolutionTrace.NONE, effort);
    return new Resolution(resolved, effort.steps());
  }

  private StateMap resolve(
      EventGraph graph, List<StateMap> states, ResolutionTrace trace, Effort effort) {
    List<StateMap> distinct = distinct(states);
    if (distinct.isEmpty()) {
      return StateMap.EMPTY;
    }
    if (distinct.size() == 1) {
      return distinct.get(0);
    }
    return rules.resolution() == StateResolution.V1
        ? first.resolve(graph, distinct, trace, effort)
        : second.resolve(graph, distinct, trace, effort);
  }

  /**
   * The states, each version once. The smallest comes first: the others are compared with it, which
   * so costs no more than their own size.
   */
  private static List<StateMap> distinct(List<StateMap> states) {
    if (states.size() < 2) {
      return states;
    }
    Set<Object> versions = Collections.newSetFromMap(new IdentityHashMap<>());
    List<StateMap> distinct = new ArrayList<>(states.size());
    int smallest = 0;
    for (StateMap state : states) {
      if (versions.add(state.version())) {
        distinct.add(state);
        smallest = state.size() < distinct.get(smallest).size() ? distinct.size() - 1 : smallest;
      }
    }
    Collections.swap(distinct, 0, smallest);
    return distinct;
  }
}
