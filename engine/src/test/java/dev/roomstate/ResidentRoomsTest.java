package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which rooms stay in memory, who has others let go of, and how they are counted. */
@Timeout(120)
class ResidentRoomsTest {
  private static final String SAVER = "roomstate snapshots";

  @TempDir private Path folder;

  private static EngineConfig limited(long bytes) {
    return EngineConfig.withoutSignatures()
        .withMemory(MemoryLimits.STANDARD.withResidentBytesMax(bytes).withUnsavedEntriesMin(1));
  }

  private EventLog log() {
    return FileEventLog.open(folder.resolve("log"), RoomVersions.STANDARD, Durability.OS);
  }

  /** A log whose snapshots tell who writes them. */
  private final class TellingLog extends PassingLog {
    private final Set<String> savers = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch saverMayGoOn = new CountDownLatch(0);

    TellingLog() {
      super(log());
    }

    @Override
    public SnapshotStore snapshots() {
      SnapshotStore kept = super.snapshots();
      return new SnapshotStore() {
        @Override
        public boolean keepsAny() {
          return true;
        }

        @Override
        public Option<byte[]> read(RoomId roomId) {
          return kept.read(roomId);
        }

        @Override
        public void write(RoomId roomId, byte[] snapshot) {
          String name = Thread.currentThread().getName();
          savers.add(name);
          if (name.equals(SAVER)) {
            awaitSaver();
          }
          kept.write(roomId, snapshot);
        }
      };
    }

    private void awaitSaver() {
      try {
        assertTrue(saverMayGoOn.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void await(BooleanSupplier isSo) throws InterruptedException {
    for (int i = 0; i < 10_000 && !isSo.getAsBoolean(); i++) {
      Thread.sleep(2);
    }
    assertTrue(isSo.getAsBoolean());
  }

  @Test
  void roomLargerThanAllMayTakeIsNotLoadedForEachUse() {
    try (RoomStateEngine engine = RoomStateEngine.open(limited(1_000), log())) {
      ChainRoom small = new ChainRoom(engine, "small");
      ChainRoom room = new ChainRoom(engine, "large");
      small.writer().room();
      room.writer().room();
      long loaded = engine.counts().roomsLoaded();
      for (int i = 0; i < 200; i++) {
        room.writer().receive(room.message());
        assertTrue(engine.currentState(room.id()).isDefined());
      }
      assertEquals(loaded, engine.counts().roomsLoaded());
      assertTrue(engine.residentBytes() > 1_000);
      assertEquals(1, engine.residentRooms());
    }
  }

  @Test
  void roomsAreSavedAndLetGoOfBesideTheirUse() throws InterruptedException {
    TellingLog log = new TellingLog();
    try (RoomStateEngine engine = RoomStateEngine.open(limited(200_000), log)) {
      for (int i = 0; i < 60; i++) {
        ChainRoom room = new ChainRoom(engine, "room" + i);
        room.writer().receiveAll(room.messages(20));
        await(() -> engine.residentBytes() <= 200_000);
      }
      assertTrue(engine.counts().roomsLetGo() > 20);
      assertEquals(Set.of(SAVER), log.savers);
    }
  }

  @Test
  void usersOfRoomsLetGoOfOthersWhereNobodyElseDoesItInTime() throws InterruptedException {
    TellingLog log = new TellingLog();
    log.saverMayGoOn = new CountDownLatch(1);
    try (RoomStateEngine engine = RoomStateEngine.open(limited(200_000), log)) {
      for (int i = 0; i < 60; i++) {
        ChainRoom room = new ChainRoom(engine, "room" + i);
        room.writer().receiveAll(room.messages(20));
        assertTrue(engine.residentBytes() <= 225_000, "bytes: " + engine.residentBytes());
      }
      assertEquals(Set.of(SAVER, Thread.currentThread().getName()), log.savers);
      log.saverMayGoOn.countDown();
      await(() -> engine.residentBytes() <= 200_000);
    }
  }

  @Test
  void logThatIsOnlyReadHasALimitToo() throws InterruptedException {
    List<RoomId> rooms = new ArrayList<>();
    try (RoomStateEngine engine = RoomStateEngine.open(limited(1 << 30), log())) {
      for (int i = 0; i < 100; i++) {
        rooms.add(new ChainRoom(engine, "room" + i).id());
      }
    }
    EventLog read =
        DurableLog.open(
            folder.resolve("log"),
            Option.none(),
            RoomVersions.STANDARD,
            Durability.OS,
            LogAccess.READ);
    try (RoomStateEngine engine = RoomStateEngine.open(limited(100_000), read)) {
      for (int round = 0; round < 2; round++) {
        for (RoomId id : rooms) {
          assertEquals(5, engine.room(id).get().room().graph().size());
          assertTrue(engine.residentBytes() <= 112_500, "bytes: " + engine.residentBytes());
        }
      }
      await(() -> engine.residentBytes() <= 100_000);
      assertEquals(0, engine.counts().snapshotsWritten());
    }
  }

  @Test
  void everythingIsCountedAsOftenAsItIsThere() throws Exception {
    try (RoomStateEngine engine = RoomStateEngine.open(limited(15_000), log())) {
      List<ChainRoom> rooms = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        rooms.add(new ChainRoom(engine, "room" + i));
      }
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> using = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        Random random = new Random(t);
        using.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 3_000; i++) {
                    rooms.get(random.nextInt(rooms.size())).writer().room();
                  }
                }));
      }
      for (Future<?> used : using) {
        used.get(60, TimeUnit.SECONDS);
      }
      threads.shutdown();
      await(() -> engine.residentBytes() <= 15_000);
      // Whatever was counted wrongly would stay when all others are let go of.
      int resident = engine.residentRooms();
      assertTrue(resident > 0 && resident < 12, "rooms: " + resident);
      long expected = engine.counts().roomsLoaded() - engine.counts().roomsLetGo();
      await(() -> engine.residentRooms() == expected);
    }
  }

  @Test
  void limitsAreNotNegative() {
    MemoryLimits limits = MemoryLimits.STANDARD;
    assertThrows(IllegalArgumentException.class, () -> limits.withResidentBytesMax(-1));
    assertThrows(IllegalArgumentException.class, () -> limits.withParked(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> limits.withParked(0, -1));
    assertThrows(IllegalArgumentException.class, () -> limits.withUnsavedEntriesMin(-1));
    assertEquals(0, limits.withParked(0, 0).parkedEventsMax());
  }
}
