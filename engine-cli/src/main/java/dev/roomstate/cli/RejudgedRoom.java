package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.Redaction;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateHash;
import io.vavr.collection.TreeSet;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A room of a log, judged again from the PDUs, beside the room that the log makes. For one thread.
 */
final class RejudgedRoom {
  private final LoggedRoom logged;
  private final RoomReducer reducer;
  private final Option<KeysSoFar> keys;
  private final StateHash hasher;
  private Room room;

  /** Whether what came out was not what was logged before: then numbers may differ too. */
  private boolean diverged;

  /**
   * A room before its first event.
   *
   * @param logged the room that the log makes, to which each entry is applied before it is judged
   * @param keys that signatures are checked by; none: the log is believed
   */
  RejudgedRoom(LoggedRoom logged, Option<KeysSoFar> keys) {
    EngineConfig config =
        Engines.config().withKeys(keys.map(known -> known)).withSoftFailure(logged.makesCheck6());
    RoomWriter empty =
        RoomStateEngine.open(config, new NoEventLog()).openUnlistedRoom(logged.version());
    this.logged = logged;
    this.reducer = empty.reducer();
    this.keys = keys;
    this.room = empty.room();
    this.hasher =
        new StateHash(key -> room.graph().keys().key(key), event -> room.graph().event(event).id());
  }

  /**
   * What was logged and what came out, where they are not the same.
   *
   * @param members the members of the answers that differ, and {@code current_state} where the
   *     room's current state after the event does
   */
  record Disagreement(
      LogEntry entry, List<String> members, EventAnswer logged, EventAnswer judged) {}

  /** Judges the event of an entry that the logged room has just been made of. */
  Option<Disagreement> judge(LogEntry entry, GraphEvent placed) {
    Either<EventAnswer, VerifiedPdu> verified = verify(entry.event());
    if (verified.isLeft()) {
      return Option.some(unjudged(entry, placed, verified.getLeft()));
    }
    VerifiedPdu event = verified.get();
    Arrival arrival = arrival(entry.event(), placed);
    List<EventId> missing = reducer.missing(event.pdu(), arrival, room);
    if (!missing.isEmpty()) {
      EventAnswer deferred =
          EventAnswer.deferred(event.pdu().id(), event.hash(), null, TreeSet.ofAll(missing));
      return Option.some(unjudged(entry, placed, deferred));
    }
    RoomReducer.Judgement judgement = reducer.judge(event, arrival, room);
    room = judgement.room();
    return compared(entry, placed, judgement.entry());
  }

  /** Goes on from what was logged, where what comes out cannot be the same. */
  void follow() {
    room = logged.room();
    diverged = false;
  }

  private Disagreement unjudged(LogEntry entry, GraphEvent placed, EventAnswer judged) {
    diverged = true;
    EventAnswer answer = logged.answer(entry.event(), placed);
    return new Disagreement(entry, differing(answer, judged), answer, judged);
  }

  /** Checks 1 to 3 of the event, or what comes of it by them. */
  private Either<EventAnswer, VerifiedPdu> verify(JudgedEvent entry) {
    boolean trusted = entry.hash() == HashStatus.TRUSTED;
    Option<EventId> id = trusted ? Option.some(entry.pdu().id()) : Option.none();
    return reducer
        .parse(entry.pdu().canonical().bytes(), id)
        .mapLeft(defect -> EventAnswer.dropped(null, defect))
        .flatMap(
            pdu ->
                verify(pdu, entry)
                    .mapLeft(refused -> refused(pdu, refused))
                    .map(event -> asLogged(event, entry)));
  }

  /** Checks by the keys that stood when the event was judged. */
  private Either<NotVerified, VerifiedPdu> verify(Pdu pdu, JudgedEvent entry) {
    boolean wasSigned = entry.authorisingServerSigned();
    return keys.fold(
        () -> reducer.verify(pdu),
        known ->
            known.firstThat(
                verified -> verified.exists(it -> it.authorisingServerSigned() == wasSigned),
                () -> reducer.verify(pdu)));
  }

