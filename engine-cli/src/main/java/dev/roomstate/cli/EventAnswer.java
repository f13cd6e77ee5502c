package dev.roomstate.cli;

import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.HashStatus;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.Rejection;
import dev.roomstate.state.StateHash;
import dev.roomstate.version.AuthRule;
import io.vavr.collection.SortedSet;

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
    Rejection rejection = receipt.entry().rejection().getOrNull();
    return new EventAnswer(
        receipt.placed().id(),
        EventOutcome.of(receipt.entry().outcome()),
        rejection == null ? null : rejection.check(),
        rejection == null ? null : rejection.rule(),
        rejection == null ? null : rejection.reason(),
        receipt.entry().hash(),
        receipt.placed().stateBefore().map(hasher::of).getOrNull(),
        receipt.placed().stateAfter().map(hasher::of).getOrNull(),
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
