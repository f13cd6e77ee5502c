package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A log that cannot keep an event, and a subscriber that cannot bear one. */
class ThrowingLogTest {
  /** A log that refuses the event of one id, once. */
  private static final class RefusesOnce implements EventLog {
    private final InMemoryEventLog kept = new InMemoryEventLog();
    private String refused;

    RefusesOnce(String id) {
      refused = id;
    }

    @Override
    public LogPosition append(RoomId roomId, JudgedEvent event) {
      if (event.pdu().id().value().equals(refused)) {
        refused = "";
        throw new IllegalStateException("the disk is full");
      }
      return kept.append(roomId, event);
    }

    @Override
    public LogPosition end() {
      return kept.end();
    }

    @Override
    public Option<LogEntry> read(LogPosition position) {
      return kept.read(position);
    }

    @Override
    public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
      kept.forEachFrom(position, consumer);
    }

    @Override
    public void close() {
      kept.close();
    }
  }

  @Test
  void eventThatTheLogRefusedWhileItWasReleasedIsJudgedWithTheNextOne() {
    HandRoom room =
        HandRoom.made("11", EngineConfig.withoutSignatures(), new RefusesOnce("$second"));
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
