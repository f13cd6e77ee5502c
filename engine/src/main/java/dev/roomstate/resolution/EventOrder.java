package dev.roomstate.resolution;

import dev.roomstate.graph.GraphEvent;
import java.util.Comparator;

/** The tie-breaks that both orderings share. */
final class EventOrder {
  /** By {@code origin_server_ts}, then by event id, both ascending. */
  static final Comparator<GraphEvent> BY_TIME_AND_ID =
      (x, y) -> {
        int byTime = Long.compare(x.facts().originServerTs(), y.facts().originServerTs());
        return byTime != 0 ? byTime : x.id().compareTo(y.id());
      };

  private EventOrder() {}
}
