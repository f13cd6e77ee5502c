package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that come without their history, as a server that joins a room is handed them. */
class ArrivalTest {
  private final HandRoom room =
      HandRoom.empty("11", EngineConfig.withoutSignatures(), new InMemoryEventLog());

  private GraphEvent event(String id) {
    return room.room().graph().get(new EventId(id)).get();
  }

  private void receiveBeginningAsOutliers() {
    for (HandEvent event : HandRoom.beginning()) {
      Receipt receipt = room.receive(event, Arrival.OUTLIER).receipt();
      assertInstanceOf(Receipt.Judged.class, receipt);
    }
  }

  private static Arrival stateOf(String... ids) {
    return new Arrival.WithState(List.of(ids).stream().map(EventId::new).toList());
  }

  private static final Arrival BEGINNING_AS_STATE =
      stateOf("$create:a.org", "$alice:a.org", "$levels:a.org", "$rules:a.org", "$bob:b.org");

  @Test
  void outlierHasAnOutcomeButNoStatesAndIsNoExtremity() {
    receiveBeginningAsOutliers();
    assertEquals(Outcome.ACCEPTED, event("$bob:b.org").outcome());
    assertTrue(event("$bob:b.org").isOutlier());
    assertTrue(event("$bob:b.org").stateAfter().isEmpty());
    assertTrue(room.room().forwardExtremities().isEmpty());
    assertEquals(0, room.engine().currentState(new RoomId(HandRoom.ID)).get().size());
  }

  @Test
  void outlierIsJudgedByItsAuthEvents() {
    receiveBeginningAsOutliers();
    HandEvent outsider = HandEvent.message("$eve", "@eve:e.org").auth("$create:a.org");
    room.receive(outsider, Arrival.OUTLIER);
    assertEquals(Outcome.REJECTED, event("$eve").outcome());
  }

  @Test
  void outlierWaitsForItsAuthEventsOnly() {
    receiveBeginningAsOutliers();
    HandEvent event =
        HandEvent.message("$m", HandRoom.ALICE).auth("$create:a.org", "$absent").after("$gone");
    Receipt.Deferred deferred =
        assertInstanceOf(Receipt.Deferred.class, room.receive(event, Arrival.OUTLIER).receipt());
    assertEquals("[$absent]", deferred.missing().toJavaList().toString());
  }

  @Test
  void eventWithGivenStateIsJudgedByItAndBecomesTheExtremity() {
    receiveBeginningAsOutliers();
    HandEvent event = HandRoom.byBob("$m").after("$unknown");
    Receipt.Judged judged =
        assertInstanceOf(Receipt.Judged.class, room.receive(event, BEGINNING_AS_STATE).receipt());
    assertEquals(Outcome.ACCEPTED, judged.entry().outcome());
    assertEquals(5, judged.placed().stateBefore().get().size());
    assertEquals("$m", room.room().forwardExtremities().head().value());
    room.accept(HandRoom.byAlice("$n").after("$m"));
    assertEquals(5, room.engine().currentState(new RoomId(HandRoom.ID)).get().size());
  }

  @Test
  void eventWithGivenStateWaitsForThatState() {
    HandEvent event = HandRoom.byBob("$m").after("$unknown");
    Receipt.Deferred deferred =
        assertInstanceOf(Receipt.Deferred.class, room.receive(event, BEGINNING_AS_STATE).receipt());
    assertEquals(5, deferred.missing().size());
    receiveBeginningAsOutliers();
    assertEquals(Outcome.ACCEPTED, event("$m").outcome());
  }

  @Test
  void rejectedEventNeverEntersAGivenState() {
    receiveBeginningAsOutliers();
    HandEvent eve =
        HandEvent.member("$eve", "@eve:e.org", "join").auth("$create:a.org").after("$bob:b.org");
    room.receive(eve, Arrival.OUTLIER);
    assertEquals(Outcome.REJECTED, event("$eve").outcome());
    HandEvent event = HandRoom.byBob("$m").after("$unknown");
    room.receive(
        event,
        stateOf(
            "$create:a.org",
            "$alice:a.org",
            "$levels:a.org",
            "$rules:a.org",
            "$bob:b.org",
            "$eve"));
    assertEquals(5, event("$m").stateBefore().get().size());
  }

  @Test
  void outlierThatComesAgainInFullIsJudgedInFull() {
    receiveBeginningAsOutliers();
    for (HandEvent event : HandRoom.beginning()) {
      assertEquals(Outcome.ACCEPTED, room.judge(event));
    }
    assertEquals(5, room.room().graph().size());
    assertFalse(event("$bob:b.org").isOutlier());
    assertEquals(5, event("$bob:b.org").stateAfter().get().size());
    assertEquals("$bob:b.org", room.room().forwardExtremities().head().value());
    assertEquals(
        "$levels:a.org",
        room.engine()
            .currentState(new RoomId(HandRoom.ID))
            .get()
            .get(StateKey.POWER_LEVELS)
            .get()
            .value());
  }

  @Test
  void outlierThatComesAgainAsOutlierIsKnown() {
    receiveBeginningAsOutliers();
    HandEvent again = HandRoom.beginning().get(1);
    assertInstanceOf(Receipt.Known.class, room.receive(again, Arrival.OUTLIER).receipt());
  }

  @Test
  void eventThatWasJudgedInFullIsKnownAsOutlier() {
    HandRoom.beginning().forEach(room::accept);
    HandEvent again = HandRoom.beginning().get(1);
    assertInstanceOf(Receipt.Known.class, room.receive(again, Arrival.OUTLIER).receipt());
    assertEquals(5, room.room().graph().size());
  }

  @Test
  void nothingCanFollowAnOutlierUntilItComesInFull() {
    receiveBeginningAsOutliers();
    HandEvent message = HandRoom.byBob("$m").after("$bob:b.org");
    Receipt.Deferred deferred =
        assertInstanceOf(Receipt.Deferred.class, room.receive(message).receipt());
    assertEquals("[$bob:b.org]", deferred.missing().toJavaList().toString());
    HandRoom.beginning().forEach(room::accept);
    assertEquals(Outcome.ACCEPTED, event("$m").outcome());
  }

  @Test
  void childThatWaitsForAParentIsNotReleasedByTheParentAsOutlier() {
    HandRoom.beginning().forEach(room::accept);
    room.receive(HandRoom.byBob("$child").after("$parent"));
    HandEvent parent = HandRoom.byBob("$parent").after("$bob:b.org");
    assertEquals(List.of(), room.receive(parent, Arrival.OUTLIER).released());
    Received inFull = room.accept(parent);
    assertEquals(1, inFull.released().size());
    assertEquals(Outcome.ACCEPTED, event("$child").outcome());
  }

  @Test
  void outlierAndFullCopyThatWaitForTheSameAuthEventBothLand() {
    List<HandEvent> beginning = HandRoom.beginning();
    beginning.subList(0, 4).forEach(room::accept);
    HandEvent message = HandRoom.byBob("$m").after("$bob:b.org");
    room.receive(message, Arrival.OUTLIER);
    room.receive(message);
    room.accept(beginning.get(4));
    assertEquals(6, room.room().graph().size());
    assertFalse(event("$m").isOutlier());
    assertEquals("$m", room.room().forwardExtremities().head().value());
  }
}
