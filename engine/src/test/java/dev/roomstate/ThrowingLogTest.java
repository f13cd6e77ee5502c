package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogPosition;
import dev.roomstate.receipt.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that cannot keep an event, and a subscriber that cannot bear one. */
class ThrowingLogTest {
  @Test
  void eventThatTheLogRefusedWhileItWasReleasedIsJudgedWithTheNextOne() {
    HandRoom room =
        HandRoom.made("11", EngineConfig.withoutSignatures(), new RefusingLog("$second"));
    room.receive(HandRoom.byAlice("$third").after("$second"));
    room.receive(HandRoom.byAlice("$second").after("$first"));
    assertThrows(
        IllegalStateException.class,
        () -> room.receive(HandRoom.byAlice("$first").after("$bob:b.org")));
    assertEquals(6, room.room().graph().size());

    Received next = room.receive(HandRoom.byAlice("$fourth").after("$third"));
    assertEquals(2, next.released().size());
    assertEquals(9, room.room().graph().size());
  }

  @Test
  void whatWasThrownFirstIsThrown() {
    class FailingLog extends RefusingLog {
      private boolean fails;

      FailingLog() {
        super("$second");
      }

      @Override
      public void keep(LogPosition position) {
        if (fails) {
          throw new IllegalStateException("the disk is gone");
        }
        super.keep(position);
      }
    }
    FailingLog log = new FailingLog();
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    log.fails = true;
    List<ReceivedPdu> received =
        List.of(
            room.received(HandRoom.byAlice("$first").after("$bob:b.org"), Arrival.IN_FULL),
            room.received(HandRoom.byAlice("$second").after("$first"), Arrival.IN_FULL));
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> room.writer().receiveAll(received));
    assertEquals("the disk is full", thrown.getMessage());
    assertEquals("the disk is gone", thrown.getSuppressed()[0].getMessage());
  }

  @Test
  void subscriberThatThrowsKeepsNothingFromGoingOn() {
    List<Throwable> caught = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              Thread.currentThread().setUncaughtExceptionHandler((t, e) -> caught.add(e));
              HandRoom room = HandRoom.made("11");
              room.engine()
                  .subscribe(
                      entry -> {
                        throw new IllegalStateException("no");
                      });
              room.receive(HandRoom.byAlice("$second").after("$first"));
              Received first = room.receive(HandRoom.byAlice("$first").after("$bob:b.org"));
              assertEquals(1, first.released().size());
            });
    thread.start();
    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> thread.join());
    assertEquals(2, caught.size());
    assertTrue(caught.stream().allMatch(IllegalStateException.class::isInstance));
  }
}
