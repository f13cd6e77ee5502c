package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which verify keys are in the log, and when. */
@Timeout(120)
class RecordedKeysTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer AWAY = TestServer.named("away.org");
  private static final int SERVERS = 50;
  private static final int THREADS = 4;

  private static List<String> servers(InMemoryEventLog log) {
    return log.keys().stream().map(RecordedKey::server).toList();
  }

  @Test
  void keyIsRecordedOnceHoweverManyRoomsNeedItAtOnce() throws Exception {
    TestServer[] servers = new TestServer[SERVERS];
    for (int i = 0; i < SERVERS; i++) {
      servers[i] = TestServer.named("s" + i + ".org");
    }
    InMemoryEventLog log = new InMemoryEventLog();
    RoomStateEngine engine =
        RoomStateEngine.open(EngineConfig.withKeys(TestServer.keys(servers)), log);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> writing = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      String name = "room" + t;
      writing.add(
          threads.submit(
              () -> {
                for (TestServer server : servers) {
                  together.await(60, TimeUnit.SECONDS);
                  new TestRoom(engine, HandRoom.version("11"), server, name);
                }
                return null;
              }));
    }
    for (Future<?> written : writing) {
      written.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertEquals(SERVERS * THREADS, engine.log().end().sequence());
    assertEquals(SERVERS, log.keys().size());
  }

  @Test
  void keyOfAnEventThatIsDroppedOrWaitsIsNotRecordedYet() {
    InMemoryEventLog log = new InMemoryEventLog();
    RoomStateEngine engine =
        RoomStateEngine.open(EngineConfig.withKeys(TestServer.keys(HOME, AWAY)), log);
    TestRoom room = TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    assertEquals(List.of("home.org"), servers(log));

    EventTemplate join = room.member(AWAY.user("bob"), AWAY.user("bob"), "join");
    byte[] bytes = room.build(AWAY, join);
    String changed =
        new String(bytes, StandardCharsets.UTF_8).replaceFirst("\"depth\":\\d+", "\"depth\":99");
    Received dropped =
        engine.receive(ReceivedPdu.of(changed.getBytes(StandardCharsets.UTF_8))).get();
    assertInstanceOf(Receipt.Dropped.class, dropped.receipt());
    assertEquals(List.of("home.org"), servers(log));

    assertInstanceOf(Receipt.Judged.class, engine.receive(ReceivedPdu.of(bytes)).get().receipt());
    assertEquals(List.of("home.org", "away.org"), servers(log));
  }

  @Test
  void keyThatTheLogRefusedIsRecordedWithTheNextEvent() {
    class FailingLog extends PassingLog {
      private boolean fails = true;

      FailingLog(InMemoryEventLog log) {
        super(log);
      }

      @Override
      public void record(RecordedKey key) {
        if (fails) {
          fails = false;
          throw new IllegalStateException("the disk is full");
        }
        super.record(key);
      }
    }
    InMemoryEventLog log = new InMemoryEventLog();
    RoomStateEngine engine =
        RoomStateEngine.open(EngineConfig.withKeys(TestServer.keys(HOME)), new FailingLog(log));
    assertThrows(
        IllegalStateException.class,
        () -> new TestRoom(engine, HandRoom.version("11"), HOME, "room"));
    assertEquals(0, log.end().sequence());
    new TestRoom(engine, HandRoom.version("11"), HOME, "room");
    assertEquals(List.of("home.org"), servers(log));
  }

  @Test
  void keysAreInTheLogBeforeTheEventThatTheyVerified() {
    List<Integer> keysAtAppend = new ArrayList<>();
    InMemoryEventLog kept = new InMemoryEventLog();
    class TellingLog extends PassingLog {
      TellingLog() {
        super(kept);
      }

      @Override
      public dev.roomstate.log.LogPosition append(
          RoomId roomId, RoomVersion version, JudgedEvent event) {
        keysAtAppend.add(kept.keys().size());
        return super.append(roomId, version, event);
      }
    }
    RoomStateEngine engine =
        RoomStateEngine.open(EngineConfig.withKeys(TestServer.keys(HOME)), new TellingLog());
    TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    assertEquals(List.of(1, 1, 1, 1), keysAtAppend);
  }

  @Test
  void createEventIsVerifiedOnceAndItsKeyRecordedOnlyIfItOpensItsRoom() {
    AtomicInteger asked = new AtomicInteger();
    KeyRing all = TestServer.keys(HOME, AWAY);
    InMemoryEventLog log = new InMemoryEventLog();
    RoomStateEngine engine =
        RoomStateEngine.open(
            EngineConfig.withKeys(
                (server, keyId) -> {
                  asked.incrementAndGet();
                  return all.lookup(server, keyId);
                }),
            log);
    // Of another server than the room's id says: rejected, and forgotten.
    EventTemplate foreign =
        EventTemplate.state(
            new RoomId("!room:home.org"),
            StateKey.CREATE,
            AWAY.user("eve"),
            1,
            TestServer.json("{\"room_version\":\"11\",\"creator\":\"@eve:away.org\"}"));
    byte[] create =
        AWAY.builder(HandRoom.version("11").rules())
            .build(foreign, List.of(), List.of(), 1, event -> "x");
    Received rejected = engine.receive(ReceivedPdu.of(create)).get();
    assertEquals(
        Outcome.REJECTED,
        assertInstanceOf(Receipt.Judged.class, rejected.receipt()).entry().outcome());
    assertEquals(1, asked.getAndSet(0));
    assertTrue(log.keys().isEmpty());
    assertEquals(0, log.end().sequence());
    assertTrue(engine.rooms().isEmpty());

    TestRoom room = new TestRoom(engine, HandRoom.version("11"), HOME, "room");
    assertEquals(1, asked.get());
    assertEquals(0, room.made().ticket());
    assertEquals(List.of("home.org"), servers(log));
    assertInstanceOf(KeyLookup.Known.class, all.lookup("away.org", AWAY.key().keyId()));
  }
}
