package dev.roomstate.log.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.storage.Disk;
import dev.roomstate.log.storage.FaultyDisk;
import dev.roomstate.log.storage.LocalDisk;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of logs: what is another's stays as it is, what is made is there after all. */
class LogFolderTest {
  private static final Option<LogManifest> FILE = Option.some(LogManifest.made(LogKind.FILE));
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  private static LogFailure refused(Path path, Option<LogManifest> made, Disk disk) {
    return assertThrows(
        LogFailure.class, () -> LogFolder.open(path, LogAccess.WRITE, made, disk).close());
  }

  /** Every file and folder, with what is in it and when it was changed. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String text = Files.isRegularFile(file) ? Files.readString(file) : "";
        contents.put(file.toString(), Files.getLastModifiedTime(file) + " " + text);
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(strings = {"roomstate.log", "notes", "writer.lock"})
  void folderOfAnotherProductIsLeftAsItIs(String name) throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve(name), "another product's file, of many words\n");
    Files.writeString(other.resolve("more"), "x");
    Files.setLastModifiedTime(other.resolve(name), LONG_AGO);
    Files.setLastModifiedTime(other, LONG_AGO);
    Map<String, String> before = contents(other);
    refused(other, FILE, LocalDisk.DISK);
    refused(other, Option.none(), LocalDisk.DISK);
    assertEquals(before, contents(other));
  }

  @Test
  void whatWasMadeForALogThatCannotBeMadeIsTakenAway() throws IOException {
    for (boolean isThere : new boolean[] {false, true}) {
      int calls = 0;
      for (boolean hasFailed = true; hasFailed; ) {
        FaultyDisk disk = FaultyDisk.failingAt(++calls, true);
        Path place = Files.createDirectory(folder.resolve(isThere + "" + calls));
        Path log = isThere ? place : place.resolve("a").resolve("b");
        Map<String, String> before = contents(place);
        try {
          LogFolder.open(log, LogAccess.WRITE, FILE, disk).close();
        } catch (LogFailure e) {
          assertTrue(e.getMessage().endsWith(": no space left on the disk"), e.getMessage());
        }
        hasFailed = disk.hasFailed();
        if (hasFailed && !Files.exists(log.resolve("roomstate.log"))) {
          assertEquals(before.keySet(), contents(place).keySet(), disk.calls().toString());
        }
      }
      assertTrue(calls > 5, "of " + calls);
    }
  }

  /** Else a loss of power takes the folder, with all that was acknowledged in it. */
  @Test
  void foldersThatAreMadeAreDurableBeforeTheLogIs() {
    FaultyDisk disk = FaultyDisk.sound();
    Path log = folder.resolve("a").resolve("b").resolve("log");
    open(log, disk);
    List<String> calls = disk.calls();
    int made = calls.indexOf("rename " + log.resolve("roomstate.log"));
    for (Path parent = log.getParent(); parent.startsWith(folder); parent = parent.getParent()) {
      int synced = calls.indexOf("sync " + parent);
      assertTrue(synced >= 0 && synced < made, parent + ": " + calls);
    }
    assertTrue(calls.lastIndexOf("sync " + log) > made);
  }

  /** A process may have been killed when it had made the folders. */
  @Test
  void foldersThatWereMadeBeforeAreDurableToo() throws IOException {
    FaultyDisk disk = FaultyDisk.sound();
    Path log = Files.createDirectories(folder.resolve("a").resolve("log"));
    open(log, disk);
    assertTrue(disk.calls().contains("sync " + log.getParent()), disk.calls().toString());
    assertTrue(disk.calls().contains("sync " + folder), disk.calls().toString());
  }