  private static EventAnswer refused(Pdu pdu, NotVerified refused) {
    return refused instanceof NotVerified.Dropped dropped
        ? EventAnswer.dropped(pdu.id(), dropped.defect())
        : EventAnswer.deferred(pdu.id(), null, "keys have to be fetched first", TreeSet.empty());
  }

  /**
   * The event with what cannot be checked again: whether the authorising server had signed, without
   * keys; and of an event in its redacted form that the hash was wrong, which the redacted form
   * does not tell.
   */
  private VerifiedPdu asLogged(VerifiedPdu event, JudgedEvent entry) {
    boolean isRedacted =
        entry.hash() == HashStatus.REDACTED
            && Redaction.redact(event.pdu().json(), room.version().rules())
                .equals(event.pdu().json());
    return new VerifiedPdu(
        event.pdu(),
        isRedacted ? HashStatus.REDACTED : event.hash(),
        keys.isDefined() ? event.authorisingServerSigned() : entry.authorisingServerSigned());
  }

  /** With how much of its history the event came. */
  private Arrival arrival(JudgedEvent entry, GraphEvent placed) {
    if (entry.outlier()) {
      return Arrival.OUTLIER;
    }
    if (!entry.stateGiven()) {
      return Arrival.IN_FULL;
    }
    StateView before = new StateView(logged.room().graph(), placed.stateBefore().get());
    return new Arrival.WithState(before.entries().stream().map(StateView.Entry::event).toList());
  }

  private Option<Disagreement> compared(LogEntry entry, GraphEvent placed, JudgedEvent judged) {
    JudgedEvent was = entry.event();
    boolean sameCurrent = isSameCurrentState(was, judged);
    boolean same =
        !diverged
            && was.pdu().id().equals(judged.pdu().id())
            && was.outcome() == judged.outcome()
            && was.rejection()
                .map(why -> why.check())
                .equals(judged.rejection().map(why -> why.check()))
            && was.rejection()
                .map(why -> why.rule())
                .equals(judged.rejection().map(why -> why.rule()))
            && was.hash() == judged.hash()
            && was.before().equals(judged.before())
            && sameCurrent;
    if (same) {
      return Option.none();
    }
    EventAnswer answer = logged.answer(was, placed);
    EventAnswer again =
        EventAnswer.judged(judged, room.graph().get(judged.pdu().id()).get(), hasher);
    List<String> members = differing(answer, again);
    if (!sameCurrent) {
      members.add("current_state");
    }
    diverged |= !members.isEmpty();
    return members.isEmpty()
        ? Option.none()
        : Option.some(new Disagreement(entry, members, answer, again));
  }

  private boolean isSameCurrentState(JudgedEvent was, JudgedEvent judged) {
    boolean sameChange =
        was.current()
            .map(CurrentState.Change::changes)
            .equals(judged.current().map(CurrentState.Change::changes));
    if (sameChange && !diverged) {
      return true;
    }
    Option<CurrentState> kept = logged.room().currentState();
    Option<CurrentState> made = room.currentState();
    return kept.map(CurrentState::isFresh).equals(made.map(CurrentState::isFresh))
        && kept.map(state -> logged.hash(state.state()))
            .equals(made.map(state -> hasher.of(state.state())));
  }

  private static List<String> differing(EventAnswer logged, EventAnswer judged) {
    List<String> members = new ArrayList<>();
    compare("event_id", logged.eventId(), judged.eventId(), members);
    compare("outcome", logged.outcome(), judged.outcome(), members);
    compare("check", logged.check(), judged.check(), members);
    compare("rule", logged.rule(), judged.rule(), members);
    compare("hash", logged.hash(), judged.hash(), members);
    compare("state_before", logged.stateBefore(), judged.stateBefore(), members);
    compare("state_after", logged.stateAfter(), judged.stateAfter(), members);
    return members;
  }

  private static void compare(String member, Object logged, Object judged, List<String> members) {
    if (!Objects.equals(logged, judged)) {
      members.add(member);
    }
  }
}
