package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.List;

/** A received event that was not dropped, and what came of it once it could be judged. */
final class Arrival {
  /** What check 3 found. */
  enum Hash {
    OK,
    REDACTED,
    TRUSTED
  }

  private final Event event;
  private final Hash hash;
  private final boolean outlier;
  private final Option<List<String>> givenState;
  private Option<Judgement> judgement = Option.none();

  Arrival(Event event, Hash hash, boolean outlier, Option<List<String>> givenState) {
    this.event = event;
    this.hash = hash;
    this.outlier = outlier;
    this.givenState = givenState;
  }

  Event event() {
    return event;
  }

  Hash hash() {
    return hash;
  }

  boolean outlier() {
    return outlier;
  }

  /** The state before the event where it was told; an outlier has none. */
  Option<List<String>> givenState() {
    return outlier ? Option.none() : givenState;
  }

  Option<Judgement> judgement() {
    return judgement;
  }

  void judge(Judgement result) {
    judgement = Option.some(result);
  }

  boolean isJudged() {
    return judgement.isDefined();
  }

  Option<Judgement.States> states() {
    return judgement.flatMap(Judgement::states);
  }

  boolean isRejected() {
    return judgement.exists(j -> j.outcome() == Judgement.Outcome.REJECTED);
  }

  boolean isAccepted() {
    return judgement.exists(j -> j.outcome() == Judgement.Outcome.ACCEPTED);
  }
}
