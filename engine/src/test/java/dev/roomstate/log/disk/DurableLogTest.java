package dev.roomstate.log.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is opened, and what is refused, by whom and with which sentence. */
class DurableLogTest {
  private static final RoomId ROOM = new RoomId(HandRoom.ID);

  @TempDir private Path folder;
  private final List<JudgedEvent> samples = LogSamples.events();

  private void append(FramedEventLog log, int events) {
    LogPosition last = null;
    for (int i = 0; i < events; i++) {
      JudgedEvent sample = samples.get(i % samples.size());
      last = log.append(ROOM, HandRoom.version("11"), sample);
    }
    log.keep(last);
  }

  private static String refused(Path path, Option<LogKind> made, LogAccess access) {
    return assertThrows(
            LogFailure.class,
            () -> DurableLog.open(path, made, RoomVersions.STANDARD, Durability.OS, access).close())
        .getMessage();
  }

  private static void assertRefused(Path path, String sentence) {
    for (LogKind kind : LogKind.values()) {
      String said = refused(path, Option.some(kind), LogAccess.WRITE);
      assertTrue(said.contains(sentence), said);
    }
  }

  /** All files of a folder and what is in them, up to the last octet that is not 0. */
  private static Map<String, Integer> contents(Path folder) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void logIsOfTheKindThatItsManifestNames(LogKind kind) {
    assertTrue(DurableLog.kindIn(folder).isEmpty());
    try (FramedEventLog log = LogSamples.open(folder, kind, Durability.OS)) {
      append(log, 3);
      assertEquals(kind, log.kind());
    }
    for (LogKind other : LogKind.values()) {
      try (FramedEventLog log = LogSamples.open(folder, other, Durability.OS)) {
        assertEquals(kind, log.kind());
        assertEquals(3, log.end().sequence());
      }
    }
    assertEquals(Option.some(kind), DurableLog.kindIn(folder));
    assertEquals("", DurableLog.missingFor(kind));
  }

  @Test
  void whatIsNoLogIsRefused() throws IOException {
    Path empty = folder.resolve("empty");
    assertTrue(refused(empty, Option.none(), LogAccess.WRITE).contains("holds no log"));
    assertTrue(refused(empty, Option.none(), LogAccess.READ).contains("holds no log"));
    assertTrue(refused(empty, Option.some(LogKind.FILE), LogAccess.READ).contains("holds no log"));
    assertFalse(Files.exists(empty));
    assertRefused(Files.writeString(folder.resolve("file"), "x"), "is no folder");
    assertRefused(folder, "holds other files, and no log");
    Path other = Files.createDirectory(folder.resolve("other"));
    Path manifest = other.resolve("roomstate.log");
    Files.writeString(manifest, "another product\n");
    assertRefused(other, "it is of another product");
    Files.write(manifest, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused(other, "it is of another product");
    Files.writeString(manifest, "roomstate log, format 2, kind file\nx\n");
    assertRefused(other, "is of format 2, which is newer than this engine");
    Files.writeString(manifest, "roomstate log, format 1, kind tape\nx\n");
    assertRefused(other, "is of kind `tape`, which this engine does not know");
    Files.writeString(manifest, "roomstate log, format 1, kind file\nx\n");
    assertRefused(other, "names no log");
    Files.writeString(
        manifest,
        "roomstate log, format 1, kind chronicle\n00000000-0000-0000-0000-000000000001\n");
    assertRefused(other, "does not say how its queue rolls");
  }

  /** Whoever may write everything, as root, is shown one that nobody can write. */
  @Test
  void readOnlyFolderIsRefused() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertTrue(closed.toFile().setWritable(false));
    Path readOnly = Files.isWritable(closed) ? Path.of("/proc/self") : closed;
    for (LogKind kind : LogKind.values()) {
      String said = refused(readOnly, Option.some(kind), LogAccess.WRITE);
      assertTrue(said.contains("cannot be written") || said.contains("cannot be opened"), said);
    }
    assertTrue(closed.toFile().setWritable(true));
  }

