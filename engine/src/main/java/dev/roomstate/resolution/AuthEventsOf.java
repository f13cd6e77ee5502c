package dev.roomstate.resolution;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;

/** Looks into the auth events of an event. */
final class AuthEventsOf {
  private AuthEventsOf() {}

  /** The number of the auth event that is the state of this key, or {@link StateMap#ABSENT}. */
  static int find(EventGraph graph, GraphEvent event, int key) {
    for (int i = 0; i < event.authEventCount(); i++) {
      int cited = event.authEvent(i);
      if (graph.event(cited).key() == key) {
        return cited;
      }
    }
    return StateMap.ABSENT;
  }

  /** The power levels event among the auth events, or {@link StateMap#ABSENT}. */
  static int powerLevels(EventGraph graph, GraphEvent event) {
    return find(graph, event, StateKeys.POWER_LEVELS);
  }
}
