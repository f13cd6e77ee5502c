package dev.roomstate.graph;

import dev.roomstate.state.StateMap;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;

/**
 * The states after the forward extremities, each version of a state once. Immutable.
 *
 * @param counted by version, how many of the extremities have it
 * @param distinct the states by number, oldest first; one and the same object as long as no version
 *     comes or goes
 */
record ExtremityStates(Map<Object, Counted> counted, SortedMap<Integer, StateMap> distinct) {
  static final ExtremityStates NONE = new ExtremityStates(HashMap.empty(), TreeMap.empty());

  /**
   * A version.
   *
   * @param number the number of the event that brought it among the extremities
   * @param times how many of them have it
   */
  record Counted(int number, int times) {}

  /** These states, and that after one more extremity. */
  ExtremityStates with(int number, StateMap after) {
    Counted known = counted.getOrElse(after.version(), null);
    return known == null
        ? new ExtremityStates(
            counted.put(after.version(), new Counted(number, 1)), distinct.put(number, after))
        : new ExtremityStates(
            counted.put(after.version(), new Counted(known.number(), known.times() + 1)), distinct);
  }

  /** These states without that after an extremity that is one no longer. */
  ExtremityStates without(StateMap after) {
    Counted known = counted.get(after.version()).get();
    return known.times() == 1
        ? new ExtremityStates(counted.remove(after.version()), distinct.remove(known.number()))
        : new ExtremityStates(
            counted.put(after.version(), new Counted(known.number(), known.times() - 1)), distinct);
  }
}
