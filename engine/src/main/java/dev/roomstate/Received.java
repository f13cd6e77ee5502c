package dev.roomstate;

import dev.roomstate.receipt.Receipt;
import java.util.List;

/**
 * The answer to a PDU, and to those that waited for it. Immutable.
 *
 * @param ticket the number of this receipt: each PDU that a room receives gets the next one, from 0
 * @param receipt the answer
 * @param released the answers to PDUs that waited and no longer do, in the order in which they were
 *     judged
 */
public record Received(long ticket, Receipt receipt, List<Released> released) {
  public Received {
    released = List.copyOf(released);
  }

  /**
   * The answer to a PDU that waited.
   *
   * @param ticket the number of its receipt
   * @param receipt the answer
   */
  public record Released(long ticket, Receipt receipt) {}
}
