package dev.roomstate.cli;

import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.state.StateHash;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers to the events that a room receives, by the order of receipt: an event that waits is
 * answered in its own place once it is judged, one that was received before is answered as it was.
 */
final class AnswerSheet {
  private final RoomWriter writer;
  private final StateHash hasher;

  /** By receipt; null where the event waits. */
  private final List<EventAnswer> answers = new ArrayList<>();

  /** By receipt of an event that was known: the receipt that answers for it. */
  private final Map<Integer, Integer> repeats = new HashMap<>();

  private final Map<EventId, Integer> inFull = new HashMap<>();
  private final Map<EventId, Integer> outliers = new HashMap<>();

  /** The answers to what this room will receive; it must have received nothing yet. */
  AnswerSheet(RoomWriter writer) {
    this.writer = writer;
    this.hasher =
        new StateHash(
            key -> writer.room().graph().keys().key(key),
            event -> writer.room().graph().event(event).id());
  }

  /** Hands an event to the room. */
  Receipt receive(RoomEntry entry, boolean trustId) {
    ReceivedPdu pdu = entry.received(trustId);
    Received received = writer.receive(pdu);
    int place = answers.size();
    assert place == received.ticket() : "all that the room receives goes through the sheet";
    answers.add(null);
    Receipt receipt =
        trustId && entry.idTooLong()
            ? new Receipt.Dropped(new EventDefect.FieldTooLong("event_id"))
            : received.receipt();
    settle(place, receipt, pdu, entry.outlier());
    for (Received.Released released : received.released()) {
      settleReleased((int) released.ticket(), released.receipt());
    }
    return receipt;
  }

  private void settle(int place, Receipt receipt, ReceivedPdu pdu, boolean outlier) {
    if (receipt instanceof Receipt.Judged judged) {
      answers.set(place, EventAnswer.judged(judged, hasher));
      remember(judged.placed().id(), place, outlier);
    } else if (receipt instanceof Receipt.Dropped dropped) {
      EventId id = dropped.defect().check() == Check.FORMAT ? null : parsed(pdu).id();
      answers.set(place, EventAnswer.dropped(id, dropped.defect()));
    } else if (receipt instanceof Receipt.Deferred deferred) {
      remember(deferred.id(), place, outlier);
    } else if (receipt instanceof Receipt.Known known) {
      Integer full = inFull.get(known.id());
      repeats.put(place, full != null ? full : outliers.get(known.id()));
    } else if (receipt instanceof Receipt.Overflow overflow) {
      String reason = "too many events wait already, or too many bytes of them";
      answers.set(
          place, EventAnswer.deferred(overflow.id(), hash(pdu), reason, overflow.missing()));
    } else if (receipt instanceof Receipt.KeysMissing missing) {
      String reason = "keys have to be fetched first";
      answers.set(place, EventAnswer.deferred(missing.id(), null, reason, TreeSet.empty()));
    }
  }

  /** An event that passed check 1, once more. */
  private Pdu parsed(ReceivedPdu pdu) {
    return writer.reducer().parse(pdu.bytes(), pdu.trustedId()).get();
  }

  private HashStatus hash(ReceivedPdu pdu) {
    return writer.reducer().verify(parsed(pdu)).map(VerifiedPdu::hash).getOrNull();
  }

  private void remember(EventId id, int place, boolean outlier) {
    (outlier ? outliers : inFull).put(id, place);
  }

  private void settleReleased(int place, Receipt receipt) {
    if (receipt instanceof Receipt.Judged judged) {
      answers.set(place, EventAnswer.judged(judged, hasher));
    } else if (receipt instanceof Receipt.Known known) {
      repeats.put(place, inFull.get(known.id()));
    }
  }

  /** The id of an event that was received without believing the id beside it, if it has one. */
  Option<EventId> idOf(RoomEntry entry, Receipt receipt) {
    if (receipt instanceof Receipt.Judged judged) {
      return Option.some(judged.placed().id());
    }
    return writer.reducer().parse(entry.pdu(), Option.none()).toOption().map(Pdu::id);
  }

  /** How many events were received. */
  int size() {
    return answers.size();
  }

  /** The answer to the event of this place from 0, or null where it still waits. */
  EventAnswer answer(int place) {
    return answers.get(repeats.getOrDefault(place, place));
  }

  /** Answers the events that still wait; nothing is received afterwards. */
  List<RoomWriter.Waiting> finish() {
    List<RoomWriter.Waiting> waiting = writer.waiting();
    for (RoomWriter.Waiting event : waiting) {
      answers.set(
          (int) event.ticket(),
          EventAnswer.deferred(
              event.receipt().id(), event.receipt().hash(), null, event.receipt().missing()));
    }
    return waiting;
  }
}
