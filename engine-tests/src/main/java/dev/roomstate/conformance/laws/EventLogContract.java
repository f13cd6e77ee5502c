package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every log keeps to: entries are there where they were appended, in their order, each in its
 * room, whole; what was kept is there when the log is opened again. Implement it in a test class,
 * and it runs.
 */
public interface EventLogContract {
  /** The versions of the rooms in these tests: the standard ones, and one with an odd name. */
  RoomVersions VERSIONS =
      RoomVersions.STANDARD.with(new RoomVersion("org.example.\u00e9 \"x\"", RoomVersionRules.V11));

  /** Opens the log that belongs to a folder, which is empty at first. */
  EventLog open(Path folder);

  /** Whether what was kept is there when the log is opened again. */
  boolean isDurable();

  /** A room of this name. */
  private static RoomId room(String name) {
    return new RoomId("!" + name + ":example.org");
  }

  private static RoomVersion eleven() {
    return VERSIONS.get("11").get();
  }

  private static List<LogEntry> all(EventLog log) {
    List<LogEntry> all = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, all::add);
    return all;
  }

  private static void assertSame(JudgedEvent written, JudgedEvent read) {
    assertEquals(written.pdu().id(), read.pdu().id());
    assertEquals(written.pdu().json(), read.pdu().json());
    assertEquals(written.hash(), read.hash());
    assertEquals(written.outcome(), read.outcome());
    assertEquals(written.rejection(), read.rejection());
    assertEquals(written.before(), read.before());
    assertEquals(written.current(), read.current());
  }

  /** Appends so many events to a room, one by one; the position of the last. */
  private static LogPosition append(EventLog log, RoomId room, int events) {
    List<JudgedEvent> samples = JudgedSamples.events();
    LogPosition last = null;
    for (int i = 0; i < events; i++) {
      last = log.append(room, eleven(), samples.get(i % samples.size()));
    }
    log.keep(last);
    return last;
  }

  private static RecordedKey key(String server, int first, Option<Long> expired, long fetched) {
    byte[] bytes = new byte[VerifyKey.SIZE];
    bytes[0] = (byte) first;
    return new RecordedKey(server, "ed25519:1", new VerifyKey(bytes, 9, expired), fetched);
  }

  @Test
  default void emptyLogHasNothing(@TempDir Path folder) {
    try (EventLog log = open(folder)) {
      assertEquals(LogPosition.FIRST, log.end());
      assertTrue(log.read(LogPosition.FIRST).isEmpty());
      assertEquals(List.of(), all(log));
      assertEquals(List.of(), log.rooms());
      assertEquals(List.of(), log.keys());
      log.forEachOf(room("a"), LogPosition.FIRST, entry -> assertEquals("none", entry));
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertEquals(LogPosition.FIRST, log.end());
      }
    }
  }

  @Test
  default void entriesAreReadAsTheyWereAppended(@TempDir Path folder) {
    List<JudgedEvent> samples = JudgedSamples.events();
    assertTrue(samples.size() > 8);
    try (EventLog log = open(folder)) {
      for (int i = 0; i < samples.size(); i++) {
        LogPosition at = log.append(room("a"), eleven(), samples.get(i));
        assertEquals(new LogPosition(i), at);
        log.keep(at);
        assertEquals(at.next(), log.end());
      }
      assertTrue(log.read(log.end()).isEmpty());
      assertTrue(log.read(new LogPosition(-1)).isEmpty());
      List<LogEntry> all = all(log);
      assertEquals(samples.size(), all.size());
      for (int i = 0; i < samples.size(); i++) {
        assertSame(samples.get(i), all.get(i).event());
        assertSame(samples.get(i), log.read(new LogPosition(i)).get().event());
        assertEquals(new LogPosition(i), all.get(i).position());
        assertEquals(room("a"), all.get(i).roomId());
      }
    }
  }

  @Test
  default void entryIsReadBeforeItIsKept(@TempDir Path folder) {
    List<JudgedEvent> samples = JudgedSamples.events();
    try (EventLog log = open(folder)) {
      LogPosition last = null;
      for (int i = 0; i < 40; i++) {
        last = log.append(room("a"), eleven(), samples.get(i % samples.size()));
        LogEntry entry = log.read(last).get();
        assertSame(samples.get(i % samples.size()), entry.event());
        assertEquals(last, entry.position());
      }
      assertTrue(log.read(last.next()).isEmpty());
      log.keep(last);
      assertEquals(last.next(), log.end());
      assertSame(samples.get(39 % samples.size()), log.read(last).get().event());
    }
  }

  @Test
  default void keepingTheLastKeepsAll(@TempDir Path folder) {
    try (EventLog log = open(folder)) {
      LogPosition last = append(log, room("a"), 100);
      assertEquals(99, last.sequence());
      log.keep(LogPosition.FIRST);
      log.keep(last);
      assertEquals(100, all(log).size());
      assertThrows(LogFailure.class, () -> log.keep(last.next()));
    }
  }

  @Test
  default void readingBeginsWhereItIsTold(@TempDir Path folder) {
    try (EventLog log = open(folder)) {
      append(log, room("a"), 70);
      for (int from = 0; from <= 71; from++) {
        List<Long> found = new ArrayList<>();
        log.forEachFrom(new LogPosition(from), entry -> found.add(entry.position().sequence()));
        assertEquals(Math.max(0, 70 - from), found.size());
        assertTrue(found.isEmpty() || found.get(0) == from);
      }
      for (int at = 69; at >= 0; at--) {
        assertEquals(at, log.read(new LogPosition(at)).get().position().sequence());
      }
    }
  }

  @Test
  default void roomsAreKeptApart(@TempDir Path folder) {
    List<JudgedEvent> samples = JudgedSamples.events();
    int rooms = 7;
    try (EventLog log = open(folder)) {
      LogPosition last = null;
      for (int i = 0; i < 20 * rooms; i++) {
        // Not in turns: the third room comes thrice as often as the others.
        RoomId room = room("r" + (i % 3 == 0 ? 2 : i % rooms));
        last = log.append(room, eleven(), samples.get(i % samples.size()));
      }
      log.keep(last);
      assertRooms(log, 20 * rooms);
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertRooms(log, 20 * rooms);
        append(log, room("r2"), 3);
        assertRooms(log, 20 * rooms + 3);
      }
      try (EventLog log = open(folder)) {
        assertRooms(log, 20 * rooms + 3);
      }
    }
  }

  private static void assertRooms(EventLog log, int entries) {
    List<LogEntry> all = all(log);
    assertEquals(entries, all.size());
    int seen = 0;
    for (LoggedRoom room : log.rooms()) {
      List<LogEntry> mine = all.stream().filter(e -> e.roomId().equals(room.id())).toList();
      assertEquals("11", room.version());
      assertEquals(mine.size(), room.entries());
      assertEquals(mine.get(mine.size() - 1).position(), room.last());
      for (LogPosition from : List.of(LogPosition.FIRST, new LogPosition(17), room.last())) {
        List<LogPosition> expected =
            mine.stream().map(LogEntry::position).filter(p -> p.compareTo(from) >= 0).toList();
        List<LogPosition> found = new ArrayList<>();
        log.forEachOf(
            room.id(),
            from,
            entry -> {
              assertEquals(room.id(), entry.roomId());
              found.add(entry.position());
            });
        assertEquals(expected, found);
      }
      seen += mine.size();
    }
    assertEquals(entries, seen);
    log.forEachOf(room("other"), LogPosition.FIRST, entry -> assertEquals("none", entry));
  }

  @Test
  default void oddNamesComeBackAsTheyWere(@TempDir Path folder) {
    List<RoomId> rooms = new ArrayList<>();
    for (String name :
        List.of("", "a:b:c", "\u00e9\ud83d\ude00", "\n\u0000\t", "../x", "%41 \"'")) {
      rooms.add(new RoomId("!" + name));
    }
    rooms.add(new RoomId("!" + "x".repeat(254)));
    RoomVersion odd = VERSIONS.get("org.example.\u00e9 \"x\"").get();
    JudgedEvent sample = JudgedSamples.events().get(0);
    try (EventLog log = open(folder)) {
      LogPosition last = null;
      for (RoomId room : rooms) {
        last = log.append(room, odd, sample);
      }
      log.keep(last);
      assertEquals(rooms, all(log).stream().map(LogEntry::roomId).toList());
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertEquals(rooms, log.rooms().stream().map(LoggedRoom::id).toList());
        assertEquals(rooms, all(log).stream().map(LogEntry::roomId).toList());
        assertTrue(log.rooms().stream().allMatch(room -> room.version().equals(odd.id())));
      }
    }
  }

  @Test
  default void manyWritersKeepEachEntryOnce(@TempDir Path folder) throws Exception {
    List<JudgedEvent> samples = JudgedSamples.events();
    int threads = 6;
    int each = 60;
    long total = 360;
    Set<Long> positions = new HashSet<>();
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try (EventLog log = open(folder)) {
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        RoomId room = room("w" + i);
        running.add(
            writers.submit(
                () -> {
                  List<Long> mine = new ArrayList<>();
                  for (int n = 0; n < each; n++) {
                    JudgedEvent sample = samples.get(n % samples.size());
                    LogPosition at = log.append(room, eleven(), sample);
                    assertSame(sample, log.read(at).get().event());
                    if (n % 3 != 0) {
                      log.keep(at);
                      assertTrue(log.end().compareTo(at) > 0);
                    }
                    assertEquals(room, log.read(at).get().roomId());
                    mine.add(at.sequence());
                  }
                  return mine;
                }));
      }
      for (Future<List<Long>> writer : running) {
        List<Long> mine = writer.get(60, TimeUnit.SECONDS);
        assertEquals(mine.stream().sorted().toList(), mine);
        positions.addAll(mine);
      }
      assertEquals(total, positions.size());
      log.keep(new LogPosition(total - 1));
      assertEquals(total, all(log).size());
    } finally {
      writers.shutdownNow();
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertEquals(total, log.end().sequence());
        assertTrue(log.rooms().stream().allMatch(room -> room.entries() == each));
      }
    }
  }

  @Test
  default void followerSeesEntriesAsTheyAreKept(@TempDir Path folder) throws Exception {
    List<JudgedEvent> samples = JudgedSamples.events();
    ExecutorService follower = Executors.newSingleThreadExecutor();
    EventLog log = open(folder);
    try {
      assertFalse(log.await(LogPosition.FIRST, Duration.ofMillis(5)));
      Future<Integer> seen =
          follower.submit(
              () -> {
                int next = 0;
                while (next < 50 && log.await(new LogPosition(next), Duration.ofSeconds(20))) {
                  LogEntry entry = log.read(new LogPosition(next)).get();
                  assertSame(samples.get(next % samples.size()), entry.event());
                  next++;
                }
                return next;
              });
      for (int i = 0; i < 50; i++) {
        log.keep(log.append(room("a"), eleven(), samples.get(i % samples.size())));
      }
      assertEquals(50, seen.get(60, TimeUnit.SECONDS));
      assertTrue(log.await(new LogPosition(49), Duration.ZERO));
      assertFalse(log.await(new LogPosition(50), Duration.ZERO));
      Future<Boolean> waiting =
          follower.submit(() -> log.await(new LogPosition(50), Duration.ofSeconds(60)));
      log.close();
      assertFalse(waiting.get(30, TimeUnit.SECONDS));
    } finally {
      follower.shutdownNow();
      log.close();
    }
  }

  @Test
  default void reopenedLogGoesOn(@TempDir Path folder) {
    if (!isDurable()) {
      return;
    }
    for (int round = 0; round < 4; round++) {
      try (EventLog log = open(folder)) {
        assertEquals(23L * round, log.end().sequence());
        append(log, room("a"), 23);
        assertEquals(23 * (round + 1), all(log).size());
      }
    }
    List<JudgedEvent> samples = JudgedSamples.events();
    try (EventLog log = open(folder)) {
      List<LogEntry> all = all(log);
      for (int i = 0; i < all.size(); i++) {
        assertSame(samples.get(i % 23 % samples.size()), all.get(i).event());
      }
    }
  }

  @Test
  default void closingKeepsWhatWasAppended(@TempDir Path folder) {
    if (!isDurable()) {
      return;
    }
    JudgedEvent sample = JudgedSamples.events().get(0);
    try (EventLog log = open(folder)) {
      log.append(room("a"), eleven(), sample);
      log.record(key("a.org", 1, Option.none(), 4));
      log.append(room("b"), eleven(), sample);
      log.record(key("b.org", 1, Option.none(), 4));
    }
    try (EventLog log = open(folder)) {
      assertEquals(2, all(log).size());
      assertEquals(2, log.keys().size());
    }
  }

  @Test
  default void closedLogTakesNothing(@TempDir Path folder) {
    JudgedEvent sample = JudgedSamples.events().get(0);
    EventLog log = open(folder);
    append(log, room("a"), 3);
    log.close();
    log.close();
    assertThrows(LogFailure.class, () -> log.append(room("a"), eleven(), sample));
    assertThrows(LogFailure.class, () -> log.record(key("a.org", 1, Option.none(), 4)));
    assertFalse(log.await(new LogPosition(3), Duration.ofSeconds(60)));
    // Closing has kept what was appended: whoever asks only now is told so.
    log.keep(new LogPosition(2));
    assertThrows(LogFailure.class, () -> log.keep(new LogPosition(3)));
  }

  @Test
  default void waitingHasNoLongestTime(@TempDir Path folder) throws Exception {
    Duration longest = Duration.ofDays(365_000_000);
    ExecutorService follower = Executors.newSingleThreadExecutor();
    try (EventLog log = open(folder)) {
      assertFalse(log.await(LogPosition.FIRST, longest.negated()));
      Future<Boolean> waiting = follower.submit(() -> log.await(LogPosition.FIRST, longest));
      append(log, room("a"), 1);
      assertTrue(waiting.get(30, TimeUnit.SECONDS));
    } finally {
      follower.shutdownNow();
    }
  }

  @Test
  default void keysAreRecordedOnceInTheirOrder(@TempDir Path folder) {
    List<RecordedKey> keys =
        List.of(
            key("b.org", 1, Option.none(), 4),
            key("a.org", 1, Option.none(), 4),
            key("a.org", 1, Option.some(7L), 4),
            key("a.org", 2, Option.some(Long.MIN_VALUE), -1),
            key("\u00e9.org", 2, Option.none(), Long.MAX_VALUE));
    try (EventLog log = open(folder)) {
      for (RecordedKey key : keys) {
        log.record(key);
        log.record(key);
        append(log, room("a"), 1);
      }
      log.record(key("b.org", 1, Option.none(), 4));
      assertEquals(keys, log.keys());
      assertEquals(keys.size(), log.end().sequence());
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertEquals(keys, log.keys());
        log.record(keys.get(2));
        assertEquals(keys, log.keys());
        assertEquals(keys.size(), all(log).size());
      }
    }
  }

  @Test
  default void keysAreHandedOverBeforeTheEntriesThatFollowThem(@TempDir Path folder) {
    try (EventLog log = open(folder)) {
      List<Object> expected = new ArrayList<>();
      for (int i = 0; i < 70; i++) {
        if (i % 7 == 0 || i == 16) {
          RecordedKey key = key("a.org", i, Option.none(), 4);
          log.record(key);
          expected.add(key);
        }
        expected.add((long) i);
        append(log, room(i % 5 == 0 ? "b" : "a"), 1);
      }
      log.record(key("behind.org", 1, Option.none(), 4));
      assertEquals(expected, inOrder(log));
    }
    if (isDurable()) {
      try (EventLog log = open(folder)) {
        assertEquals(81, inOrder(log).size());
        assertEquals(key("a.org", 0, Option.none(), 4), inOrder(log).get(0));
      }
    }
  }

  private static List<Object> inOrder(EventLog log) {
    List<Object> order = new ArrayList<>();
    log.forEach(entry -> order.add(entry.position().sequence()), order::add);
    return order;
  }

  @Test
  default void interruptedThreadKeepsAndReadsToo(@TempDir Path folder) {
    try (EventLog log = open(folder)) {
      append(log, room("a"), 20);
      Thread.currentThread().interrupt();
      append(log, room("a"), 20);
      assertEquals(40, all(log).size());
      assertTrue(Thread.interrupted());
      append(log, room("b"), 20);
      assertEquals(60, all(log).size());
    }
    if (isDurable()) {
      Thread.currentThread().interrupt();
      try (EventLog log = open(folder)) {
        assertEquals(60, all(log).size());
      }
      assertTrue(Thread.interrupted());
    }
  }
}
