package dev.roomstate.room;

import dev.roomstate.state.StateMap;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What several states were resolved to. A room remembers the last one, since many events merge the
 * same forks. Immutable.
 */
public final class MergedState {
  /** Of no states. */
  public static final MergedState NONE = new MergedState(List.of(), StateMap.EMPTY);

  private final Set<Object> versions;
  private final StateMap state;

  /** These states, and what they were resolved to. */
  public MergedState(List<StateMap> states, StateMap state) {
    this.versions = versions(states);
    this.state = state;
  }

  private static Set<Object> versions(List<StateMap> states) {
    Set<Object> versions = Collections.newSetFromMap(new IdentityHashMap<>());
    states.forEach(state -> versions.add(state.version()));
    return versions;
  }

  /** Whether it is these that were resolved, in whatever order. */
  public boolean isOf(List<StateMap> states) {
    return versions.equals(versions(states));
  }

  /** What they were resolved to. */
  public StateMap state() {
    return state;
  }
}
