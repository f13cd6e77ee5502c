package dev.roomstate.receipt;

import dev.roomstate.auth.PowerLevels;
import dev.roomstate.auth.Verdict;
import dev.roomstate.content.NamedLevel;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.EventVerifier;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.graph.Placement;
import dev.roomstate.id.EventId;
import dev.roomstate.id.IdGrammar;
import dev.roomstate.id.RoomId;
import dev.roomstate.resolution.Resolution;
import dev.roomstate.resolution.StateResolutionReading;
import dev.roomstate.resolution.StateResolver;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.RedactionClaim;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateChanges;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pure reducer: an event and a room make a judgement and a room. What an event waits for is
 * asked first ({@link #waitsFor}); judging needs all of it. Total and thread-safe.
 */
public final class RoomReducer {
  private final RoomVersionRules rules;
  private final EventVerifier verifier;
  private final PduChecks checks;
  private final StateResolver resolver;
  private final boolean softFailure;
  private final CurrentStateUpkeep upkeep;

  /**
   * The reducer of a room version.
   *
   * @param known the room versions that create events may name
   * @param verifier checks 2 and 3
   * @param reading how state resolution is read
   * @param softFailure whether check 6 is made and the current state is kept
   * @param upkeep when the current state is resolved
   */
  public RoomReducer(
      RoomVersion version,
      RoomVersions known,
      EventVerifier verifier,
      StateResolutionReading reading,
      boolean softFailure,
      CurrentStateUpkeep upkeep) {
    this.rules = version.rules();
    this.verifier = verifier;
    this.checks = new PduChecks(rules, known, verifier.ed25519());
    this.resolver = new StateResolver(rules, checks.authRules(), reading);
    this.softFailure = softFailure;
    this.upkeep = upkeep;
  }

  /** The resolver of the room version. */
  public StateResolver resolver() {
    return resolver;
  }

  /** Checks 4 to 6, to ask them one by one. */
  public PduChecks checks() {
    return checks;
  }

  /** Check 1: the event that the bytes are; its id is computed unless it is given. */
  public Either<EventDefect, Pdu> parse(byte[] bytes, Option<EventId> trustedId) {
    return EventFormat.parse(bytes, rules, trustedId);
  }

  /** Checks 2 and 3. */
  public Either<EventVerifier.NotVerified, VerifiedPdu> verify(Pdu pdu) {
    return verifier.verify(pdu, rules);
  }

  /**
   * The ids that an event waits for, in no order: those of which the room has to know the outcome.
   */
  public Set<EventId> waitsFor(Pdu pdu, Arrival arrival) {
    Set<EventId> ids = new LinkedHashSet<>();
    if (pdu.facts().is(EventTypes.CREATE)) {
      return ids;
    }
    ids.addAll(pdu.authEvents());
    if (rules.has(AuthFlag.ROOM_ID_IS_CREATE_HASH)) {
      ids.add(pdu.facts().roomId().createEventId());
    }
    if (arrival instanceof Arrival.InFull) {
      ids.addAll(pdu.prevEvents());
    } else if (arrival instanceof Arrival.WithState given) {
      ids.addAll(given.state());
    }
    return ids;
  }

  /** Those of the ids that an event waits for which the room does not have yet. */
  public List<EventId> missing(Pdu pdu, Arrival arrival, Room room) {
    List<EventId> missing = new ArrayList<>();
    for (EventId id : waitsFor(pdu, arrival)) {
      Option<GraphEvent> found = room.graph().get(id);
      // An outlier has no state after it, so nothing can follow it.
      boolean needsStates = arrival instanceof Arrival.InFull && pdu.prevEvents().contains(id);
      if (found.isEmpty() || (needsStates && found.get().isOutlier())) {
        missing.add(id);
      }
    }
    return missing;
  }

  /** Checks 4 to 6 of an event for which nothing is missing, and the room after it. */
  public Judgement judge(VerifiedPdu event, Arrival arrival, Room room) {
    if (arrival instanceof Arrival.Outlier) {
      return judgeOutlier(event, room);
    }
    List<StateMap> states = statesBefore(event.pdu(), arrival, room);
    boolean isMerge = isMerge(states);
    Resolution merge = isMerge ? merged(states, room) : new Resolution(states.get(0), 0);
    StateMap before = merge.state();
    Room ground = isMerge ? room.withMerges(room.merges().with(states, before)) : room;
    Option<Rejection> rejection = judgeInFull(asItCameFirst(event, room), before, room);
    Placement placement = room.graph().place(event.pdu());
    EventFacts facts = event.pdu().facts();
    JudgedEvent entry =
        new JudgedEvent(
            event::pdu,
            placement,
            event.hash(),
            event.authorisingServerSigned(),
            outcome(rejection),
            rejection,
            false,
            arrival instanceof Arrival.WithState,
            StateChanges.between(room.graph().baseline(placement), before),
            Option.none(),
            madeRoom(facts, rejection),
            redaction(facts, before, room.graph()));
    return withCurrentState(entry, room, ground.apply(entry, facts, before))
        .afterMerge(merge.effort());
  }

  /**
   * The event, as its outlier said it if it came as one: what an id does not cover may differ
   * between copies, and states hold the first.
   */
  private static VerifiedPdu asItCameFirst(VerifiedPdu event, Room room) {
    for (GraphEvent outlier : room.graph().get(event.pdu().id()).filter(GraphEvent::isState)) {
      return new VerifiedPdu(
          event.pdu().withFacts(outlier.facts()), event.hash(), outlier.authorisingServerSigned());
    }
    return event;
  }

  /**
   * A judgement and what it made.
   *
   * @param entry the log entry
   * @param room the room after it
   * @param mergeEffort what it took to resolve the state before the event, as {@link
   *     Resolution#effort} counts; 0 where nothing had to be resolved
   */
  public record Judgement(JudgedEvent entry, Room room, long mergeEffort) {
    private Judgement(JudgedEvent entry, Room room) {
      this(entry, room, 0);
    }

    private Judgement afterMerge(long effort) {
      return effort == 0 ? this : new Judgement(entry, room, effort);
    }
  }

  private Judgement judgeOutlier(VerifiedPdu event, Room room) {
    Option<Rejection> rejection = rejection(Check.AUTH_EVENTS, checks.byAuthEvents(event, room));
    EventFacts facts = event.pdu().facts();
    JudgedEvent entry =
        new JudgedEvent(
            event::pdu,
            room.graph().place(event.pdu()),
            event.hash(),
            event.authorisingServerSigned(),
            outcome(rejection),
            rejection,
            true,
            false,
            StateChanges.NONE,
            room.currentState().filter(CurrentState::isFresh).map(kept -> CurrentState.Change.NONE),
            madeRoom(facts, rejection),
            Option.none());
    return new Judgement(entry, room.applyOutlier(entry, facts));
  }

  private Option<Rejection> judgeInFull(VerifiedPdu event, StateMap before, Room room) {
    Verdict byAuthEvents = checks.byAuthEvents(event, room);
    if (!byAuthEvents.isAllowed()) {
      return rejection(Check.AUTH_EVENTS, byAuthEvents);
    }
    Verdict byStateBefore = checks.byState(event, room, before);
    if (!byStateBefore.isAllowed()) {
      return rejection(Check.STATE_BEFORE, byStateBefore);
    }
    if (!softFailure || room.graph().forwardExtremities().isEmpty()) {
      return Option.none();
    }
    StateMap current = stateOfCheck6(room);
    // The same state says the same.
    return current.isSameVersion(before)
        ? Option.none()
        : rejection(Check.CURRENT_STATE, checks.byState(event, room, current));
  }

  private static Option<Rejection> rejection(Check check, Verdict verdict) {
    return verdict.isAllowed()
        ? Option.none()
        : Option.some(new Rejection(check, verdict.rule(), verdict.reason(), verdict.lookedAt()));
  }

  private static Outcome outcome(Option<Rejection> rejection) {
    if (rejection.isEmpty()) {
      return Outcome.ACCEPTED;
    }
    return rejection.get().check() == Check.CURRENT_STATE ? Outcome.SOFT_FAILED : Outcome.REJECTED;
  }

  /** The states that the state before an event is resolved from; at least one. */
  private static List<StateMap> statesBefore(Pdu pdu, Arrival arrival, Room room) {
    EventGraph graph = room.graph();
    if (arrival instanceof Arrival.WithState given) {
      return List.of(givenState(given.state(), graph));
    }
    List<StateMap> states = new ArrayList<>(pdu.prevEvents().size());
    for (EventId id : pdu.prevEvents()) {
      // Only a create event can have previous events that are not there: it waits for none.
      states.addAll(graph.get(id).flatMap(GraphEvent::stateAfter).toJavaList());
    }
    return states.isEmpty() ? List.of(StateMap.EMPTY) : states;
  }

  private static boolean isMerge(List<StateMap> states) {
    return states.size() > 1 && !states.stream().allMatch(states.get(0)::isSameVersion);
  }

  private Resolution merged(List<StateMap> states, Room room) {
    return room.merges()
        .resolved(states)
        .map(known -> new Resolution(known, 0))
        .getOrElse(() -> resolver.resolveCounting(room.graph(), states));
  }

  /** The state of these events; rejected ones never enter a state. */
  private static StateMap givenState(List<EventId> ids, EventGraph graph) {
    StateMap state = StateMap.EMPTY;
    for (EventId id : ids) {
      // Only of a create event can some of them not be there: it waits for none.
      for (GraphEvent event : graph.get(id).filter(GraphEvent::isState)) {
        state = event.isRejected() ? state : state.with(event.key(), event.number());
      }
    }
    return state;
  }

  /** The room that a create event makes, if it is accepted. */
  private static Option<RoomId> madeRoom(EventFacts facts, Option<Rejection> rejection) {
    return facts.is(EventTypes.CREATE) && rejection.isEmpty()
        ? Option.some(facts.roomId())
        : Option.none();
  }

  private Option<RedactionClaim> redaction(EventFacts facts, StateMap before, EventGraph graph) {
    Option<String> target = facts.redacts().filter(IdGrammar::fits);
    return target.map(
        id ->
            new RedactionClaim(
                facts.id(),
                new EventId(id),
                facts.sender().server(),
                redactsByPower(facts, before, graph)));
  }

  private boolean redactsByPower(EventFacts facts, StateMap before, EventGraph graph) {
    PowerLevels levels =
        PowerLevels.of(
            rules,
            facts(graph, before.get(StateKeys.CREATE)),
            facts(graph, before.get(StateKeys.POWER_LEVELS)));
    return levels.ofUser(facts.sender().value()).atLeast(levels.level(NamedLevel.REDACT));
  }

  private static Option<EventFacts> facts(EventGraph graph, int event) {
    return event == StateMap.ABSENT ? Option.none() : graph.event(event).stateFacts();
  }

  /** The current state of a room, resolved if what is kept of it is not fresh. */
  public StateMap currentState(Room room) {
    return room.currentState()
        .filter(CurrentState::isFresh)
        .map(CurrentState::state)
        .getOrElse(() -> resolveCurrentState(room.graph()).state());
  }

  /**
   * The state that check 6 of the next event of a room goes by: its current state, or what is kept
   * of it while forks pile up ({@link CurrentState}).
   */
  public StateMap stateOfCheck6(Room room) {
    return room.currentState()
        .map(CurrentState::state)
        .getOrElse(() -> resolveCurrentState(room.graph()).state());
  }

  private Resolution resolveCurrentState(EventGraph graph) {
    return resolver.resolveCounting(graph, graph.extremityStates().values().toJavaList());
  }

  private Judgement withCurrentState(JudgedEvent entry, Room room, Room applied) {
    if (!softFailure || room.currentState().isEmpty()) {
      return new Judgement(entry, applied);
    }
    CurrentState kept = room.currentState().get();
    if (kept.isFresh() && hasSameStates(room.graph(), applied.graph())) {
      return new Judgement(
          entry.withCurrent(CurrentState.Change.NONE),
          applied.withCurrentState(kept.resolved(kept.state(), 0)));
    }
    if (upkeep == CurrentStateUpkeep.BOUNDED && !kept.mayBeResolved()) {
      return new Judgement(entry, applied);
    }
    Resolution current = resolveCurrentState(applied.graph());
    StateChanges changes = StateChanges.between(kept.state(), current.state());
    return new Judgement(
        entry.withCurrent(new CurrentState.Change(changes, current.effort())),
        applied.withCurrentState(kept.resolved(current.state(), current.effort())));
  }

  private static boolean hasSameStates(EventGraph before, EventGraph after) {
    return before.extremityStates() == after.extremityStates();
  }
}
