package dev.roomstate.cli;

import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.HashStatus;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Rejection;
import dev.roomstate.state.StateHash;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthRule;
import io.vavr.collection.SortedSet;
import io.vavr.control.Option;

/**
 * The answer to one event. What does not apply is null, as it is in the answer's JSON.
 *
 * @param eventId the event's id
 * @param outcome what has become of it
 * @param check the check that said no
 * @param rule the rule by which it did
 * @param reason why, as a sentence
 * @param hash what check 3 came to
 * @param stateBefore the hash of the state before it
 * @param stateAfter the hash of the state after it
 * @param missing the events that it waits for, where it is deferred
 */
record EventAnswer(
    EventId eventId,
    EventOutcome outcome,
    Check check,
    AuthRule rule,
    String reason,
    HashStatus hash,
    String stateBefore,
    String stateAfter,
    SortedSet<EventId> missing) {

  static EventAnswer judged(Receipt.Judged receipt, StateHash hasher) {
    return judged(receipt.entry(), receipt.placed(), hasher);
  }

  /**
   * The answer to an event that was judged, now or earlier.
   *
   * @param placed the event in the room, where it may have come in full since it was judged so
   */
  static EventAnswer judged(JudgedEvent entry, GraphEvent placed, StateHash hasher) {
    Rejection rejection = entry.rejection().getOrNull();
    Option<StateMap> before = entry.outlier() ? Option.none() : placed.stateBefore();
    Option<StateMap> after = entry.outlier() ? Option.none() : placed.stateAfter();
    return new EventAnswer(
        placed.id(),
        EventOutcome.of(entry.outcome()),
        rejection == null ? null : rejection.check(),
        rejection == null ? null : rejection.rule(),
        rejection == null ? null : rejection.reason(),
        entry.hash(),
        before.map(hasher::of).getOrNull(),
        after.map(hasher::of).getOrNull(),
        null);
  }

  static EventAnswer dropped(EventId id, EventDefect defect) {
    return new EventAnswer(
        id, EventOutcome.DROPPED, defect.check(), null, defect.sentence(), null, null, null, null);
  }

  static EventAnswer deferred(
      EventId id, HashStatus hash, String reason, SortedSet<EventId> missing) {
    return new EventAnswer(
        id, EventOutcome.DEFERRED, null, null, reason, hash, null, null, missing);
  }
}