  /** What is in the way of a file that the folder needs makes its writing fail. */
  @ParameterizedTest
  @EnumSource(LogKind.class)
  void logWhoseFolderCannotBeWrittenToSaysSoAndOpensLater(LogKind kind) throws IOException {
    for (String file : List.of("writer.lock", "roomstate.log.part")) {
      Path log = Files.createDirectories(folder.resolve("log-" + file));
      Path obstacle = Files.createDirectories(log.resolve(file).resolve("obstacle"));
      String said = refused(log, Option.some(kind), LogAccess.WRITE);
      assertTrue(said.contains("`" + log + "` cannot be opened: "), said);
      Files.delete(obstacle);
      Files.delete(obstacle.getParent());
      try (FramedEventLog opened = LogSamples.open(log, kind, Durability.GROUP)) {
        append(opened, 3);
      }
    }
    for (String file : List.of("closed.part", "checkpoint.part")) {
      Path log = folder.resolve("log-" + file);
      FramedEventLog opened = LogSamples.open(log, kind, Durability.GROUP);
      append(opened, 3);
      Path obstacle = Files.createDirectories(log.resolve(file).resolve("obstacle"));
      opened.checkpoint();
      append(opened, 4);
      if (file.equals("closed.part")) {
        String said = assertThrows(LogFailure.class, opened::close).getMessage();
        assertTrue(said.contains("`" + log + "` could not be closed: "), said);
      } else {
        opened.close();
      }
      Files.delete(obstacle);
      Files.delete(obstacle.getParent());
      try (FramedEventLog again = LogSamples.open(log, kind, Durability.GROUP)) {
        assertEquals(7, LogSamples.ids(again).size());
        append(again, 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void readerFollowsAWriterAndChangesNothing(LogKind kind) throws IOException {
    try (FramedEventLog log = LogSamples.open(folder, kind, Durability.GROUP)) {
      append(log, 20);
      List<String> ids = LogSamples.ids(log);
      Map<String, Integer> before = contents(folder);
      try (FramedEventLog reader = LogSamples.reader(folder)) {
        assertEquals(ids, LogSamples.ids(reader));
        assertEquals("", reader.cutOff());
        assertFalse(reader.await(new LogPosition(20), Duration.ofMillis(20)));
        assertThrows(LogFailure.class, () -> append(reader, 1));
        assertThrows(LogFailure.class, () -> reader.record(key()));
        assertEquals(before, contents(folder));
        append(log, 30);
        log.record(key());
        append(log, 1);
        assertTrue(reader.await(new LogPosition(50), Duration.ofSeconds(20)));
        assertEquals(LogSamples.ids(log), LogSamples.ids(reader));
        assertEquals(log.rooms(), reader.rooms());
        assertEquals(log.keys(), reader.keys());
      }
    }
    Map<String, Integer> before = contents(folder);
    try (FramedEventLog reader = LogSamples.reader(folder)) {
      assertEquals(51, LogSamples.ids(reader).size());
    }
    assertEquals(before, contents(folder));
  }

  private static RecordedKey key() {
    return new RecordedKey("a.org", "ed25519:1", new VerifyKey(new byte[32], 9, Option.none()), 7);
  }

  /** It opens again and again while another thread writes as fast as it can. */
  @ParameterizedTest
  @EnumSource(LogKind.class)
  void readerIsNeverToldOfDamageByAWriterThatIsAtIt(LogKind kind) throws Exception {
    try (FramedEventLog log = LogSamples.open(folder, kind, Durability.OS)) {
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 400; i++) {
                  append(log, 7);
                }
              });
      writer.start();
      long seen = 0;
      while (writer.isAlive()) {
        try (FramedEventLog reader = LogSamples.reader(folder)) {
          assertTrue(reader.end().sequence() >= seen);
          seen = reader.end().sequence();
        }
      }
      writer.join(TimeUnit.SECONDS.toMillis(60));
      assertEquals(2_800, log.end().sequence());
    }
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void secondWriterIsRefusedByName(LogKind kind) throws Exception {
    try (FramedEventLog log = LogSamples.open(folder, kind, Durability.OS)) {
      append(log, 3);
      assertRefused(folder, "is being written by process " + ProcessHandle.current().pid());
      assertEquals(3, LogSamples.ids(log).size());
    }
    Path written = LogSamples.written(folder.resolve("samples"));
    Path elsewhere = folder.resolve("elsewhere");
    Process other = WritingProcess.start(elsewhere, kind, Durability.OS, 1, written);
    try {
      assertTrue(other.getInputStream().read() >= 0);
      assertRefused(elsewhere, "is being written by process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    LogSamples.open(elsewhere, kind, Durability.OS).close();
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void checkValueOfAnEntryThatIsNotThereIsNoDamage(LogKind kind) {
    try (FramedEventLog log = LogSamples.open(folder, kind, Durability.OS)) {
      for (int entries = 0; entries < 3; entries += 2) {
        for (long entry : new long[] {-1, Long.MIN_VALUE, entries, 1_000, Long.MAX_VALUE}) {
          LogFailure said =
              assertThrows(LogFailure.class, () -> log.checkValue(new LogPosition(entry)));
          assertEquals("`" + folder + "` has no entry " + entry, said.getMessage());
          assertEquals(LogFailure.Kind.UNUSABLE, said.kind());
        }
        append(log, 2);
      }
      assertNotEquals(0, log.checkValue(new LogPosition(1)));
    }
  }

  @Test
  void howDurableALogIsMustBeSaid() {
    assertThrows(
        NullPointerException.class,
        () -> LogSamples.open(folder.resolve("log"), LogKind.FILE, null).close());
    assertFalse(Files.exists(folder.resolve("log")));
  }

  /** The system lets go of a process's lock as soon as the process closes any channel of it. */
  @Test
  void writerKeepsItsLockWhenItsProcessLooksAtTheLogAgain() throws Exception {
    Path written = LogSamples.written(folder.resolve("samples"));
    Path log = folder.resolve("log");
    String own = Long.toString(ProcessHandle.current().pid());
    try (FramedEventLog writer = LogSamples.open(log, LogKind.FILE, Durability.OS)) {
      append(writer, 3);
      assertRefused(log, "is being written by process " + own);
      assertEquals(Option.some(own), LogFolder.writerOf(log));
      DurableLog.open(log, Option.none(), RoomVersions.STANDARD, Durability.OS, LogAccess.READ)
          .close();
      Process other = WritingProcess.start(log, LogKind.FILE, Durability.OS, 1, written);
      try {
        assertEquals(-1, other.getInputStream().read(), "it writes nothing");
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
    assertEquals(Option.none(), LogFolder.writerOf(log));
    Process other = WritingProcess.start(log, LogKind.FILE, Durability.OS, 1, written);
    try {
      assertTrue(other.getInputStream().read() >= 0);
      assertEquals(Option.some(Long.toString(other.pid())), LogFolder.writerOf(log));
      assertRefused(log, "is being written by process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertEquals(Option.none(), LogFolder.writerOf(log));
  }
}
