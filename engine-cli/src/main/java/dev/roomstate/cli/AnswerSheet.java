package dev.roomstate.cli;

import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.Check;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
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
  private final StateHash hasher;
  private RoomWriter writer;
  private EarlierEntries earlier = EarlierEntries.NONE;

  /** How many events were received before the room was entered. */
  private int outside;

  private LogFailure failure;

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
            key -> this.writer.room().graph().keys().key(key),
            event -> this.writer.room().graph().event(event).id());
  }

  /**
   * Goes on in another room, which has received nothing yet. All that was received before must have
   * been dropped.
   *
   * @param logged what a log had of that room before
   */
  void enter(RoomWriter room, EarlierEntries logged) {
    writer = room;
    earlier = logged;
    outside = answers.size();
  }

  /** Hands an event to the room. */
  Receipt receive(RoomEntry entry, boolean trustId) {
    return receive(List.of(entry), trustId).get(0);
  }

  /**
   * Hands events to the room, and returns when those that were judged are kept. Where the log fails
   * there are fewer receipts than events, and {@link #failure} tells why.
   */
  List<Receipt> receive(List<RoomEntry> batch, boolean trustId) {
    List<ReceivedPdu> pdus = new ArrayList<>(batch.size());
    batch.forEach(entry -> pdus.add(entry.received(trustId)));
    List<Received> kept = kept(pdus);
    List<Receipt> receipts = new ArrayList<>(batch.size());
    for (int i = 0; i < kept.size(); i++) {
      receipts.add(settle(batch.get(i), trustId, pdus.get(i), kept.get(i)));
    }
    return receipts;
  }

  private List<Received> kept(List<ReceivedPdu> pdus) {
    try {
      return writer.receiveAll(pdus);
    } catch (LogFailure e) {
      failure = e;
      return List.of();
    }
  }

  private Receipt settle(RoomEntry entry, boolean trustId, ReceivedPdu pdu, Received received) {
    int place = answers.size();
    assert place == place(received.ticket()) : "all that the room receives goes through the sheet";
    answers.add(null);
    Receipt receipt =
        trustId && entry.idTooLong()
            ? new Receipt.Dropped(new EventDefect.FieldTooLong("event_id"))
            : received.receipt();
    settle(place, receipt, pdu, entry.outlier());
    for (Received.Released released : received.released()) {
      settleReleased(place(released.ticket()), released.receipt());
    }
    return receipt;
  }

  /** Why the log did not keep all that was handed to the room; null where it did. */
  LogFailure failure() {
    return failure;
  }

  private int place(long ticket) {
    return outside + (int) ticket;
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
      settleKnown(place, known.id(), pdu, outlier);
    } else if (receipt instanceof Receipt.Overflow overflow) {
      String reason = "too many events wait already, or too many bytes of them";
      answers.set(
          place, EventAnswer.deferred(overflow.id(), hash(pdu), reason, overflow.missing()));
    } else if (receipt instanceof Receipt.KeysMissing missing) {
      String reason = "keys have to be fetched first";
      answers.set(place, EventAnswer.deferred(missing.id(), null, reason, TreeSet.empty()));
    }
  }

  /**
   * Answers an event that is known as its id was answered in this run; else as it was in an earlier
   * one, which had an answer of its own for an event as an outlier.
   */
  private void settleKnown(int place, EventId id, ReceivedPdu pdu, boolean outlier) {
    Integer seen = inFull.get(id);
    Option<LogEntry> logged =
        seen == null && !outlier ? earlier.inFull(id) : Option.<LogEntry>none();
    if (seen == null && logged.isEmpty()) {
      seen = outliers.get(id);
    }
    if (seen != null) {
      repeats.put(place, seen);
      return;
    }
    LogEntry entry =
        logged.orElse(() -> earlier.asOutlier(id)).getOrElse(() -> earlier.inFull(id).get());
    Option<EventDefect> forged = defectOfCopy(pdu, entry.event().pdu());
    if (forged.isDefined()) {
      answers.set(place, EventAnswer.dropped(id, forged.get()));
      return;
    }
    GraphEvent placed = writer.room().graph().get(id).get();
    answers.set(place, EventAnswer.judged(entry.event(), placed, hasher));
    remember(id, place, entry.event().outlier());
  }

  /**
   * Why check 2 drops a copy of an event that the log has, if it does. It was dropped in the run
   * that received it before the copy that was logged, when its id was not known yet.
   */
  private Option<EventDefect> defectOfCopy(ReceivedPdu copy, Pdu logged) {
    Pdu pdu = parsed(copy);
    if (pdu.json().equals(logged.json())) {
      return Option.none();
    }
    return writer
        .reducer()
        .verify(pdu)
        .fold(
            refused ->
                refused instanceof NotVerified.Dropped dropped
                    ? Option.some(dropped.defect())
                    : Option.none(),
            verified -> Option.none());
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
          place(event.ticket()),
          EventAnswer.deferred(
              event.receipt().id(), event.receipt().hash(), null, event.receipt().missing()));
    }
    return waiting;
  }
}
