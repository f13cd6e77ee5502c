package dev.roomstate.resolution;

import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.state.StateKeys;

/**
 * Step 1: "Select the set X of all power events that appear in the full conflicted set. For each
 * such power event P, enlarge X by adding the events in the auth chain of P which also belong to
 * the full conflicted set."
 */
final class PowerEvents {
  private PowerEvents() {}

  static IntSet select(EventGraph graph, IntSet fullConflicted, StateResolutionReading reading) {
    IntSet selected = new IntSet();
    IntSet walked = new IntSet();
    IntList open = new IntList();
    int[] candidates = fullConflicted.sorted();
    for (int number : candidates) {
      if (isPowerEvent(graph.event(number))) {
        selected.add(number);
        walked.add(number);
        open.add(number);
      }
    }
    int oldest = candidates.length == 0 ? 0 : candidates[0];
    while (!open.isEmpty()) {
      GraphEvent event = graph.event(open.removeLast());
      for (int i = 0; i < event.authEventCount(); i++) {
        int cited = event.authEvent(i);
        boolean inSet = fullConflicted.contains(cited);
        boolean follow = inSet || (reading == StateResolutionReading.LETTER && cited > oldest);
        if (follow && walked.add(cited)) {
          open.add(cited);
          if (inSet) {
            selected.add(cited);
          }
        }
      }
    }
    return selected;
  }

  /**
   * "A power event is a state event with type m.room.power_levels or m.room.join_rules, or a state
   * event with type m.room.member where the membership is leave or ban and the sender does not
   * match the state_key." Servers take the first two with an empty state key only, and the create
   * event.
   */
  static boolean isPowerEvent(GraphEvent event) {
    int key = event.key();
    if (key == StateKeys.POWER_LEVELS || key == StateKeys.JOIN_RULES || key == StateKeys.CREATE) {
      return true;
    }
    if (!event.isState()) {
      return false;
    }
    EventFacts facts = event.facts();
    return facts.content() instanceof MemberContent member
        && (member.membership() == Membership.LEAVE || member.membership() == Membership.BAN)
        && !facts.stateKey().contains(facts.sender().value());
  }
}
