package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is judged, what is kept, and who sees which. */
@Timeout(60)
class ReceiveAllTest {
  /** A log that keeps nothing before it is told to, and counts how often it was asked. */
  private static final class SlowLog extends PassingLog {
    private final InMemoryEventLog entries;
    private final CountDownLatch mayKeep = new CountDownLatch(1);
    private volatile CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean waits;
    private volatile boolean fails;
    private volatile long kept;
    private int keeps;

    SlowLog() {
      this(new InMemoryEventLog());
    }

    private SlowLog(InMemoryEventLog entries) {
      super(entries);
      this.entries = entries;
    }

    @Override
    public boolean isReadAgain() {
      return true;
    }

    @Override
    public void keep(LogPosition position) {
      keeps++;
      asked.countDown();
      if (waits) {
        try {
          assertTrue(mayKeep.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          throw new LogFailure("interrupted");
        }
      }
      if (fails) {
        throw new LogFailure("the disk is full");
      }
      kept = Math.max(kept, position.sequence() + 1);
    }

    /** Waits until so many entries were appended. */
    void awaitEntries(long count) {
      assertTrue(entries.await(new LogPosition(count - 1), Duration.ofSeconds(20)));
    }

    @Override
    public LogPosition end() {
      return new LogPosition(kept);
    }

    @Override
    public SnapshotStore snapshots() {
      return new SnapshotStore() {
        @Override
        public boolean keepsAny() {
          return true;
        }

        @Override
        public Option<byte[]> read(RoomId roomId) {
          return Option.none();
        }

        @Override
        public void write(RoomId roomId, byte[] snapshot) {
          // Lost at once: rooms are read from the log.
        }
      };
    }

    @Override
    public void forEachOf(RoomId id, LogPosition position, Consumer<? super LogEntry> consumer) {
      entries.forEachOf(
          id,
          position,
          entry -> {
            if (entry.position().sequence() < kept) {
              consumer.accept(entry);
            }
          });
    }
  }

  private static List<ReceivedPdu> messages(HandRoom room, int count) {
    List<ReceivedPdu> received = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String before = i == 0 ? "$bob:b.org" : "$" + (i - 1);
      received.add(room.received(HandRoom.topic("$" + i, "").after(before), Arrival.IN_FULL));
    }
    return received;
  }

  @Test
  void eventsThatComeTogetherAreAnsweredAsOneByOneAndKeptAtOnce() {
    SlowLog log = new SlowLog();
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    HandRoom other = HandRoom.made("11");
    List<ReceivedPdu> received = messages(room, 10);
    received.add(received.get(3));
    received.add(0, received.remove(5));
    int before = log.keeps;
    List<Received> answers = room.writer().receiveAll(received);
    assertEquals(before + 1, log.keeps);
    assertEquals(received.size(), answers.size());
    for (int i = 0; i < received.size(); i++) {
      Received alone = other.writer().receive(received.get(i));
      assertEquals(alone.ticket(), answers.get(i).ticket());
      assertEquals(alone.receipt().getClass(), answers.get(i).receipt().getClass());
      assertEquals(alone.released().size(), answers.get(i).released().size());
    }
    assertEquals(other.room().graph().size(), room.room().graph().size());
    assertTrue(room.writer().receiveAll(List.of()).isEmpty());
  }

  @Test
  void whatIsNotKeptYetIsSeenByNobodyButTheNextJudgement() throws Exception {
    SlowLog log = new SlowLog();
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    List<ReceivedPdu> received = messages(room, 2);
    List<String> published = new ArrayList<>();
    room.engine().subscribe(entry -> published.add(entry.event().placement().id().value()));
    log.waits = true;
    log.asked = new CountDownLatch(2);
    List<Received> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (ReceivedPdu pdu : received) {
      Thread thread = new Thread(() -> answers.add(room.writer().receive(pdu)));
      threads.add(thread);
      thread.start();
      log.awaitEntries(5 + threads.size());
    }
    // The second was judged on the first, while that was not kept.
    assertTrue(log.asked.await(30, TimeUnit.SECONDS));
    assertEquals(5, room.room().graph().size());
    assertTrue(room.room().graph().get(new EventId("$0")).isEmpty());
    assertTrue(published.isEmpty());
    assertTrue(answers.isEmpty());
    log.mayKeep.countDown();
    for (Thread thread : threads) {
      thread.join(30_000);
    }
    assertEquals(2, answers.size());
    assertEquals(List.of("$0", "$1"), published);
    assertEquals(7, room.room().graph().size());
  }

  @Test
  void roomWithEntriesThatAreNotKeptYetStaysInMemory() throws Exception {
    SlowLog log = new SlowLog();
    EngineConfig config =
        EngineConfig.withoutSignatures()
            .withMemory(MemoryLimits.STANDARD.withResidentBytesMax(0).withUnsavedEntriesMin(1));
    HandRoom room = HandRoom.made("11", config, log);
    List<ReceivedPdu> received = messages(room, 2);
    log.waits = true;
    Thread first = new Thread(() -> room.writer().receive(received.get(0)));
    first.start();
    log.awaitEntries(6);
    // Another room is loaded, for which there is no room but that of the first.
    RoomWriter other = room.engine().openRoom(new RoomId("!other:a.org"), HandRoom.version("11"));
    assertEquals(0, other.room().graph().size());
    List<Received> second = new ArrayList<>();
    Thread next = new Thread(() -> second.add(room.writer().receive(received.get(1))));
    next.start();
    log.awaitEntries(7);
    log.mayKeep.countDown();
    first.join(30_000);
    next.join(30_000);
    assertTrue(second.get(0).receipt() instanceof Receipt.Judged);
    assertEquals(7, room.room().graph().size());
  }

  @Test
  void whatCouldNotBeKeptIsNotAcknowledgedNorSeen() {
    SlowLog log = new SlowLog();
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    List<ReceivedPdu> received = messages(room, 2);
    log.fails = true;
    assertThrows(LogFailure.class, () -> room.writer().receive(received.get(0)));
    // A repetition is no way around it.
    assertThrows(LogFailure.class, () -> room.writer().receive(received.get(0)));
    assertEquals(5, room.room().graph().size());
    log.fails = false;
    Received again = room.writer().receive(received.get(0));
    assertTrue(again.receipt() instanceof Receipt.Known);
    assertEquals(6, room.room().graph().size());
  }
}
