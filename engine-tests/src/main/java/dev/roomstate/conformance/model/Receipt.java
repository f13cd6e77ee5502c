package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The "checks performed on receipt of a PDU", for the events of one room in the order in which they
 * are received, and the waiting of those whose history is missing.
 */
final class Receipt {
  /** What is to be said about one received event: it was dropped, or it arrived. */
  record Received(Option<Dropped> dropped, Option<Arrival> arrival) {}

  /**
   * An event that is not looked at any further.
   *
   * @param id none where the event has no valid format
   */
  record Dropped(Option<String> id, Judgement.Check check, String reason) {}

  private final RoomVersion version;
  private final boolean softFail;
  private final Option<SignatureCheck> signatureCheck;
  private final Arrivals arrivals;
  private final ForwardExtremities extremities;
  private final StateResolution resolution;
  private final StateIndependentRules stateIndependentRules;
  private final List<Arrival> waiting = new ArrayList<>();

  Receipt(
      RoomVersion version,
      Option<ServerKeys> keys,
      boolean softFail,
      StateResolutionReading reading) {
    this.version = version;
    this.softFail = softFail;
    this.signatureCheck = keys.map(known -> new SignatureCheck(version, known));
    this.arrivals =
        new Arrivals(
            (event, server) ->
                signatureCheck.forAll(check -> check.validlySigned(event.received(), server)));
    this.extremities = new ForwardExtremities(arrivals);
    this.resolution = new StateResolution(version, arrivals, reading);
    this.stateIndependentRules = new StateIndependentRules(version, arrivals);
  }

  Arrivals arrivals() {
    return arrivals;
  }

  StateResolution resolution() {
    return resolution;
  }

  /** Receives one event, and judges all that can be judged then. */
  Received receive(Case.Entry entry) {
    Map<String, Object> pdu;
    try {
      // "1. Is a valid event, otherwise it is dropped."
      if (entry.pdu().isLeft()) {
        throw new JsonFault(entry.pdu().getLeft());
      }
      if (entry.trustedId().exists(id -> !Identifiers.fits(id))) {
        throw new JsonFault("the id has more than " + Identifiers.BYTES_MAX + " bytes");
      }
      pdu = EventFormat.read(entry.pdu().get(), version, entry.trustedId().isDefined());
    } catch (JsonFault fault) {
      return dropped(Option.none(), Judgement.Check.FORMAT, fault.getMessage());
    }
    String id = entry.trustedId().getOrElse(() -> eventId(pdu));
    Option<Arrival> repeated = arrivals.repeated(id, entry.outlier());
    if (repeated.isDefined()) {
      return new Received(Option.none(), repeated);
    }
    // "2. Passes signature checks, otherwise it is dropped."
    Set<String> unsigned = signatureCheck.map(check -> check.missing(id, pdu)).getOrElse(Set.of());
    if (!unsigned.isEmpty()) {
      String reason = "not validly signed by " + unsigned;
      return dropped(Option.some(id), Judgement.Check.SIGNATURE, reason);
    }
    // "3. Passes hash checks, otherwise it is redacted before being processed further."
    Arrival.Hash hash = Arrival.Hash.TRUSTED;
    if (entry.trustedId().isEmpty()) {
      hash = EventHashes.contentHashMatches(pdu) ? Arrival.Hash.OK : Arrival.Hash.REDACTED;
    }
    Map<String, Object> judged =
        hash == Arrival.Hash.REDACTED ? Redaction.redact(pdu, version) : pdu;
    Arrival arrival = new Arrival(Event.of(id, judged, pdu), hash, entry.outlier(), entry.state());
    arrivals.add(arrival);
    waiting.add(arrival);
    judgeWhatIsReady();
    return new Received(Option.none(), Option.some(arrival));
  }

  private static Received dropped(Option<String> id, Judgement.Check check, String reason) {
    return new Received(Option.some(new Dropped(id, check, reason)), Option.none());
  }

  private String eventId(Map<String, Object> pdu) {
    return version.eventIdOnTheWire()
        ? Json.stringMember(pdu, "event_id").get()
        : EventHashes.eventId(pdu, version);
  }

  /** "what has become ready is judged, oldest receipt first, before the next is received". */
  private void judgeWhatIsReady() {
    int i = 0;
    while (i < waiting.size()) {
      Arrival arrival = waiting.get(i);
      if (missing(arrival).isEmpty()) {
        waiting.remove(i);
        arrival.judge(judge(arrival));
        extremities.judged(arrival);
        i = 0;
      } else {
        i++;
      }
    }
  }

