package dev.roomstate.room;

import dev.roomstate.state.StateMap;
import java.util.Arrays;

/**
 * How one state of a room becomes another: keys and the events that they get, in the numbers of
 * that room. Numbers follow from the order of the log alone, so changes can be logged. Immutable.
 */
public final class StateChanges {
  /** No change. */
  public static final StateChanges NONE = new StateChanges(new int[0]);

  /** Pairs of a key and its event, {@link StateMap#ABSENT} where the key goes. */
  private final int[] pairs;

  private StateChanges(int[] pairs) {
    this.pairs = pairs;
  }

  /** The changes from one state to another; costs what differs. */
  public static StateChanges between(StateMap from, StateMap to) {
    if (from.isSameVersion(to)) {
      return NONE;
    }
    CollectedPairs collected = new CollectedPairs();
    from.difference(to, (key, before, after) -> collected.add(key, after));
    int[] pairs = collected.pairs();
    return pairs.length == 0 ? NONE : new StateChanges(pairs);
  }

  /** The changes with these pairs of key and event, ascending by key. */
  public static StateChanges of(int[] pairs) {
    return pairs.length == 0 ? NONE : new StateChanges(pairs.clone());
  }

  /** How many keys change. */
  public int size() {
    return pairs.length / 2;
  }

  /** The number of the key that changes, by index from 0. */
  public int key(int index) {
    return pairs[index * 2];
  }

  /** The number of the event that the key gets, or {@link StateMap#ABSENT}. */
  public int event(int index) {
    return pairs[index * 2 + 1];
  }

  /** The state that the changes make of one. */
  public StateMap applyTo(StateMap state) {
    StateMap changed = state;
    for (int i = 0; i < size(); i++) {
      changed =
          event(i) == StateMap.ABSENT ? changed.without(key(i)) : changed.with(key(i), event(i));
    }
    return changed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateChanges that && Arrays.equals(pairs, that.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  @Override
  public String toString() {
    return Arrays.toString(pairs);
  }
}
