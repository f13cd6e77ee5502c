package dev.roomstate;

import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import io.vavr.control.Option;

/**
 * A PDU as it is handed to the engine. Immutable, as long as nobody changes its bytes.
 *
 * @param bytes its JSON, which must not change afterwards
 * @param trustedId its id where that is known and to be believed: hashes are then not checked
 * @param arrival with how much of its history it comes
 */
public record ReceivedPdu(byte[] bytes, Option<EventId> trustedId, Arrival arrival) {
  /** A PDU that another server sent. */
  public static ReceivedPdu of(byte[] bytes) {
    return new ReceivedPdu(bytes, Option.none(), Arrival.IN_FULL);
  }

  /** This PDU, of this id. */
  public ReceivedPdu trusting(EventId id) {
    return new ReceivedPdu(bytes, Option.some(id), arrival);
  }

  /** This PDU, with another part of its history. */
  public ReceivedPdu arriving(Arrival changed) {
    return new ReceivedPdu(bytes, trustedId, changed);
  }
}
