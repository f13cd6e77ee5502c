package dev.roomstate.resolution;

import dev.roomstate.auth.AuthRules;
import dev.roomstate.auth.Verdict;
import dev.roomstate.event.EventTypes;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersionRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * State resolution 1 (spec, room version 1): "The resolved state is built up in a number of
 * passes". A key that some states do not have is in no conflict.
 */
final class StateResolutionV1 {
  /** "Sort the list by ascending depth then descending sha1(event_id)." */
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingLong((Candidate c) -> c.event().facts().depth())
          .thenComparing(Candidate::sha1, Comparator.reverseOrder());

  /** What hashing the id of a candidate counts for: as long as so many other steps, about. */
  private static final int STEPS_OF_CANDIDATE = 4;

  private final RoomVersionRules rules;
  private final AuthRules authRules;

  StateResolutionV1(RoomVersionRules rules, AuthRules authRules) {
    this.rules = rules;
    this.authRules = authRules;
  }

  /** An event in conflict, with the hash of its id in lower-case hexadecimal. */
  private record Candidate(GraphEvent event, String sha1) {
    static Candidate of(GraphEvent event) {
      byte[] id = event.id().value().getBytes(StandardCharsets.UTF_8);
      return new Candidate(event, HexFormat.of().formatHex(dev.roomstate.crypto.Sha1.digest(id)));
    }
  }

  StateMap resolve(EventGraph graph, List<StateMap> states, ResolutionTrace trace, Effort effort) {
    Map<Integer, List<Candidate>> conflicts = new TreeMap<>();
    // "Start by setting R to the union of the states to be resolved, excluding any conflicting
    // events."
    StateMap resolved = states.get(0);
    for (Map.Entry<Integer, IntSet> entry : differing(states, effort).entrySet()) {
      int[] events = entry.getValue().sorted();
      if (events.length == 1) {
        resolved = resolved.with(entry.getKey(), events[0]);
        continue;
      }
      resolved = resolved.without(entry.getKey());
      effort.add((long) STEPS_OF_CANDIDATE * events.length);
      List<Candidate> candidates = new ArrayList<>();
      for (int number : events) {
        candidates.add(Candidate.of(graph.event(number)));
      }
      candidates.sort(ORDER);
      conflicts.put(entry.getKey(), candidates);
    }
    IterativeAuthChecks checks = new IterativeAuthChecks(graph, rules, authRules, trace, effort);
    Pass pass = new Pass(graph, checks, trace, conflicts);
    // "First we resolve conflicts between m.room.power_levels events. … Repeat the above process
    // for conflicts between m.room.join_rules events. Repeat … m.room.member events."
    resolved = pass.authTypes(resolved, key -> key == StateKeys.POWER_LEVELS);
    resolved = pass.authTypes(resolved, key -> isOfType(graph, key, EventTypes.JOIN_RULES));
    resolved = pass.authTypes(resolved, key -> isOfType(graph, key, EventTypes.MEMBER));
    return pass.others(resolved);
  }

  private static boolean isOfType(EventGraph graph, int key, String type) {
    return graph.keys().key(key).type().equals(type);
  }

  /** The events of the keys that are not the same in all the states. */
  private static Map<Integer, IntSet> differing(List<StateMap> states, Effort effort) {
    Map<Integer, IntSet> byKey = new TreeMap<>();
    effort.add(states.size());
    for (StateMap state : states) {
      states
          .get(0)
          .difference(
              state,
              (key, first, other) -> {
                effort.add(1);
                IntSet events = byKey.computeIfAbsent(key, k -> new IntSet());
                if (first != StateMap.ABSENT) {
                  events.add(first);
                }
                if (other != StateMap.ABSENT) {
                  events.add(other);
                }
              });
    }
    return byKey;
  }

  /** The passes over the conflicts; each takes those that it resolves away. */
  private record Pass(
      EventGraph graph,
      IterativeAuthChecks checks,
      ResolutionTrace trace,
      Map<Integer, List<Candidate>> conflicts) {

    /** Resolves the keys that are asked for; those of one pass do not see each other's results. */
    StateMap authTypes(StateMap resolved, IntPredicate keys) {
      StateMap result = resolved;
      for (Integer key : List.copyOf(conflicts.keySet())) {
        if (keys.test(key)) {
          result = result.with(key, lastAllowed(resolved, conflicts.remove(key)).number());
        }
      }
      return result;
    }

    /**
     * "Add the first event in the list to R. For each subsequent event in the list, check that the
     * event would be allowed by the authorisation rules for a room in state R. If the event would
     * be allowed, then update R with the event and continue with the next event in the list. If it
     * would not be allowed, stop".
     */
    private GraphEvent lastAllowed(StateMap resolved, List<Candidate> candidates) {
      GraphEvent last = candidates.get(0).event();
      for (Candidate candidate : candidates.subList(1, candidates.size())) {
        if (!isAllowed(candidate.event(), resolved.with(last.key(), last.number()))) {
          break;
        }
        last = candidate.event();
      }
      return last;
    }

    /**
     * "for all other conflicts, just pick the event with the highest depth and lowest
     * sha1(event_id) that passes authentication in R". Where none does, servers take the last
     * candidate.
     */
    StateMap others(StateMap resolved) {
      StateMap result = resolved;
      for (Map.Entry<Integer, List<Candidate>> entry : conflicts.entrySet()) {
        List<Candidate> candidates = entry.getValue();
        int i = candidates.size() - 1;
        while (i > 0 && !isAllowed(candidates.get(i).event(), resolved)) {
          i--;
        }
        result = result.with(entry.getKey(), candidates.get(i).event().number());
      }
      return result;
    }

    private boolean isAllowed(GraphEvent event, StateMap state) {
      Verdict verdict = checks.check(event, state, false);
      trace.checked(ResolutionTrace.Phase.FIRST_ALGORITHM, event, verdict);
      return verdict.isAllowed();
    }
  }
}
