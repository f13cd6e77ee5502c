package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.Map;

/**
 * What came of an event that had all it waits for.
 *
 * @param check which check on receipt said no
 * @param verdict what the rules said in that check
 * @param states the states around it; none for an outlier
 */
record Judgement(Outcome outcome, Option<Check> check, Verdict verdict, Option<States> states) {
  enum Outcome {
    ACCEPTED,
    SOFT_FAILED,
    REJECTED
  }

  /** The "checks performed on receipt of a PDU" that can say no, but the hash check. */
  enum Check {
    FORMAT,
    SIGNATURE,
    AUTH_EVENTS,
    STATE_BEFORE,
    CURRENT_STATE
  }

  record States(Map<StateKey, String> before, Map<StateKey, String> after) {}

  static Judgement rejected(Check check, Verdict verdict, Option<States> states) {
    return new Judgement(Outcome.REJECTED, Option.some(check), verdict, states);
  }

  static Judgement accepted(Option<States> states) {
    return new Judgement(Outcome.ACCEPTED, Option.none(), Verdict.ALLOW, states);
  }
}
