package dev.roomstate;

import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventVerifier.NotVerified;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.Room;
import io.vavr.collection.TreeSet;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;

/**
 * What a create event comes to whose room is not open. Nothing of it is kept anywhere. Immutable.
 *
 * @param receipt the answer to it
 * @param accepted the event, if it may open its room
 */
record CreateTrial(Receipt receipt, Option<VerifiedPdu> accepted) {
  private CreateTrial(Receipt receipt) {
    this(receipt, Option.none());
  }

  /** What an event that was read comes to in a room without events. */
  static CreateTrial of(
      Either<EventDefect, Pdu> parsed, Arrival arrival, RoomReducer reducer, Room empty) {
    if (parsed.isLeft()) {
      return new CreateTrial(new Receipt.Dropped(parsed.getLeft()));
    }
    Pdu pdu = parsed.get();
    Either<NotVerified, VerifiedPdu> verified = reducer.verify(pdu);
    if (verified.isLeft()) {
      return new CreateTrial(
          verified.getLeft() instanceof NotVerified.KeysMissing wanted
              ? new Receipt.KeysMissing(pdu.id(), wanted.keys())
              : new Receipt.Dropped(((NotVerified.Dropped) verified.getLeft()).defect()));
    }
    VerifiedPdu event = verified.get();
    List<EventId> missing = reducer.missing(event.pdu(), arrival, empty);
    if (!missing.isEmpty()) {
      return new CreateTrial(new Receipt.Deferred(pdu.id(), event.hash(), TreeSet.ofAll(missing)));
    }
    RoomReducer.Judgement judgement = reducer.judge(event, arrival, empty);
    int number = judgement.entry().placement().number();
    Receipt judged = new Receipt.Judged(judgement.entry(), judgement.room().graph().event(number));
    boolean isAccepted = judgement.entry().outcome() == Outcome.ACCEPTED;
    return new CreateTrial(judged, isAccepted ? verified.toOption() : Option.none());
  }
}
