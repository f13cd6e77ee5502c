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

  /** Tells of a judgement that was begun with the event. */
  static void judged(ResolutionEvent begun, Judgement judgement) {
    if (begun.isOn()) {
      resolved(begun, judgement);
    }
    if (judgement.entry().rejection().isDefined()) {
      RejectionEvent observed = RejectionEvent.start();
      if (observed.isOn()) {
        rejected(observed, judgement);
      }
    }
  }

  private static void resolved(ResolutionEvent begun, Judgement judgement) {
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

  private static void rejected(RejectionEvent observed, Judgement judgement) {
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