  /** "the ids it waits for that are not judged, received or not". */
  Set<String> missing(Arrival arrival) {
    Event event = arrival.event();
    Set<String> missing = new LinkedHashSet<>();
    if (event.isCreate()) {
      // "a create event waits for nothing"
      return missing;
    }
    missing.addAll(event.authEvents());
    if (version.roomIdIsCreateEventId()) {
      // "in version 12 also for the create event that its room id names"
      missing.add(event.createEventId());
    }
    arrival.givenState().forEach(missing::addAll);
    missing.removeIf(arrivals::isJudged);
    if (!arrival.outlier() && arrival.givenState().isEmpty()) {
      // An event that names an outlier "in `prev_events` and brings no `state` waits for it".
      event.prevEvents().stream().filter(id -> arrivals.states(id).isEmpty()).forEach(missing::add);
    }
    return missing;
  }

  private Judgement judge(Arrival arrival) {
    Event event = arrival.event();
    Option<Map<StateKey, String>> before =
        arrival.outlier() ? Option.none() : Option.some(stateBefore(arrival));
    Option<Judgement.States> unchanged = before.map(state -> new Judgement.States(state, state));
    // "4. Passes authorisation rules based on the event's auth events, otherwise it is rejected."
    Verdict byAuthEvents =
        stateIndependentRules.check(
            event, event.isCreate() && arrivals.hasOtherAcceptedCreate(event));
    if (byAuthEvents.allowed()) {
      byAuthEvents = check(event, keyed(event.authEvents()));
    }
    if (!byAuthEvents.allowed()) {
      return Judgement.rejected(Judgement.Check.AUTH_EVENTS, byAuthEvents, unchanged);
    }
    if (before.isEmpty()) {
      return Judgement.accepted(Option.none());
    }
    // "5. Passes authorisation rules based on the state before the event, otherwise it is
    // rejected."
    Verdict byStateBefore = check(event, before.get());
    if (!byStateBefore.allowed()) {
      return Judgement.rejected(Judgement.Check.STATE_BEFORE, byStateBefore, unchanged);
    }
    Option<Judgement.States> states =
        Option.some(new Judgement.States(before.get(), stateAfter(event, before.get())));
    // "6. Passes authorisation rules based on the current state of the room, otherwise it is
    // "soft failed"."
    if (softFail && !extremities.isEmpty()) {
      Verdict byCurrentState = check(event, currentState());
      if (!byCurrentState.allowed()) {
        return new Judgement(
            Judgement.Outcome.SOFT_FAILED,
            Option.some(Judgement.Check.CURRENT_STATE),
            byCurrentState,
            states);
      }
    }
    return Judgement.accepted(states);
  }

  /** The state-dependent rules for an event against a state. */
  Verdict check(Event event, Map<StateKey, String> state) {
    return StateDependentRules.check(
        new Situation(
            version, event, key -> Option.of(state.get(key)).flatMap(arrivals::find), arrivals));
  }

  /**
   * "The room state S(E) before E is the resolution of the set of states after the `prev_event`s of
   * E." A create event does not wait for its prev events: those that are not there are ignored.
   */
  private Map<StateKey, String> stateBefore(Arrival arrival) {
    if (arrival.givenState().isDefined()) {
      List<String> state = new ArrayList<>(arrival.givenState().get());
      state.removeIf(id -> arrivals.isRejected(id) || !arrivals.isJudged(id));
      return keyed(state);
    }
    return resolveAfter(arrival.event().prevEvents());
  }

  /** "the resolved state across all forward extremities". */
  private Map<StateKey, String> currentState() {
    return resolveAfter(extremities.ids());
  }

  private Map<StateKey, String> resolveAfter(List<String> ids) {
    List<Map<StateKey, String>> states = new ArrayList<>();
    for (String id : ids) {
      arrivals.states(id).map(Judgement.States::after).forEach(states::add);
    }
    return resolution.resolve(states);
  }

  /**
   * "If E is a message event, then S'(E) = S(E). If E is a state event, then S'(E) is S(E), except
   * that its entry corresponding to the `event_type` and `state_key` of E is replaced by the
   * `event_id` of E."
   */
  private static Map<StateKey, String> stateAfter(Event event, Map<StateKey, String> before) {
    if (event.stateKey().isEmpty()) {
      return before;
    }
    Map<StateKey, String> after = new HashMap<>(before);
    after.put(event.stateKey().get(), event.id());
    return after;
  }

  /** The state that is made of these events; what is no state event is left out. */
  Map<StateKey, String> keyed(List<String> ids) {
    Map<StateKey, String> state = new HashMap<>();
    for (String id : ids) {
      arrivals.find(id).flatMap(Event::stateKey).forEach(key -> state.put(key, id));
    }
    return state;
  }
}
