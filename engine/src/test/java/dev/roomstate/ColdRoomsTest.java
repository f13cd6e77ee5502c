package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.StateKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.room.Room;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rooms that are not in memory.
 *
 * <p>Goal: nothing tells them from those that are. Method: the same is done with an engine that
 * keeps everything in memory and with one that has room for about one room, whose log is on disk.
 */
class ColdRoomsTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final EngineConfig ROOMY = EngineConfig.withKeys(TestServer.keys(HOME));

  @TempDir private Path folder;

  private static EngineConfig tight(int unsaved) {
    return ROOMY.withMemory(
        MemoryLimits.STANDARD.withResidentBytesMax(8_000).withUnsavedEntriesMin(unsaved));
  }

  private EventLog log() {
    return FileEventLog.open(folder.resolve("log"), RoomVersions.STANDARD, Durability.OS);
  }

  /** Two copies of some rooms, to which the same is sent. */
  private final class Pair {
    private final RoomStateEngine roomy = RoomStateEngine.inMemory(ROOMY);
    private final List<RoomId> rooms = new ArrayList<>();
    private RoomStateEngine tight;

    Pair(EngineConfig config) {
      tight = RoomStateEngine.open(config, log());
      for (int i = 0; i < 6; i++) {
        TestRoom room = TestRoom.open(roomy, HandRoom.version("11"), HOME, "room" + i);
        rooms.add(room.id());
        room.writer().room().graph();
        replicate(room.id(), 0);
      }
    }

    /** Hands to the tight engine what the roomy one has of a room from an event on. */
    private void replicate(RoomId id, int from) {
      Room room = roomy.room(id).get().room();
      for (int number = from; number < room.graph().size(); number++) {
        LogEntry entry = roomy.entry(id, room.graph().event(number).id()).get();
        byte[] bytes = entry.event().pdu().canonical().bytes();
        assertTrue(tight.receive(ReceivedPdu.of(bytes)).isRight());
      }
    }

    void send(Random random) {
      RoomId id = rooms.get(random.nextInt(rooms.size()));
      RoomWriter writer = roomy.room(id).get();
      int before = writer.room().graph().size();
      StateKey key = new StateKey("topic", "" + random.nextInt(20));
      writer.send(
          dev.roomstate.event.EventTemplate.state(
              id, key, HOME.user("alice"), before, TestServer.json("{\"n\":" + before + "}")),
          HOME.builder(HandRoom.version("11").rules()));
      replicate(id, before);
    }

    void assertSame() {
      for (RoomId id : rooms) {
        assertEquals(roomy.currentState(id), tight.currentState(id));
        ReplayLawTest.assertSameRoom(roomy.room(id).get().room(), tight.room(id).get().room());
        EventId last = newest(tight.room(id).get().room()).id();
        assertEquals(roomy.event(id, last), tight.event(id, last));
      }
    }

    void reopen(EngineConfig config) {
      tight.close();
      tight = RoomStateEngine.open(config, log());
    }
  }

  private static GraphEvent newest(Room room) {
    return room.graph().event(room.graph().size() - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000_000})
  void roomsThatComeAndGoAreTheRoomsThatStay(int unsaved) {
    Random random = new Random(unsaved);
    Pair pair = new Pair(tight(unsaved));
    for (int i = 0; i < 150; i++) {
      pair.send(random);
      assertTrue(pair.tight.residentBytes() < 30_000, "few rooms stay in memory");
    }
    pair.assertSame();
    pair.reopen(tight(unsaved));
    assertEquals(0, pair.tight.residentBytes());
    pair.assertSame();
    for (int i = 0; i < 50; i++) {
      pair.send(random);
    }
    pair.assertSame();
    pair.tight.close();
  }

  @Test
  void staleSnapshotIsGoneOnFromAndOneThatIsAheadIsNotUsed() throws IOException {
    Pair pair = new Pair(tight(1));
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      pair.send(random);
    }
    pair.reopen(tight(1));
    Path early = folder.resolve("early");
    copy(folder.resolve("log"), early);
    for (int i = 0; i < 40; i++) {
      pair.send(random);
    }
    pair.assertSame();
    pair.tight.close();

    // Snapshots of now beside the log of then.
    copy(folder.resolve("log/snapshots"), early.resolve("snapshots"));
    try (RoomStateEngine engine =
        RoomStateEngine.open(
            tight(1), FileEventLog.open(early, RoomVersions.STANDARD, Durability.OS))) {
      for (RoomId id : pair.rooms) {
        Room room = engine.room(id).get().room();
        EventId last = newest(room).id();
        assertEquals(pair.roomy.stateAfter(id, last), engine.stateAfter(id, last));
        assertTrue(room.graph().size() <= pair.roomy.room(id).get().room().graph().size());
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Every damage of a snapshot costs time and nothing else. */
  @Test
  void damagedSnapshotIsNotUsed() throws IOException {
    Pair pair = new Pair(tight(1));
    Random random = new Random(6);
    for (int i = 0; i < 12; i++) {
      pair.send(random);
    }
    pair.reopen(ROOMY);
    RoomId id = pair.rooms.get(0);
    Path snapshot = snapshotOf(id, pair);
    byte[] sound = Files.readAllBytes(snapshot);
    Room expected = pair.roomy.room(id).get().room();
    pair.tight.close();
    List<byte[]> damaged = new ArrayList<>();
    for (int bit = 0; bit < sound.length * 8; bit += 1 + random.nextInt(40)) {
      byte[] flipped = sound.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      damaged.add(flipped);
    }
    for (int length = 0; length < sound.length; length += 1 + random.nextInt(30)) {
      damaged.add(java.util.Arrays.copyOf(sound, length));
    }
    damaged.add(new byte[sound.length]);
    damaged.add(java.util.Arrays.copyOf(sound, sound.length + 1));
    for (byte[] bytes : damaged) {
      Files.write(snapshot, bytes);
      try (EventLog log = log();
          RoomStateEngine engine = RoomStateEngine.open(ROOMY, log)) {
        assertTrue(log.snapshots().read(id).isEmpty());
        ReplayLawTest.assertSameRoom(expected, engine.room(id).get().room());
      }
    }
  }

  private Path snapshotOf(RoomId id, Pair pair) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("log/snapshots"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, new byte[] {1});
        boolean isIt = pair.tight.log().snapshots().read(id).isEmpty();
        Files.write(file, bytes);
        if (isIt) {
          return file;
        }
      }
    }
    throw new AssertionError("no snapshot");
  }

  @Test
  void snapshotOfAnotherRoomOrLogIsNotUsed() throws IOException {
    Pair pair = new Pair(tight(1));
    pair.reopen(ROOMY);
    Path first = snapshotOf(pair.rooms.get(0), pair);
    Path second = snapshotOf(pair.rooms.get(1), pair);
    byte[] other = Files.readAllBytes(second);
    byte[] foreign = Files.readAllBytes(first);
    pair.tight.close();
    foreign[9] ^= 1;
    for (byte[] wrong : List.of(other, foreign)) {
      Files.write(first, wrong);
      pair.tight = RoomStateEngine.open(ROOMY, log());
      pair.assertSame();
      pair.tight.close();
    }
  }

  @Test
  void roomThatWasReadWithoutASnapshotGetsOneAgain() throws IOException {
    Pair pair = new Pair(tight(1));
    pair.reopen(ROOMY);
    RoomId id = pair.rooms.get(0);
    Files.delete(snapshotOf(id, pair));
    pair.reopen(tight(1));
    pair.assertSame();
    pair.tight.close();
    try (EventLog log = log()) {
      assertTrue(log.snapshots().read(id).isDefined());
    }
  }

  @Test
  void threadsThatUseTheSameRoomsDoNotMissAnything() throws Exception {
    RoomStateEngine engine = RoomStateEngine.open(tight(3), log());
    List<TestRoom> rooms = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rooms.add(TestRoom.open(engine, HandRoom.version("11"), HOME, "room" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> sent = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      sent.add(
          threads.submit(
              () -> {
                Random random = new Random(seed);
                for (int n = 0; n < 100; n++) {
                  RoomId id = rooms.get(random.nextInt(rooms.size())).id();
                  RoomWriter writer = engine.room(id).get();
                  Room seen = writer.room();
                  writer.send(
                      dev.roomstate.event.EventTemplate.state(
                          id,
                          new StateKey("t" + seed, "" + n),
                          HOME.user("alice"),
                          n,
                          TestServer.json("{}")),
                      HOME.builder(HandRoom.version("11").rules()));
                  // A room that was let go of can be read on.
                  assertTrue(seen.graph().event(0).createFacts().isDefined());
                  assertTrue(newest(seen).facts().isState());
                }
                return 100;
              }));
    }
    int all = 0;
    for (Future<Integer> count : sent) {
      all += count.get(120, TimeUnit.SECONDS);
    }
    threads.shutdown();
    int events = 0;
    for (TestRoom room : rooms) {
      events += engine.currentState(room.id()).get().size();
    }
    assertEquals(5 * 4 + all, events);
    engine.close();
    try (RoomStateEngine reopened = RoomStateEngine.open(tight(3), log())) {
      assertEquals(5 * 4 + all, reopened.log().end().sequence());
      for (TestRoom room : rooms) {
        List<LogEntry> entries = new ArrayList<>();
        reopened.log().forEachOf(room.id(), LogPosition.FIRST, entries::add);
        assertEquals(entries.size(), reopened.room(room.id()).get().room().graph().size());
        assertFalse(entries.isEmpty());
      }
    }
  }
}
