package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** State resolution 2 (room versions 2 to 11) and 2.1 (version 12). */
final class StateResolutionV2 {
  private final RoomVersion version;
  private final RoomEvents events;
  private final StateResolutionReading reading;
  private final AuthChains chains;

  StateResolutionV2(RoomVersion version, RoomEvents events, StateResolutionReading reading) {
    this.version = version;
    this.events = events;
    this.reading = reading;
    this.chains = new AuthChains(events);
  }

  Map<StateKey, String> resolve(List<Map<StateKey, String>> states) {
    Map<StateKey, String> unconflicted = unconflictedStateMap(states);
    Set<String> conflicted = conflictedStateSet(states, unconflicted);
    Set<String> full = fullConflictedSet(states, conflicted);
    // "1. Select the set X of all power events that appear in the full conflicted set. [...] Sort X
    // into
    // a list using the reverse topological power ordering."
    Set<String> x = powerEventsAndTheirChains(full);
    List<String> powerOrder = new PowerOrdering(version, events, reading, full).sort(x);
    // "2. Apply the iterative auth checks algorithm, starting from the unconflicted state map [12:
    // an
    // empty state map], to the list of events from the previous step to get a partially resolved
    // state."
    Map<StateKey, String> start = version == RoomVersion.V12 ? Map.of() : unconflicted;
    Map<StateKey, String> partial = iterativeAuthChecks(start, powerOrder);
    // "3. Take all remaining events that weren't picked in step 1 and order them by the mainline
    // ordering based on the power level in the partially resolved state obtained in step 2."
    Set<String> remaining = new HashSet<>(full);
    remaining.removeAll(x);
    Option<String> powerLevels = Option.of(partial.get(StateKey.POWER_LEVELS));
    List<String> mainlineOrder = new MainlineOrdering(chains, powerLevels).sort(events, remaining);
    // "4. Apply the iterative auth checks algorithm on the partial resolved state and the list of
    // events
    // from the previous step."
    Map<StateKey, String> resolved = iterativeAuthChecks(partial, mainlineOrder);
    // "5. Update the result by replacing any event with the event with the same key from the
    // unconflicted state map, if such an event exists, to get the final resolved state."
    resolved.putAll(unconflicted);
    return resolved;
  }

  /**
   * "If a given key K is present in every S_i with the same value V in each state map, then the
   * pair (K, V) belongs to the unconflicted state map."
   */
  private static Map<StateKey, String> unconflictedStateMap(List<Map<StateKey, String>> states) {
    Map<StateKey, String> unconflicted = new HashMap<>(states.get(0));
    for (Map<StateKey, String> state : states) {
      unconflicted.entrySet().removeIf(e -> !e.getValue().equals(state.get(e.getKey())));
    }
    return unconflicted;
  }

  /** "Otherwise, V belongs to the conflicted state set." */
  private static Set<String> conflictedStateSet(
      List<Map<StateKey, String>> states, Map<StateKey, String> unconflicted) {
    Set<String> conflicted = new HashSet<>();
    for (Map<StateKey, String> state : states) {
      state.forEach(
          (key, id) -> {
            if (!unconflicted.containsKey(key)) {
              conflicted.add(id);
            }
          });
    }
    return conflicted;
  }

  /**
   * "The full conflicted set is the union of the conflicted state set, [12: the conflicted state
   * subgraph,] and the auth difference."
   */
  private Set<String> fullConflictedSet(
      List<Map<StateKey, String>> states, Set<String> conflicted) {
    Set<String> full = new HashSet<>(conflicted);
    full.addAll(authDifference(states));
    if (version == RoomVersion.V12) {
      full.addAll(chains.pathsWithin(conflicted));
    }
    return full;
  }

  /**
   * "first calculating the full auth chain for each state S_i, that is the union of the auth chains
   * for each event in S_i, and then taking every event that doesn't appear in every auth chain."
   * Servers count the state's own events as part of its chain.
   */
  private Set<String> authDifference(List<Map<StateKey, String>> states) {
    Set<String> union = new HashSet<>();
    Option<Set<String>> intersection = Option.none();
    for (Map<StateKey, String> state : states) {
      Collection<String> ids = state.values();
      Set<String> chain = chains.union(ids);
      if (!reading.chainsExcludeOwnEvents()) {
        chain.addAll(ids);
      }
      union.addAll(chain);
      intersection.forEach(common -> common.retainAll(chain));
      intersection = intersection.orElse(Option.some(new HashSet<>(chain)));
    }
    union.removeAll(intersection.get());
    return union;
  }

  /**
   * "For each such power event P, enlarge X by adding the events in the auth chain of P which also
   * belong to the full conflicted set." Servers walk the auth chain inside the full conflicted set
   * only.
   */
  private Set<String> powerEventsAndTheirChains(Set<String> full) {
    Set<String> x = new HashSet<>();
    full.stream().filter(id -> isPowerEvent(events.find(id).get())).forEach(x::add);
    Set<String> chain =
        reading.walksLeaveTheSet() ? chains.union(x) : chains.walk(x, full::contains);
    chain.retainAll(full);
    x.addAll(chain);
    return x;
  }

  /**
   * "a state event with type `m.room.power_levels` or `m.room.join_rules`, or a state event with
   * type `m.room.member` where the `membership` is `leave` or `ban` and the `sender` does not match
   * the `state_key`". For the first two, and the create event, servers ask for an empty state key.
   */
  private static boolean isPowerEvent(Event event) {
    Option<StateKey> key = event.stateKey();
    if (key.contains(StateKey.POWER_LEVELS)
        || key.contains(StateKey.JOIN_RULES)
        || key.contains(StateKey.CREATE)) {
      return true;
    }
    return event.isMember()
        && event.membership().exists(m -> m.equals("leave") || m.equals("ban"))
        && event.stateKeyText().exists(target -> !target.equals(event.sender()));
  }

  /**
   * "constructs a new room state by iterating through the event list and applying the state event
   * to the room state if the state event is allowed by the authorisation rules. If the state event
   * is not allowed by the authorisation rules, then the event is ignored."
   */
  private Map<StateKey, String> iterativeAuthChecks(
      Map<StateKey, String> start, List<String> order) {
    Map<StateKey, String> state = new HashMap<>(start);
    for (String id : order) {
      Event event = events.find(id).get();
      Situation situation =
          new Situation(version, event, key -> stateOrAuthEvent(state, event, key), events);
      if (event.stateKey().isDefined() && StateDependentRules.check(situation).allowed()) {
        state.put(event.stateKey().get(), id);
      }
    }
    return state;
  }

  /**
   * "If a `(event_type, state_key)` key that is required for checking the authorisation rules is
   * not present in the state, then the appropriate state event from the event's `auth_events` is
   * used if the auth event is not rejected."
   */
  private Option<Event> stateOrAuthEvent(Map<StateKey, String> state, Event event, StateKey key) {
    if (state.containsKey(key)) {
      return events.find(state.get(key));
    }
    for (Event authEvent : chains.authEvents(event.id())) {
      if (authEvent.stateKey().contains(key) && !events.isRejected(authEvent.id())) {
        return Option.some(authEvent);
      }
    }
    return Option.none();
  }
}
