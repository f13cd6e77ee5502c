package dev.roomstate;

import dev.roomstate.event.Pdu;
import dev.roomstate.id.RoomId;
import dev.roomstate.observe.RejectionEvent;
import dev.roomstate.observe.ResolutionEvent;
import dev.roomstate.receipt.RoomReducer.Judgement;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.Room;

/** Tells the Flight Recorder of judgements, if somebody records them. */
final class JudgementRecord {
  private JudgementRecord() {}

  /** Tells of what was resolved for a judgement that was begun with the event, if anything was. */
  static void resolved(ResolutionEvent begun, Judgement judgement) {
    if (begun.isOn()) {
      tellResolved(begun, judgement);
    }
  }

  /** Tells of a rejection, if the judgement is one. */
  static void rejected(Judgement judgement) {
    if (judgement.entry().rejection().isDefined()) {
      RejectionEvent observed = RejectionEvent.start();
      if (observed.isOn()) {
        tellRejected(observed, judgement);
      }
    }
  }

  private static void tellResolved(ResolutionEvent begun, Judgement judgement) {
    long after = judgement.entry().current().map(change -> change.effort()).getOrElse(0L);
    if (judgement.mergeEffort() + after > 0) {
      Pdu pdu = judgement.entry().pdu();
      begun.resolved(
          roomId(judgement),
          pdu.id().value(),
          judgement.mergeEffort(),
          after,
          judgement.room().graph().forwardExtremities().size());
    }
  }

  private static void tellRejected(RejectionEvent observed, Judgement judgement) {
    Rejection rejection = judgement.entry().rejection().get();
    Room room = judgement.room();
    observed.rejected(
        roomId(judgement),
        judgement.entry().pdu().id().value(),
        rejection.check().label(),
        rejection.rule().name(),
        rejection.rule().number(room.version().rules().ruleList()).getOrElse(""));
  }

  private static String roomId(Judgement judgement) {
    return judgement
        .room()
        .id()
        .map(RoomId::value)
        .getOrElse(() -> judgement.entry().pdu().facts().roomId().value());
  }
}
