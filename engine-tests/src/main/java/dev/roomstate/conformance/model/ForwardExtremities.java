package dev.roomstate.conformance.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The accepted events that no accepted event names in its {@code prev_events}, directly or through
 * rejected or soft-failed ones.
 */
final class ForwardExtremities {
  private final Arrivals arrivals;
  private final Set<String> extremities = new LinkedHashSet<>();
  private final Set<String> named = new HashSet<>();

  ForwardExtremities(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  /** Takes note of an event that was judged just now. */
  void judged(Arrival arrival) {
    String id = arrival.event().id();
    if (arrival.isAccepted()) {
      if (!arrival.outlier()) {
        extremities.add(id);
        name(arrival.event().prevEvents());
      }
    } else if (named.contains(id)) {
      name(arrival.event().prevEvents());
    }
    extremities.removeAll(named);
  }

  private void name(List<String> ids) {
    Deque<String> open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      String id = open.pop();
      if (named.add(id)) {
        for (Arrival seenThrough : arrivals.arrival(id)) {
          if (seenThrough.isJudged() && !seenThrough.isAccepted()) {
            open.addAll(seenThrough.event().prevEvents());
          }
        }
      }
    }
  }

  boolean isEmpty() {
    return extremities.isEmpty();
  }

  List<String> ids() {
    return List.copyOf(extremities);
  }
}
