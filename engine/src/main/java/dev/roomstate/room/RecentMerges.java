package dev.roomstate.room;

import dev.roomstate.state.StateMap;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What several states were resolved to, the last few times: many events merge the same forks.
 * Immutable.
 */
public final class RecentMerges {
  /** None. */
  public static final RecentMerges NONE = new RecentMerges(List.empty());

  /** How many are remembered. */
  public static final int REMEMBERED_MAX = 16;

  private final List<Merge> merges;

  private RecentMerges(List<Merge> merges) {
    this.merges = merges;
  }

  private record Merge(Set<Object> versions, StateMap resolved) {}

  /** What these states were resolved to, in whatever order, if that is remembered. */
  public Option<StateMap> resolved(Iterable<StateMap> states) {
    Set<Object> versions = versions(states);
    return merges.find(merge -> merge.versions.equals(versions)).map(Merge::resolved);
  }

  /** These, and what states were resolved to last. */
  public RecentMerges with(Iterable<StateMap> states, StateMap resolved) {
    Merge merge = new Merge(versions(states), resolved);
    return new RecentMerges(
        merges
            .filter(other -> !other.versions.equals(merge.versions))
            .take(REMEMBERED_MAX - 1)
            .prepend(merge));
  }

  private static Set<Object> versions(Iterable<StateMap> states) {
    Set<Object> versions = Collections.newSetFromMap(new IdentityHashMap<>());
    states.forEach(state -> versions.add(state.version()));
    return versions;
  }
}
