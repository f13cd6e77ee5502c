package dev.roomstate.resolution;

import dev.roomstate.state.StateMap;
import java.util.List;

/**
 * The conflicted state set and the unconflicted state map of several states: "If a given key K is
 * present in every Sᵢ with the same value V in each state map, then the pair (K, V) belongs to the
 * unconflicted state map. Otherwise, V belongs to the conflicted state set." Costs what differs.
 */
final class ConflictedState {
  /** A bit for each state and conflicted key is set, so many at a step; by its logarithm. */
  private static final int STATES_BY_STEP = 9;

  private final List<StateMap> states;
  private final int[] keys;
  private final IntSet events;

  private ConflictedState(List<StateMap> states, int[] keys, IntSet events) {
    this.states = states;
    this.keys = keys;
    this.events = events;
  }

  static ConflictedState of(List<StateMap> states, Effort effort) {
    StateMap first = states.get(0);
    IntSet keys = new IntSet();
    IntSet events = new IntSet();
    effort.add(states.size());
    for (StateMap other : states) {
      first.difference(
          other,
          (key, a, b) -> {
            effort.add(1);
            keys.add(key);
            if (a != StateMap.ABSENT) {
              events.add(a);
            }
            if (b != StateMap.ABSENT) {
              events.add(b);
            }
          });
    }
    return new ConflictedState(states, keys.sorted(), events);
  }

  /** The states. */
  List<StateMap> states() {
    return states;
  }

  /** The keys in conflict, ascending. */
  int[] keys() {
    return keys;
  }

  /** The conflicted state set. */
  IntSet events() {
    return events;
  }

  /** Which of the states have which event of the conflicted state set. */
  StatesOf holders(Effort effort) {
    StateMap first = states.get(0);
    effort.add((long) keys.length * (states.size() >> STATES_BY_STEP));
    StatesOf holders = new StatesOf(states.size());
    for (int key : keys) {
      int event = first.get(key);
      if (event != StateMap.ABSENT) {
        holders.addEvery(event);
      }
    }
    for (int i = 1; i < states.size(); i++) {
      int state = i;
      first.difference(
          states.get(i),
          (key, a, b) -> {
            if (a != StateMap.ABSENT) {
              holders.remove(a, state);
            }
            if (b != StateMap.ABSENT) {
              holders.add(b, state);
            }
          });
    }
    return holders;
  }

  /** Whether all the states have this event: whether it is in the unconflicted state map. */
  boolean isUnconflicted(int key, int event) {
    return key != StateMap.ABSENT && states.get(0).get(key) == event && !events.contains(event);
  }

  /** The unconflicted state map; made by taking the conflicted keys out of the first state. */
  StateMap unconflicted() {
    StateMap map = states.get(0);
    for (int key : keys) {
      map = map.without(key);
    }
    return map;
  }
}
