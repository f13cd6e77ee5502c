package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "The mainline ordering based on P of a set of events". */
final class MainlineOrdering {
  /** "a sentinel value greater than any integer". */
  private static final int INFINITE = Integer.MAX_VALUE;

  private final AuthChains chains;

  /** "The mainline of P_0 is the list of events [P_0, P_1, ..., P_n]": each with its index. */
  private final Map<String, Integer> mainline = new HashMap<>();

  /**
   * Follows the mainline of the power levels event.
   *
   * @param powerLevels the id of P; where there is none, every position is infinite
   */
  MainlineOrdering(AuthChains chains, Option<String> powerLevels) {
    this.chains = chains;
    // "repeatedly fetch P_i+1, the `m.room.power_levels` event in the `auth_events` of P_i."
    Option<String> p = powerLevels;
    while (p.isDefined() && !mainline.containsKey(p.get())) {
      mainline.put(p.get(), mainline.size());
      p = powerLevelsCitedBy(p.get());
    }
  }

  private record Placed(String id, int position, long originServerTs) {
    /**
     * "x < y if 1. the mainline position of x is greater than the mainline position of y; or 2.
     * [...] x's `origin_server_ts` is less than y's `origin_server_ts`; or 3. [...] x's `event_id`
     * is less than y's `event_id`."
     */
    static final Comparator<Placed> ORDER =
        Comparator.comparingInt(Placed::position)
            .reversed()
            .thenComparingLong(Placed::originServerTs)
            .thenComparing(Placed::id, CodePoints.ORDER);
  }

  List<String> sort(RoomEvents events, Collection<String> ids) {
    List<Placed> placed = new ArrayList<>();
    for (String id : ids) {
      placed.add(new Placed(id, position(id), events.find(id).get().originServerTs()));
    }
    placed.sort(Placed.ORDER);
    return placed.stream().map(Placed::id).toList();
  }

  /**
   * "Find the smallest index j >= 1 for which e_j belongs to the mainline of P. If such a j exists,
   * then e_j = P_i for some unique index i >= 0. Otherwise set i = infinity. In both cases, the
   * mainline position of e is i."
   */
  private int position(String id) {
    Set<String> seen = new HashSet<>();
    Option<String> e = powerLevelsCitedBy(id);
    while (e.isDefined() && seen.add(e.get())) {
      if (mainline.containsKey(e.get())) {
        return mainline.get(e.get());
      }
      e = powerLevelsCitedBy(e.get());
    }
    return INFINITE;
  }

  private Option<String> powerLevelsCitedBy(String id) {
    return chains.authEvent(id, StateKey.POWER_LEVELS).map(Event::id);
  }
}
