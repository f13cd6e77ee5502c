package dev.roomstate.cli;

import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.auth.Verdict;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.PduChecks;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How a judged event came to its outcome: checks 4 to 6, as far as they were made, asked once more
 * of the room as it was.
 *
 * @param entry the judgement
 * @param checks what the checks said, in order
 */
record Explanation(JudgedEvent entry, List<Asked> checks) {
  /**
   * A check that was made.
   *
   * @param check which
   * @param verdict what it said
   * @param used the events that the rules could look at
   */
  record Asked(Check check, Verdict verdict, List<Used> used) {}

  /** An event that the rules could look at, and as what. */
  record Used(AuthSlot slot, EventFacts event) {}

  /**
   * Explains a judgement.
   *
   * @param before the room before it
   * @param placed the event in the room after it
   * @param softFailure whether check 6 was to be made
   */
  static Explanation of(
      JudgedEvent entry, Room before, GraphEvent placed, RoomReducer reducer, boolean softFailure) {
    VerifiedPdu event = new VerifiedPdu(entry.pdu(), entry.hash(), entry.authorisingServerSigned());
    PduChecks checks = reducer.checks();
    Selected selected = new Selected(entry.pdu(), before);
    List<Asked> asked = new ArrayList<>();
    asked.add(
        new Asked(
            Check.AUTH_EVENTS, checks.byAuthEvents(event, before), selected.fromAuthEvents()));
    if (placed.stateBefore().isDefined() && allAllow(asked)) {
      StateMap state = placed.stateBefore().get();
      asked.add(
          new Asked(
              Check.STATE_BEFORE, checks.byState(event, before, state), selected.from(state)));
    }
    boolean currentMatters = softFailure && !before.graph().forwardExtremities().isEmpty();
    if (placed.stateBefore().isDefined() && currentMatters && allAllow(asked)) {
      StateMap state = reducer.stateOfCheck6(before);
      asked.add(
          new Asked(
              Check.CURRENT_STATE, checks.byState(event, before, state), selected.from(state)));
    }
    return new Explanation(entry, asked);
  }

  private static boolean allAllow(List<Asked> asked) {
    return asked.stream().allMatch(check -> check.verdict().isAllowed());
  }

  /** The events that the rules for one event look at. */
  private static final class Selected {
    private final Pdu pdu;
    private final EventGraph graph;
    private final AuthEventsSelection selection;
    private final Option<EventFacts> implied;

    Selected(Pdu pdu, Room room) {
      RoomVersionRules rules = room.version().rules();
      this.pdu = pdu;
      this.graph = room.graph();
      this.selection = AuthEventsSelection.of(pdu.facts(), rules);
      this.implied =
          rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH) && !pdu.facts().is(EventTypes.CREATE)
              ? graph.get(pdu.facts().roomId().createEventId()).flatMap(GraphEvent::stateFacts)
              : Option.none();
    }

    List<Used> fromAuthEvents() {
      return used(
          key -> {
            for (EventId id : pdu.authEvents()) {
              Option<EventFacts> cited = graph.get(id).flatMap(GraphEvent::stateFacts);
              if (cited.flatMap(EventFacts::key).contains(key)) {
                return cited;
              }
            }
            return Option.none();
          });
    }

    List<Used> from(StateMap state) {
      return used(
          key -> {
            int event = state.get(graph.keys().number(key));
            return event == StateMap.ABSENT ? Option.none() : graph.event(event).stateFacts();
          });
    }

    private List<Used> used(Function<StateKey, Option<EventFacts>> find) {
      List<Used> used = new ArrayList<>();
      for (AuthSlot slot : AuthSlot.values()) {
        Option<EventFacts> event =
            slot == AuthSlot.CREATE && implied.isDefined()
                ? implied
                : selection.key(slot).flatMap(find);
        event.forEach(facts -> used.add(new Used(slot, facts)));
      }
      return used;
    }
  }
}
