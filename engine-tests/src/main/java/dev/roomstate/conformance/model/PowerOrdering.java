package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * "The reverse topological power ordering of a set of events is the lexicographically smallest
 * topological ordering based on the DAG formed by auth events", from earliest event to latest.
 */
final class PowerOrdering {
  private final RoomVersion version;
  private final RoomEvents events;
  private final StateResolutionReading reading;
  private final Set<String> fullConflictedSet;
  private final AuthChains chains;

  PowerOrdering(
      RoomVersion version,
      RoomEvents events,
      StateResolutionReading reading,
      Set<String> fullConflictedSet) {
    this.version = version;
    this.events = events;
    this.reading = reading;
    this.fullConflictedSet = fullConflictedSet;
    this.chains = new AuthChains(events);
  }

  /** An event to be sorted, with what it is compared by. */
  private record Candidate(String id, PowerLevel senderLevel, long originServerTs) {
    /**
     * "x < y if 1. x's sender has greater power level than y's sender, when looking at their
     * respective `auth_event`s; or 2. [...] x's `origin_server_ts` is less than y's
     * `origin_server_ts`; or 3. [...] x's `event_id` is less than y's `event_id`."
     */
    static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::senderLevel)
            .reversed()
            .thenComparingLong(Candidate::originServerTs)
            .thenComparing(Candidate::id, CodePoints.ORDER);
  }

  /**
   * "sorting the events using Kahn's algorithm for topological sorting, and at each step selecting,
   * among all the candidate vertices, the smallest vertex using the above comparison relation".
   * Events that depend on themselves, which ids that are no hashes make possible, are left out.
   */
  List<String> sort(Set<String> ids) {
    Map<String, Set<String>> unsortedAncestors = new HashMap<>();
    Map<String, List<String>> descendants = new HashMap<>();
    PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.ORDER);
    for (String id : ids) {
      Set<String> ancestors = ancestors(id);
      ancestors.retainAll(ids);
      unsortedAncestors.put(id, ancestors);
      ancestors.forEach(a -> descendants.computeIfAbsent(a, key -> new ArrayList<>()).add(id));
      if (ancestors.isEmpty()) {
        candidates.add(candidate(id));
      }
    }
    List<String> sorted = new ArrayList<>();
    while (!candidates.isEmpty()) {
      String smallest = candidates.remove().id();
      sorted.add(smallest);
      for (String descendant : descendants.getOrDefault(smallest, List.of())) {
        unsortedAncestors.get(descendant).remove(smallest);
        if (unsortedAncestors.get(descendant).isEmpty()) {
          candidates.add(candidate(descendant));
        }
      }
    }
    return sorted;
  }

  /** The events that have to come before: servers look inside the full conflicted set only. */
  private Set<String> ancestors(String id) {
    return reading.walksLeaveTheSet()
        ? chains.union(Set.of(id))
        : chains.walk(Set.of(id), fullConflictedSet::contains);
  }

  private Candidate candidate(String id) {
    Event event = events.find(id).get();
    return new Candidate(id, senderLevel(event), event.originServerTs());
  }

  /**
   * The sender's level by the event's own auth events. With no power levels there a creator has his
   * default level; where it cannot be read, or there is no create event, it is 0.
   */
  private PowerLevel senderLevel(Event event) {
    Option<Event> create =
        version.roomIdIsCreateEventId()
            ? events.createOf(event)
            : chains.authEvent(event.id(), StateKey.CREATE);
    return new PowerLevels(version, chains.authEvent(event.id(), StateKey.POWER_LEVELS), create)
        .ofUser(event.sender())
        .getOrElse(PowerLevel.ZERO);
  }
}
