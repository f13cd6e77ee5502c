package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several threads, several rooms, readers beside writers. */
class ThreadsTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
  }

  private void run(List<Callable<Void>> tasks) throws Exception {
    List<Future<Void>> running = new ArrayList<>();
    for (Callable<Void> task : tasks) {
      running.add(threads.submit(task));
    }
    for (Future<Void> task : running) {
      task.get(120, TimeUnit.SECONDS);
    }
  }

  @Test
  void subscribersSeeEveryEntryInTheOrderOfTheLog() {
    HandRoom room = HandRoom.made("11");
    List<LogEntry> seen = new ArrayList<>();
    List<String> late = new ArrayList<>();
    try (RoomStateEngine.Subscription all = room.engine().subscribe(seen::add)) {
      assertEquals(all, all);
      RoomStateEngine.Subscription second =
          room.engine().subscribe(entry -> late.add(entry.event().pdu().id().value()));
      room.receive(HandRoom.byAlice("$b").after("$a"));
      room.accept(HandRoom.byAlice("$a").after("$bob:b.org"));
      second.close();
      room.accept(HandRoom.byAlice("$c").after("$b"));
    }
    room.accept(HandRoom.byAlice("$d").after("$c"));
    assertEquals(
        List.of("$a", "$b", "$c"),
        seen.stream().map(entry -> entry.event().pdu().id().value()).toList());
    assertEquals(List.of("$a", "$b"), late);
    assertEquals(
        List.of(5L, 6L, 7L), seen.stream().map(entry -> entry.position().sequence()).toList());
    assertEquals(seen.get(0), room.engine().log().read(new LogPosition(5)).get());
  }

  @Test
  void subscriberMayReadTheRoomAndSeesTheEntryInIt() {
    HandRoom room = HandRoom.made("11");
    List<Boolean> found = new ArrayList<>();
    room.engine()
        .subscribe(
            entry ->
                found.add(
                    room.engine()
                        .stateAfter(entry.roomId(), entry.event().pdu().id())
                        .isDefined()));
    room.accept(HandRoom.byAlice("$a").after("$bob:b.org"));
    assertEquals(List.of(true), found);
  }

  @Test
  void roomsOfSeveralThreadsDoNotDisturbEachOther() throws Exception {
    RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withKeys(TestServer.keys(HOME)));
    Map<RoomId, List<EventId>> sequence = new HashMap<>();
    ConcurrentLinkedQueue<LogEntry> published = new ConcurrentLinkedQueue<>();
    engine.subscribe(published::add);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String name = "room" + i;
      tasks.add(
          () -> {
            TestRoom room = TestRoom.open(engine, HandRoom.version("11"), HOME, name);
            for (int n = 0; n < 100; n++) {
              room.accept(HOME, room.state(new StateKey("topic", "" + n), room.alice(), "{}"));
            }
            return null;
          });
    }
    run(tasks);
    assertEquals(THREADS, engine.rooms().size());
    for (LogEntry entry : published) {
      sequence
          .computeIfAbsent(entry.roomId(), id -> new ArrayList<>())
          .add(entry.event().pdu().id());
    }
    for (RoomId id : engine.rooms()) {
      Room room = engine.room(id).get().room();
      assertEquals(104, room.graph().size());
      assertEquals(104, engine.currentState(id).get().size());
      List<EventId> byNumber = new ArrayList<>();
      for (int i = 0; i < room.graph().size(); i++) {
        byNumber.add(room.graph().event(i).id());
      }
      assertEquals(byNumber, sequence.get(id));
    }
    assertEquals(THREADS * 104, engine.log().end().sequence());
  }

  @Test
  void writersOfOneRoomTakeTurns() throws Exception {
    RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withKeys(TestServer.keys(HOME)));
    TestRoom room = TestRoom.open(engine, HandRoom.version("12"), HOME, "room");
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String name = "writer" + i;
      tasks.add(
          () -> {
            for (int n = 0; n < 50; n++) {
              var template =
                  EventTemplate.message(
                      room.id(), name, room.alice(), n, TestServer.json("{\"n\":" + n + "}"));
              room.accept(HOME, template);
            }
            return null;
          });
    }
    run(tasks);
    // Each was built on the extremity that the one before it left: a chain.
    assertEquals(4 + THREADS * 50, room.writer().room().graph().size());
    assertEquals(1, room.writer().room().forwardExtremities().size());
  }

  @Test
  void readersSeeWholeRoomsWhileAWriterWrites() throws Exception {
    HandRoom room = HandRoom.made("11");
    RoomId id = new RoomId(HandRoom.ID);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(THREADS - 1);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS - 1; i++) {
      tasks.add(
          () -> {
            reading.countDown();
            int last = 0;
            while (!done.get()) {
              last = readOnce(room, id, last);
            }
            return null;
          });
    }
    tasks.add(
        () -> {
          assertTrue(reading.await(30, TimeUnit.SECONDS));
          String before = "$bob:b.org";
          for (int n = 0; n < 3_000; n++) {
            room.accept(HandRoom.topic("$t" + n, "" + n).after(before));
            before = "$t" + n;
          }
          done.set(true);
          return null;
        });
    try {
      run(tasks);
    } finally {
      done.set(true);
    }
  }

  /** Reads the room of a moment and everything that its newest event must have with it. */
  private static int readOnce(HandRoom hand, RoomId id, int last) {
    Room room = hand.room();
    int size = room.graph().size();
    assertTrue(size >= last, "rooms do not shrink");
    GraphEvent newest = room.graph().event(size - 1);
    assertEquals(newest.number(), room.graph().number(newest.id()));
    StateView state = new StateView(room.graph(), newest.stateAfter().get());
    assertEquals(size, state.size());
    assertEquals(newest.id(), state.get(newest.facts().key().get()).get());
    assertEquals(newest.id(), room.forwardExtremities().head());
    assertEquals(newest.id(), hand.engine().entry(id, newest.id()).get().event().pdu().id());
    assertTrue(hand.engine().currentState(id).get().size() >= size);
    return size;
  }
}
