package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done to a log is seen when it is opened, and named. */
class DamagedFileLogTest {
  @TempDir private Path folder;

  private LogFailure refused(byte[] segment, Path file) throws IOException {
    Files.write(file, segment);
    return assertThrows(LogFailure.class, () -> FileLogs.open(folder).close());
  }

  @Test
  void changedBytesAreSeen() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int at = 0; at < sound.length; at += 1 + random.nextInt(9)) {
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      String said = refused(changed, file).getMessage();
      assertTrue(said.contains("the log is damaged"), said);
    }
  }

  @Test
  void everyChangedBitOfAHeaderIsSeenAndItsFrameNamed() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    int fourth = FileLogs.frames(sound).get(3);
    for (int bit = 0; bit < 36 * 8; bit++) {
      byte[] changed = sound.clone();
      changed[fourth + bit / 8] ^= (byte) (1 << bit % 8);
      String said = refused(changed, file).getMessage();
      assertTrue(said.contains("frame 3 at byte " + fourth), said);
    }
  }

  @Test
  void truncationsOfAClosedLogAreSeen() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(6);
    for (int length = 0; length < sound.length; length += 1 + random.nextInt(9)) {
      refused(Arrays.copyOf(sound, length), file);
    }
  }

  @Test
  void tornTailIsCutOffAndReportedAfterAKill() throws IOException {
    Path file = FileLogs.killed(folder);
    byte[] sound = Files.readAllBytes(file);
    List<Integer> frames = FileLogs.frames(sound);
    List<String> all;
    try (FramedEventLog log = FileLogs.open(folder)) {
      all = FileLogs.ids(log);
      assertEquals(FileLogs.ENTRIES, all.size());
      assertEquals("", log.cutOff());
    }
    Random random = new Random(7);
    for (int length = 0; length < sound.length; length += 1 + random.nextInt(19)) {
      Files.write(file, Arrays.copyOf(sound, length));
      Files.delete(folder.resolve("closed"));
      Files.deleteIfExists(folder.resolve("checkpoint"));
      int whole = length;
      // The first frame is the room's.
      int entries = (int) frames.stream().filter(end -> end > 0 && end <= whole).count() - 1;
      try (FramedEventLog log = FileLogs.open(folder)) {
        assertEquals(all.subList(0, Math.max(0, entries)), FileLogs.ids(log));
        assertEquals(frames.contains(length), log.cutOff().isEmpty());
      }
    }
  }

  @Test
  void damageBeforeSoundFramesIsNoTornTail() throws IOException {
    Path file = FileLogs.killed(folder);
    byte[] changed = Files.readAllBytes(file);
    List<Integer> frames = FileLogs.frames(changed);
    changed[frames.get(frames.size() - 3) + 60] ^= 1;
    refused(changed, file);
    // A length that reaches beyond the end hides nothing either.
    changed = Files.readAllBytes(file);
    changed[frames.get(2) + 6] ^= 0x10;
    refused(changed, file);
  }

  @Test
  void framesThatAreRepeatedSwappedOrGoneAreSeen() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    List<Integer> frames = FileLogs.frames(sound);
    assertTrue(
        refused(ordered(sound, frames, 0, 1, 2, 2, 3), file).getMessage().contains("frame 3"));
    assertTrue(refused(ordered(sound, frames, 0, 2, 1, 3), file).getMessage().contains("frame 1"));
    assertTrue(refused(ordered(sound, frames, 0, 1, 3, 4), file).getMessage().contains("frame 2"));
    assertTrue(refused(ordered(sound, frames, 1, 2, 3), file).getMessage().contains("frame 0"));
  }

  private static byte[] ordered(byte[] segment, List<Integer> frames, int... order) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int frame : order) {
      int from = frames.get(frame);
      out.write(segment, from, frames.get(frame + 1) - from);
    }
    return out.toByteArray();
  }

  @Test
  void framesOfAnotherLogAreSeen(@TempDir Path elsewhere) throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] foreign = Files.readAllBytes(FileLogs.closed(elsewhere));
    String said = refused(foreign, file).getMessage();
    assertTrue(said.contains("is of another log"), said);
  }

  @Test
  void zeroedPagesAreSeen() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    for (int page = 0; page < sound.length; page += 512) {
      byte[] changed = sound.clone();
      Arrays.fill(changed, page, Math.min(page + 512, changed.length), (byte) 0);
      refused(changed, file);
    }
  }
}
