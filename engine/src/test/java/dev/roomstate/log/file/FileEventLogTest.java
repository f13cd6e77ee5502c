package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs in files: what was appended is there, in order, also when they are opened again. */
class FileEventLogTest {
  private static final RoomVersion ELEVEN = HandRoom.version("11");

  @TempDir private Path folder;

  private static void refused(Path path, String sentence) {
    String said = assertThrows(LogFailure.class, () -> FileLogs.open(path)).getMessage();
    assertTrue(said.contains(sentence), said);
  }

  @Test
  void reopenedLogHasWhatWasAppended() {
    List<String> ids;
    try (FramedEventLog log = FileLogs.written(folder)) {
      ids = FileLogs.ids(log);
      assertEquals(FileLogs.ENTRIES, log.end().sequence());
      assertTrue(log.read(log.end()).isEmpty());
      assertTrue(log.read(new LogPosition(-1)).isEmpty());
    }
    try (FramedEventLog log = FileLogs.open(folder)) {
      assertEquals(ids, FileLogs.ids(log));
      LogEntry entry = log.read(new LogPosition(4)).get();
      assertEquals(new RoomId(HandRoom.ID), entry.roomId());
      assertEquals(new LogPosition(4), entry.position());
      log.keep(log.append(entry.roomId(), ELEVEN, entry.event()));
    }
    try (FramedEventLog log = FileLogs.open(folder)) {
      ids.add(ids.get(4));
      assertEquals(ids, FileLogs.ids(log));
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void writersOfManyThreadsKeepEachEntryOnce(Durability durability) throws Exception {
    List<LogEntry> samples = new ArrayList<>();
    try (FramedEventLog log = FileLogs.written(folder)) {
      log.forEachFrom(LogPosition.FIRST, samples::add);
    }
    int threads = 6;
    int each = durability == Durability.EACH ? 20 : 200;
    Set<Long> positions = new HashSet<>();
    ExecutorService writers = Executors.newFixedThreadPool(threads);
    try (FramedEventLog log =
        FileEventLog.open(folder, RoomVersions.STANDARD, durability, 64 << 10, FileSegment::open)) {
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        RoomId room = new RoomId("!room" + i + ":a.org");
        running.add(
            writers.submit(
                () -> {
                  List<Long> mine = new ArrayList<>();
                  for (int n = 0; n < each; n++) {
                    LogEntry sample = samples.get(n % samples.size());
                    LogPosition at = log.append(room, ELEVEN, sample.event());
                    log.keep(at);
                    mine.add(at.sequence());
                    assertEquals(room, log.read(at).get().roomId());
                  }
                  return mine;
                }));
      }
      for (Future<List<Long>> writer : running) {
        List<Long> mine = writer.get(60, TimeUnit.SECONDS);
        assertEquals(mine.stream().sorted().toList(), mine);
        positions.addAll(mine);
      }
    } finally {
      writers.shutdownNow();
    }
    assertEquals(threads * each, positions.size());
    try (FramedEventLog log = FileLogs.open(folder)) {
      assertEquals(FileLogs.ENTRIES + threads * each, FileLogs.ids(log).size());
    }
  }

  @Test
  void lostSegmentIsSeen() throws IOException {
    LogEntry sample;
    try (FramedEventLog log = FileLogs.written(folder)) {
      sample = log.read(LogPosition.FIRST).get();
    }
    try (FramedEventLog log =
        FileEventLog.open(
            folder, RoomVersions.STANDARD, Durability.OS, 8 << 10, FileSegment::open)) {
      for (int i = 0; i < 60; i++) {
        log.keep(log.append(sample.roomId(), ELEVEN, sample.event()));
      }
    }
    List<Path> segments;
    try (var files = Files.list(folder)) {
      segments = files.filter(f -> f.toString().endsWith(".frames")).sorted().toList();
    }
    assertTrue(segments.size() > 2);
    Path away = Files.createTempDirectory("away").resolve("segment");
    for (Path segment : segments) {
      Files.move(segment, away);
      assertThrows(LogFailure.class, () -> FileLogs.open(folder));
      Files.move(away, segment);
    }
    FileLogs.open(folder).close();
  }

  /** It waits, reads and waits again, while a new segment is begun for every few entries. */
  @Test
  void readerGoesOnInSegmentsThatAreBegunUnderIt() throws Exception {
    List<LogEntry> samples = new ArrayList<>();
    try (FramedEventLog log = FileLogs.written(folder.resolve("samples"))) {
      log.forEachFrom(LogPosition.FIRST, samples::add);
    }
    Path place = folder.resolve("log");
    int entries = 1_500;
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try (FramedEventLog log =
            FileEventLog.open(
                place, RoomVersions.STANDARD, Durability.OS, 1 << 10, FileSegment::open);
        FramedEventLog reader = LogSamples.reader(place)) {
      Future<?> writing =
          pool.submit(
              () -> {
                for (int i = 0; i < entries; i++) {
                  LogEntry sample = samples.get(i % samples.size());
                  log.keep(log.append(sample.roomId(), ELEVEN, sample.event()));
                }
              });
      for (int i = 0; i < entries; i++) {
        assertTrue(reader.await(new LogPosition(i), Duration.ofSeconds(20)), "waiting for " + i);
        LogEntry expected = samples.get(i % samples.size());
        assertEquals(expected.event().pdu().id(), id(reader, i));
      }
      writing.get(60, TimeUnit.SECONDS);
      assertEquals(FileLogs.ids(log), FileLogs.ids(reader));
      assertEquals(log.rooms(), reader.rooms());
    } finally {
      pool.shutdownNow();
    }
    try (Stream<Path> files = Files.list(place)) {
      assertTrue(files.filter(file -> file.toString().endsWith(".frames")).count() > 300);
    }
  }

  private static EventId id(FramedEventLog log, long entry) {
    return log.read(new LogPosition(entry)).get().event().pdu().id();
  }

  @Test
  void closingWhileOthersAppendLeavesALogWithAllThatWasAcknowledged() throws Exception {
    LogEntry sample;
    try (FramedEventLog log = FileLogs.written(folder.resolve("samples"))) {
      sample = log.read(LogPosition.FIRST).get();
    }
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 60; round++) {
        Path place = folder.resolve("log" + round);
        FramedEventLog log = FileLogs.open(place);
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          running.add(writers.submit(() -> appendUntilClosed(log, sample)));
        }
        while (log.end().sequence() < 20) {
          Thread.onSpinWait();
        }
        log.close();
        long last = -1;
        for (Future<Long> writer : running) {
          last = Math.max(last, writer.get(60, TimeUnit.SECONDS));
        }
        try (FramedEventLog reopened = FileLogs.open(place)) {
          assertTrue(reopened.end().sequence() > last);
        }
      }
    } finally {
      writers.shutdownNow();
    }
  }

  private static long appendUntilClosed(FramedEventLog log, LogEntry sample) {
    long last = -1;
    while (true) {
      try {
        LogPosition at = log.append(sample.roomId(), ELEVEN, sample.event());
        log.keep(at);
        last = at.sequence();
      } catch (LogFailure e) {
        return last;
      }
    }
  }

  @Test
  void processKilledWhileItMadeTheLogLeavesAFolderThatOpens() throws IOException {
    Files.writeString(folder.resolve("roomstate.log.part"), "roomst");
    FileLogs.open(folder).close();
    FileLogs.open(folder).close();
  }

  @Test
  void interruptedThreadBeginsASegmentAndClosesToo(@TempDir Path elsewhere) {
    LogEntry entry;
    try (FramedEventLog samples = FileLogs.written(elsewhere)) {
      entry = samples.read(LogPosition.FIRST).get();
    }
    FramedEventLog log =
        FileEventLog.open(
            folder, RoomVersions.STANDARD, Durability.GROUP, 1 << 10, FileSegment::open);
    Thread.currentThread().interrupt();
    for (int i = 0; i < 10; i++) {
      log.keep(log.append(entry.roomId(), ELEVEN, entry.event()));
    }
    log.close();
    assertTrue(Thread.interrupted());
    try (FramedEventLog reopened = FileLogs.open(folder)) {
      assertEquals(10, reopened.end().sequence());
    }
  }

  @Test
  void interruptedThreadsNeitherLoseNorCloseAnything() {
    try (FramedEventLog log = FileLogs.written(folder)) {
      LogEntry entry = log.read(LogPosition.FIRST).get();
      Thread.currentThread().interrupt();
      log.keep(log.append(entry.roomId(), ELEVEN, entry.event()));
      assertEquals(FileLogs.ENTRIES + 1, FileLogs.ids(log).size());
      assertTrue(Thread.interrupted());
      log.keep(log.append(entry.roomId(), ELEVEN, entry.event()));
    }
    try (FramedEventLog log = FileLogs.open(folder)) {
      assertEquals(FileLogs.ENTRIES + 2, log.end().sequence());
    }
  }

  @Test
  void secondWriterIsRefusedByName() {
    try (FramedEventLog log = FileLogs.written(folder)) {
      refused(folder, "is being written by process " + ProcessHandle.current().pid());
      assertEquals(FileLogs.ENTRIES, log.end().sequence());
    }
    FileLogs.open(folder).close();
  }

  @Test
  void whatIsNoLogIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    refused(file, "is no folder");
    refused(folder, "holds other files, and no log");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("roomstate.log"), "another product\n");
    refused(other, "it is of another product");
  }

  @Test
  void closedLogTakesNothing() {
    FramedEventLog log = FileLogs.written(folder);
    LogEntry entry = log.read(LogPosition.FIRST).get();
    log.close();
    log.close();
    assertThrows(LogFailure.class, () -> log.append(entry.roomId(), ELEVEN, entry.event()));
  }
}
