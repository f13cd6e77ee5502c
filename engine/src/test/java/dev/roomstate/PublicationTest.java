package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.receipt.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers that write, and threads that wait for each other's entries to be handed out. */
@Timeout(60)
class PublicationTest {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static RoomStateEngine engine() {
    return RoomStateEngine.inMemory(EngineConfig.withoutSignatures());
  }

  private static String id(LogEntry entry) {
    return entry.event().placement().id().value();
  }

  /** Calls the subscriber for entries but those that a subscriber wrote. */
  private static Consumer<LogEntry> once(Consumer<LogEntry> subscriber) {
    return entry -> {
      if (id(entry).equals("$0")) {
        subscriber.accept(entry);
      }
    };
  }

  /** Two threads, each of which hands out an entry of a room while the other writes to it. */
  private void writeToEachOther(RoomStateEngine first, RoomStateEngine second) throws Exception {
    Map<RoomId, ChainRoom> others = new HashMap<>();
    ChainRoom a = new ChainRoom(first, "a");
    ChainRoom b = new ChainRoom(second, "b");
    others.put(a.id(), b);
    others.put(b.id(), a);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CyclicBarrier both = new CyclicBarrier(2);
    Map<RoomId, ReceivedPdu> firsts = Map.of(a.id(), a.message(), b.id(), b.message());
    Map<RoomId, ReceivedPdu> answers = Map.of(a.id(), a.message(), b.id(), b.message());
    Consumer<LogEntry> answering =
        once(
            entry -> {
              await(both);
              ChainRoom other = others.get(entry.roomId());
              Received received = other.writer().receive(answers.get(other.id()));
              assertInstanceOf(Receipt.Judged.class, received.receipt());
            });
    for (RoomStateEngine engine : first == second ? List.of(first) : List.of(first, second)) {
      engine.subscribe(entry -> seen.add(entry.roomId() + id(entry)));
      engine.subscribe(answering);
    }
    List<Future<?>> writing = new ArrayList<>();
    for (ChainRoom room : List.of(a, b)) {
      writing.add(threads.submit(() -> room.writer().receive(firsts.get(room.id()))));
    }
    for (Future<?> written : writing) {
      written.get(20, TimeUnit.SECONDS);
    }
    // The one whose entry came second may have been left to the other thread.
    for (int i = 0; i < 2_000 && seen.size() < 4; i++) {
      Thread.sleep(5);
    }
    for (RoomId id : others.keySet()) {
      assertEquals(
          List.of(id + "$0", id + "$1"),
          seen.stream().filter(entry -> entry.startsWith(id.value())).toList());
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void subscribersThatWriteToEachOthersRoomsDoNotWaitForEachOther() throws Exception {
    RoomStateEngine engine = engine();
    writeToEachOther(engine, engine);
  }

  @Test
  void subscribersOfTwoEnginesThatWriteToEachOtherDoNotWaitForEachOther() throws Exception {
    writeToEachOther(engine(), engine());
  }

  @Test
  void whatASubscriberWritesIsHandedOutAfterItHasReturned() {
    RoomStateEngine engine = engine();
    ChainRoom room = new ChainRoom(engine, "room");
    ChainRoom other = new ChainRoom(engine, "other");
    List<String> seen = new ArrayList<>();
    AtomicBoolean inside = new AtomicBoolean();
    engine.subscribe(
        entry -> {
          assertFalse(inside.getAndSet(true));
          seen.add(entry.roomId() + id(entry));
          RoomWriter writer = engine.room(entry.roomId()).get();
          int size = writer.room().graph().size();
          assertEquals(id(entry), writer.room().graph().event(size - 1).id().value());
          if (seen.size() < 6) {
            ChainRoom next = seen.size() % 3 == 0 ? room : other;
            long before = engine.log().end().sequence();
            assertInstanceOf(Receipt.Judged.class, next.writer().receive(next.message()).receipt());
            assertEquals(before + 1, engine.log().end().sequence());
          }
          inside.set(false);
        });
    room.writer().receive(room.message());
    assertEquals(
        List.of(
            "!room:a.org$0",
            "!other:a.org$0",
            "!other:a.org$1",
            "!room:a.org$1",
            "!other:a.org$2",
            "!other:a.org$3"),
        seen);
  }

  @Test
  void whoeverWroteAnEntryGoesOnWhenItHasBeenHandedOut() throws Exception {
    RoomStateEngine engine = engine();
    ChainRoom room = new ChainRoom(engine, "room");
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    engine.subscribe(
        once(
            entry -> {
              first.countDown();
              try {
                assertTrue(goOn.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
    engine.subscribe(entry -> seen.add(id(entry)));
    Future<?> one = threads.submit(() -> room.writer().receive(room.message()));
    assertTrue(first.await(20, TimeUnit.SECONDS));
    Future<?> two = threads.submit(() -> room.writer().receive(room.message()));
    Future<?> again = threads.submit(() -> room.writer().keysFetched());
    Thread.sleep(200);
    assertFalse(two.isDone());
    assertFalse(again.isDone());
    goOn.countDown();
    one.get(20, TimeUnit.SECONDS);
    two.get(20, TimeUnit.SECONDS);
    assertEquals(List.of("$0", "$1"), seen);
  }

  @Test
  void manyWritersAndAWritingSubscriberSeeEveryEntryOnceInTheOrderOfItsRoom() throws Exception {
    RoomStateEngine engine = engine();
    List<ChainRoom> rooms = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rooms.add(new ChainRoom(engine, "room" + i));
    }
    Map<RoomId, List<Long>> seen = new HashMap<>();
    rooms.forEach(room -> seen.put(room.id(), new ArrayList<>()));
    // Not synchronized: the entries of a room are handed out by one thread at a time.
    engine.subscribe(entry -> seen.get(entry.roomId()).add(entry.position().sequence()));
    engine.subscribe(
        entry -> {
          if (id(entry).endsWith("7")) {
            send(rooms.get((int) (entry.position().sequence() % 3)));
          }
        });
    List<Future<?>> writing = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      writing.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  send(rooms.get((i + seed) % 3));
                }
              }));
    }
    for (Future<?> written : writing) {
      written.get(40, TimeUnit.SECONDS);
    }
    for (ChainRoom room : rooms) {
      // Returns when all is handed out.
      room.writer().keysFetched();
      List<Long> expected = new ArrayList<>();
      engine
          .log()
          .forEachOf(
              room.id(),
              new dev.roomstate.log.LogPosition(15),
              entry -> expected.add(entry.position().sequence()));
      assertEquals(expected, seen.get(room.id()));
    }
  }

  private static void send(ChainRoom room) {
    ReceivedPdu next;
    synchronized (room) {
      next = room.message();
    }
    // Where another thread was faster with a later one, that waits and is released.
    room.writer().receive(next);
  }

  @Test
  void errorOfASubscriberGoesToItsThreadsHandler() throws Exception {
    RoomStateEngine engine = engine();
    ChainRoom room = new ChainRoom(engine, "room");
    List<Throwable> caught = new ArrayList<>();
    engine.subscribe(
        entry -> {
          throw new AssertionError("no");
        });
    Thread thread = new Thread(() -> room.writer().receiveAll(room.messages(2)));
    thread.setUncaughtExceptionHandler((t, e) -> caught.add(e));
    thread.start();
    thread.join(20_000);
    assertEquals(2, caught.size());
    assertEquals(7, room.writer().room().graph().size());
  }
}
