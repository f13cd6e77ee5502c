package dev.roomstate.conformance.model;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;

/** A case of the judging protocol. */
record Case(
    RoomVersion version,
    List<Entry> entries,
    Option<ServerKeys> keys,
    List<CheckRequest> checks,
    Option<List<List<String>>> resolve,
    List<String> stateAt,
    boolean softFail) {

  /**
   * An event as it is received.
   *
   * @param trustedId its id, where it is given and trusted
   * @param pdu its text, or why it has none
   * @param outlier whether it comes without its history
   * @param state the state before it, where that is told
   */
  record Entry(
      Option<String> trustedId,
      Either<String, String> pdu,
      boolean outlier,
      Option<List<String>> state) {}

  /** Asks for the state-dependent rules for one event against exactly this state. */
  record CheckRequest(String event, List<String> state) {}
}
