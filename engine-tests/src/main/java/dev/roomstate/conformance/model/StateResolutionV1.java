package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** State resolution of room version 1. */
final class StateResolutionV1 {
  private static final List<String> PASSES =
      List.of(StateKey.POWER_LEVELS_TYPE, StateKey.JOIN_RULES_TYPE, StateKey.MEMBER_TYPE);

  private final RoomVersion version;
  private final RoomEvents events;

  /** "we use R to refer to the results of the resolution so far". */
  private final Map<StateKey, String> resolved = new HashMap<>();

  StateResolutionV1(RoomVersion version, RoomEvents events) {
    this.version = version;
    this.events = events;
  }

  Map<StateKey, String> resolve(List<Map<StateKey, String>> states) {
    Map<StateKey, List<Event>> conflicts = startWithoutConflicts(states);
    for (String type : PASSES) {
      Map<StateKey, String> passed = new HashMap<>();
      for (StateKey key : keysOf(type, conflicts)) {
        passed.put(key, resolveAuthEvents(key, conflicts.remove(key)).id());
      }
      // The keys of one pass do not see each other.
      resolved.putAll(passed);
    }
    Map<StateKey, String> rest = new HashMap<>();
    conflicts.forEach((key, candidates) -> rest.put(key, resolveOthers(candidates).id()));
    resolved.putAll(rest);
    return resolved;
  }

  /**
   * "Start by setting R to the union of the states to be resolved, excluding any conflicting
   * events. A conflict occurs between states where those states have different `event_ids` for the
   * same `(event_type, state_key)`." A state that lacks the key is in no conflict.
   */
  private Map<StateKey, List<Event>> startWithoutConflicts(List<Map<StateKey, String>> states) {
    Map<StateKey, Set<String>> ids = new LinkedHashMap<>();
    for (Map<StateKey, String> state : states) {
      state.forEach((key, id) -> ids.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(id));
    }
    Map<StateKey, List<Event>> conflicts = new LinkedHashMap<>();
    ids.forEach(
        (key, candidates) -> {
          if (candidates.size() == 1) {
            resolved.put(key, candidates.iterator().next());
          } else {
            conflicts.put(key, candidates.stream().map(id -> events.find(id).get()).toList());
          }
        });
    return conflicts;
  }

  private static List<StateKey> keysOf(String type, Map<StateKey, List<Event>> conflicts) {
    return conflicts.keySet().stream().filter(key -> key.type().equals(type)).toList();
  }

  /**
   * "Sort the list by ascending `depth` then descending `sha1(event_id)`. Add the first event in
   * the list to R. For each subsequent event in the list, check that the event would be allowed by
   * the authorisation rules for a room in state R. If the event would be allowed, then update R
   * with the event and continue with the next event in the list. If it would not be allowed, stop."
   */
  private Event resolveAuthEvents(StateKey key, List<Event> candidates) {
    List<Event> sorted = new ArrayList<>(candidates);
    sorted.sort(
        Comparator.comparingLong(Event::depth)
            .thenComparing(StateResolutionV1::sha1, Comparator.reverseOrder()));
    Event last = sorted.get(0);
    for (Event next : sorted.subList(1, sorted.size())) {
      Map<StateKey, String> state = new HashMap<>(resolved);
      state.put(key, last.id());
      if (!isAllowed(next, state)) {
        break;
      }
      last = next;
    }
    return last;
  }

  /**
   * "for all other conflicts, just pick the event with the highest depth and lowest
   * `sha1(event_id)` that passes authentication in R and add it to R." Where none passes, the last
   * one tried stands.
   */
  private Event resolveOthers(List<Event> candidates) {
    List<Event> sorted = new ArrayList<>(candidates);
    sorted.sort(
        Comparator.comparingLong(Event::depth).reversed().thenComparing(StateResolutionV1::sha1));
    for (Event candidate : sorted) {
      if (isAllowed(candidate, resolved)) {
        return candidate;
      }
    }
    return sorted.get(sorted.size() - 1);
  }

  private boolean isAllowed(Event event, Map<StateKey, String> state) {
    Situation situation =
        new Situation(
            version, event, key -> Option.of(state.get(key)).flatMap(events::find), events);
    return StateDependentRules.check(situation).allowed();
  }

  /** The lower-case hexadecimal SHA-1 of the id's UTF-8. */
  private static String sha1(Event event) {
    return HexFormat.of().formatHex(EventHashes.digest("SHA-1", CodePoints.utf8(event.id())));
  }
}