  private static void open(Path log, Disk disk) {
    try {
      LogFolder.open(log, LogAccess.WRITE, FILE, disk).close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static LogManifest manifest(LogKind kind) {
    return kind == LogKind.FILE
        ? LogManifest.made(kind)
        : LogManifest.made(kind, "roll LARGE_DAILY");
  }

  /** With frames beside it and without. */
  @ParameterizedTest
  @EnumSource(LogKind.class)
  void everyFlippedBitOfAManifestIsSeenOrDoesNoHarm(LogKind kind) throws IOException {
    LogManifest made = manifest(kind);
    Path file = folder.resolve("roomstate.log");
    byte[] sound = made.bytes();
    for (int bit = 0; bit < sound.length * 8; bit++) {
      byte[] flipped = sound.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      for (boolean hasFrames : new boolean[] {false, true}) {
        String which = bit + " " + new String(flipped, StandardCharsets.ISO_8859_1);
        try {
          LogManifest read = LogManifest.read(file, flipped, () -> hasFrames);
          assertEquals(made, read, which);
        } catch (LogFailure e) {
          assertEquals(LogFailure.Kind.DAMAGED, e.kind(), which + e.getMessage());
          assertTrue(e.getMessage().contains("`salvage`"), e.getMessage());
        }
      }
    }
    assertEquals(made, LogManifest.read(file, sound, () -> true));
  }

  /** A manifest that has no check value: what is changed is seen if frames stand beside it. */
  @ParameterizedTest
  @EnumSource(LogKind.class)
  void manifestThatWasMadeBeforeThereWasACheckValueIsRead(LogKind kind) {
    LogManifest made = manifest(kind);
    String checked = new String(made.bytes(), StandardCharsets.UTF_8);
    String old = checked.substring(0, checked.lastIndexOf("check "));
    Path file = folder.resolve("roomstate.log");
    byte[] sound = old.getBytes(StandardCharsets.UTF_8);
    assertEquals(made, LogManifest.read(file, sound, () -> true));
    for (int bit = 0; bit < sound.length * 8; bit++) {
      byte[] flipped = sound.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        LogManifest read = LogManifest.read(file, flipped, () -> true);
        // The frames tell then: they have another tag; and a queue knows its roll cycles.
        assertTrue(
            read.tag() != made.tag() || !read.settings().equals(made.settings()),
            () -> new String(flipped, StandardCharsets.ISO_8859_1));
      } catch (LogFailure e) {
        assertEquals(LogFailure.Kind.DAMAGED, e.kind(), e.getMessage());
      }
    }
  }

  @Test
  void framesWithoutAManifestThatCanBeReadAreADamagedLog() throws IOException {
    Path manifest = folder.resolve("roomstate.log");
    Path segment = folder.resolve("0000000000000000000.frames");
    Files.writeString(segment, "RS");
    for (int i = 0; i < 5; i++) {
      Files.deleteIfExists(manifest);
      switch (i) {
        case 0 -> Files.writeString(manifest, "another product\n");
        case 1 -> Files.write(manifest, new byte[300]);
        case 2 -> Files.createDirectory(manifest);
        case 3 -> {
          try (RandomAccessFile large = new RandomAccessFile(manifest.toFile(), "rw")) {
            large.setLength(3L << 30);
          }
        }
        default -> Files.writeString(manifest, "roomstate log, format 2, kind file\nx\n");
      }
      assertDamaged();
    }
    Files.delete(manifest);
    assertDamaged();
    Files.writeString(segment, "");
    assertEquals(LogFailure.Kind.UNUSABLE, refused(folder, FILE, LocalDisk.DISK).kind());
  }

  private void assertDamaged() {
    for (LogAccess access : LogAccess.values()) {
      LogFailure said =
          assertThrows(LogFailure.class, () -> LogFolder.open(folder, access, FILE).close());
      assertEquals(LogFailure.Kind.DAMAGED, said.kind(), said.getMessage());
      assertTrue(said.getMessage().contains("`salvage`"), said.getMessage());
    }
    assertFalse(Files.exists(folder.resolve("writer.lock")));
  }

  @Test
  void manifestOfANewerFormatIsRefusedByName() {
    byte[] next =
        "roomstate log, format 2, kind file\nother things\n".getBytes(StandardCharsets.UTF_8);
    LogFailure said =
        assertThrows(
            LogFailure.class,
            () -> LogManifest.read(folder.resolve("roomstate.log"), next, () -> false));
    assertTrue(said.getMessage().contains("is of format 2"), said.getMessage());
    assertEquals(LogFailure.Kind.UNUSABLE, said.kind());
  }
}
