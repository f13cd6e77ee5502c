package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Walks "the graph induced by an event's `auth_events` links". Auth events that were never received
 * are ignored, and so are those of a create event, which has none.
 */
final class AuthChains {
  private final RoomEvents events;

  AuthChains(RoomEvents events) {
    this.events = events;
  }

  /** The auth events of an event that are there. */
  List<Event> authEvents(String id) {
    List<Event> found = new ArrayList<>();
    for (Event event : events.find(id).filter(e -> !e.isCreate())) {
      event.authEvents().forEach(authId -> events.find(authId).forEach(found::add));
    }
    return found;
  }

  /** The first of them that has the key. */
  Option<Event> authEvent(String id, StateKey key) {
    return Option.ofOptional(
        authEvents(id).stream().filter(e -> e.stateKey().contains(key)).findFirst());
  }

  /**
   * "the set containing all of E's auth events, all of their auth events, and so on recursively",
   * of several events together; a starting event is in it only if another one leads to it.
   */
  Set<String> union(Collection<String> ids) {
    return walk(ids, id -> true);
  }

  /** As {@link #union}, but only through events that satisfy the predicate. */
  Set<String> walk(Collection<String> ids, Predicate<String> inside) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      for (Event authEvent : authEvents(open.pop())) {
        if (inside.test(authEvent.id()) && reached.add(authEvent.id())) {
          open.push(authEvent.id());
        }
      }
    }
    return reached;
  }

  /**
   * 12: "Starting from an event in the conflicted state set and following `auth_events` edges may
   * lead to another event in the conflicted state set. The union of all such paths between any pair
   * of events in the conflicted state set (including endpoints)": what both comes from the set and
   * leads into it.
   */
  Set<String> pathsWithin(Set<String> conflicted) {
    Set<String> ancestors = union(conflicted);
    ancestors.addAll(conflicted);
    Map<String, List<String>> citing = new HashMap<>();
    for (String id : ancestors) {
      for (Event authEvent : authEvents(id)) {
        citing.computeIfAbsent(authEvent.id(), key -> new ArrayList<>()).add(id);
      }
    }
    Set<String> descendants = new HashSet<>(conflicted);
    Deque<String> open = new ArrayDeque<>(conflicted);
    while (!open.isEmpty()) {
      for (String id : citing.getOrDefault(open.pop(), List.of())) {
        if (descendants.add(id)) {
          open.push(id);
        }
      }
    }
    descendants.retainAll(ancestors);
    return descendants;
  }
}
