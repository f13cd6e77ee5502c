package dev.roomstate.receipt;

import dev.roomstate.auth.AuthEventsRules;
import dev.roomstate.auth.AuthEventsRules.Cited;
import dev.roomstate.auth.AuthEventsSelection;
import dev.roomstate.auth.AuthRules;
import dev.roomstate.auth.AuthSlot;
import dev.roomstate.auth.AuthState;
import dev.roomstate.auth.CreateRules;
import dev.roomstate.auth.Subject;
import dev.roomstate.auth.Verdict;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks 4 to 6 of the "Checks performed on receipt of a PDU" (spec, server-server API), each a
 * question about one event and a room. Total and thread-safe.
 */
public final class PduChecks {
  private final RoomVersionRules rules;
  private final RoomVersions known;
  private final AuthRules authRules;

  /** The checks of a room version, beside all that are known. */
  public PduChecks(RoomVersionRules rules, RoomVersions known, Ed25519 ed25519) {
    this.rules = rules;
    this.known = known;
    this.authRules = new AuthRules(rules, ed25519);
  }

  /** The authorization rules that the checks go by. */
  public AuthRules authRules() {
    return authRules;
  }

  /**
   * Check 4: "Passes authorisation rules based on the event's auth events, otherwise it is
   * rejected." All its auth events must be in the room's graph.
   */
  public Verdict byAuthEvents(VerifiedPdu event, Room room) {
    Pdu pdu = event.pdu();
    EventFacts facts = pdu.facts();
    if (facts.is(EventTypes.CREATE)) {
      return CreateRules.check(
          pdu,
          rules,
          known,
          room.createOf(facts.roomId()).filter(other -> !other.id().equals(pdu.id())));
    }
    Option<EventFacts> create = impliedCreate(facts, room.graph());
    List<Cited> cited = cited(pdu, room.graph());
    Option<Verdict> refused = AuthEventsRules.check(facts, cited, create, rules);
    if (refused.isDefined()) {
      return refused.get();
    }
    AuthEventsSelection selection = AuthEventsSelection.of(facts, rules);
    AuthState state =
        AuthState.of(
            slot ->
                slot == AuthSlot.CREATE && create.isDefined()
                    ? create
                    : selection.key(slot).flatMap(key -> find(cited, key)));
    return authRules.check(subject(event), state);
  }

  private static List<Cited> cited(Pdu pdu, EventGraph graph) {
    List<Cited> cited = new ArrayList<>(pdu.authEvents().size());
    for (EventId id : pdu.authEvents()) {
      GraphEvent event = graph.get(id).get();
      cited.add(new Cited(id, event.stateFacts(), event.isRejected()));
    }
    return cited;
  }

  private static Option<EventFacts> find(List<Cited> cited, StateKey key) {
    for (Cited entry : cited) {
      if (entry.state().flatMap(EventFacts::key).contains(key)) {
        return entry.state();
      }
    }
    return Option.none();
  }

  /** The accepted create event that the room id names (v12 on). */
  private Option<EventFacts> impliedCreate(EventFacts facts, EventGraph graph) {
    if (!rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)) {
      return Option.none();
    }
    return graph
        .get(facts.roomId().createEventId())
        .filter(create -> !create.isRejected())
        .flatMap(GraphEvent::createFacts);
  }

  /**
   * Checks 5 and 6: "Passes authorisation rules based on the state before the event", "… on the
   * current state of the room".
   */
  public Verdict byState(VerifiedPdu event, Room room, StateMap state) {
    EventFacts facts = event.pdu().facts();
    AuthEventsSelection selection = AuthEventsSelection.of(facts, rules);
    EventGraph graph = room.graph();
    Option<EventFacts> create = impliedCreate(facts, graph);
    AuthState authState =
        AuthState.of(
            slot ->
                slot == AuthSlot.CREATE && create.isDefined()
                    ? create
                    : selection.key(slot).flatMap(key -> find(state, key, graph)));
    return authRules.check(subject(event), authState);
  }

  private static Option<EventFacts> find(StateMap state, StateKey key, EventGraph graph) {
    int event = state.get(graph.keys().number(key));
    return event == StateMap.ABSENT ? Option.none() : graph.event(event).stateFacts();
  }

  private static Subject subject(VerifiedPdu event) {
    return new Subject(
        event.pdu().facts(), event.pdu().onlyPrevEvent(), event.authorisingServerSigned());
  }
}
