package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was done to a log in a queue is seen, and named, or does no harm; and nothing hangs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedChronicleLogTest {
  private static final int EVENTS = 40;
  private static final int PAGE = 4096;
  private static final long SECONDS_MAX = 6;

  @TempDir private Path folder;
  private Path file;
  private byte[] sound;
  private long length;
  private List<Integer> frames;
  private List<String> ids;

  @BeforeEach
  void write() throws IOException {
    file = ChronicleLogs.closed(folder, EVENTS);
    sound = ChronicleLogs.bytes(file);
    length = Files.size(file);
    frames = ChronicleLogs.frames(sound);
    try (FramedEventLog log = LogSamples.reader(folder)) {
      ids = LogSamples.ids(log);
    }
    assertEquals(EVENTS, ids.size());
    assertEquals(EVENTS + 1, frames.size());
  }

  /**
   * What opening and reading all entries, in order and one by one, comes to; none if all is well.
   */
  private String said() {
    long began = System.nanoTime();
    try (FramedEventLog log = LogSamples.reader(folder)) {
      assertEquals(ids, LogSamples.ids(log));
      for (int i = 0; i < EVENTS; i++) {
        String id = log.read(new LogPosition(i)).get().event().pdu().id().value();
        assertEquals(ids.get(i), id);
      }
      return "";
    } catch (LogFailure e) {
      return e.getMessage();
    } finally {
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(SECONDS_MAX));
    }
  }

  private String said(byte[] changed) throws IOException {
    ChronicleLogs.write(file, changed, length);
    return said();
  }

  private boolean isInAFrame(int at) {
    return frames.stream().anyMatch(frame -> frame <= at && at < end(frame));
  }

  private int end(int frame) {
    int size = 36;
    for (int i = 0; i < 4; i++) {
      size += (sound[frame + 4 + i] & 0xff) << 8 * i;
    }
    return frame + size;
  }

  @Test
  void changedBitsAreSeenOrDoNoHarm() throws IOException {
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 250; i++) {
      // A part of the flips hits what the queue itself keeps before the first frame.
      int at = random.nextInt(i % 3 == 0 ? frames.get(0) : sound.length);
      byte[] changed = sound.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      String said = said(changed);
      assertTrue(!isInAFrame(at) || said.contains("the log is damaged"), at + ": " + said);
      refused += said.isEmpty() ? 0 : 1;
    }
    assertTrue(refused > 50, "refused: " + refused);
  }

  @Test
  void changedHeadersOfDocumentsAreSeen() throws IOException {
    for (int frame : List.of(frames.get(0), frames.get(7), frames.get(EVENTS))) {
      for (int bit = 0; bit < 32; bit++) {
        byte[] changed = sound.clone();
        changed[frame - 4 + bit / 8] ^= (byte) (1 << bit % 8);
        assertFalse(said(changed).isEmpty(), frame + " bit " + bit);
      }
      byte[] zeroed = sound.clone();
      Arrays.fill(zeroed, frame - 4, frame, (byte) 0);
      String said = said(zeroed);
      assertTrue(said.contains("frame " + frames.indexOf(frame) + " at byte "), said);
      assertTrue(said.contains("`salvage`"), said);
    }
  }

  @Test
  void zeroedPagesAreSeenOrDoNoHarm() throws IOException {
    for (int page = 0; page < sound.length; page += PAGE) {
      byte[] changed = sound.clone();
      Arrays.fill(changed, page, Math.min(page + PAGE, changed.length), (byte) 0);
      int from = page;
      boolean hit = frames.stream().anyMatch(f -> f < from + PAGE && end(f) > from);
      String said = said(changed);
      assertTrue(!hit || !said.isEmpty(), "page " + page);
    }
  }

  @Test
  void truncationsAreSeenOrDoNoHarm() throws IOException {
    Random random = new Random(4);
    for (int left = 0; left < sound.length; left += 1 + random.nextInt(sound.length / 40)) {
      ChronicleLogs.write(file, Arrays.copyOf(sound, left), left);
      String said = said();
      assertFalse(said.isEmpty(), "of " + left);
    }
  }

  /** After a kill, that is: a writer cuts off what is torn, extends the file, and goes on. */
  @Test
  void writersOpenTruncatedFilesOrRefuseThem() throws IOException {
    Random random = new Random(5);
    int opened = 0;
    for (int left = 0; left < sound.length; left += 1 + random.nextInt(sound.length / 20)) {
      Files.deleteIfExists(folder.resolve("closed"));
      Files.deleteIfExists(folder.resolve("checkpoint"));
      ChronicleLogs.write(file, Arrays.copyOf(sound, left), left);
      try (FramedEventLog log = ChronicleLogs.open(folder)) {
        List<String> found = LogSamples.ids(log);
        assertEquals(ids.subList(0, found.size()), found);
        ChronicleLogs.append(log, LogSamples.events(), 3);
        assertEquals(found.size() + 3, LogSamples.ids(log).size());
        opened++;
      } catch (LogFailure e) {
        assertTrue(e.getMessage().contains("the log is damaged"), e.getMessage());
      }
      try (FramedEventLog log = LogSamples.reader(folder)) {
        LogSamples.ids(log);
      } catch (LogFailure e) {
        assertTrue(e.getMessage().contains("the log is damaged"), e.getMessage());
      }
    }
    assertTrue(opened > 5, "opened " + opened);
  }

  @Test
  void framesThatAreRepeatedSwappedGoneOrForeignAreSeen(@TempDir Path elsewhere)
      throws IOException {
    List<byte[]> all = payloads(sound);
    byte[] other = ChronicleLogs.bytes(ChronicleLogs.closed(elsewhere.resolve("o"), EVENTS));
    byte[] foreign = payloads(other).get(5);
    refused(all, List.of(0, 1, 2, 2, 3), "frame 3", foreign);
    refused(all, List.of(0, 2, 1, 3), "frame 1", foreign);
    refused(all, List.of(0, 1, 3, 4), "frame 2", foreign);
    refused(all, List.of(1, 2, 3), "frame 0", foreign);
    refused(all, List.of(0, 1, 2, -1), "is of another log", foreign);
  }

  private List<byte[]> payloads(byte[] queue) {
    List<byte[]> all = new ArrayList<>();
    for (int frame : ChronicleLogs.frames(queue)) {
      int size = 36;
      for (int i = 0; i < 4; i++) {
        size += (queue[frame + 4 + i] & 0xff) << 8 * i;
      }
      all.add(Arrays.copyOfRange(queue, frame, frame + size));
    }
    return all;
  }

  /** Puts frames into the queue in another order. */
  private void refused(List<byte[]> all, List<Integer> order, String sentence, byte[] foreign)
      throws IOException {
    Files.delete(file);
    try (LogFolder opened = LogFolder.open(folder, LogAccess.WRITE, Option.none());
        FrameStore store = ChronicleStore.open(opened)) {
      store.append(order.stream().map(n -> n < 0 ? foreign : all.get(n)).toList(), 0);
    }
    String said = said();
    assertTrue(said.contains(sentence), said);
  }

  @Test
  void whatTheQueueKeepsBesideItsFilesDoesNotMatterToAWriter() throws IOException {
    Path metadata = folder.resolve("queue/metadata.cq4t");
    byte[] whole = Files.readAllBytes(metadata);
    Random random = new Random(9);
    for (int i = 0; i < 25; i++) {
      byte[] changed = whole.clone();
      if (i == 0) {
        Arrays.fill(changed, (byte) 0);
      }
      for (int flips = 0; flips < 20; flips++) {
        changed[random.nextInt(512)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(metadata, i == 1 ? new byte[0] : changed);
      try (FramedEventLog log = ChronicleLogs.open(folder)) {
        assertEquals(ids, LogSamples.ids(log));
      }
    }
  }

  @Test
  void holeIsRefusedWhereALaterFrameTellsThatItWasKept() throws IOException {
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    byte[] holed = sound.clone();
    // Frame 20 and what follows was kept before frame 21 was made.
    Arrays.fill(holed, frames.get(20) - 4, frames.get(20) + 30, (byte) 0);
    ChronicleLogs.write(file, holed, length);
    String said = assertThrows(LogFailure.class, () -> ChronicleLogs.open(folder)).getMessage();
    assertTrue(said.contains("frame 20 at byte " + (frames.get(20) - 4)), said);
    assertTrue(said.contains("`salvage`"), said);
    assertTrue(Arrays.equals(holed, ChronicleLogs.bytes(file)));
  }

  @Test
  void holeAtTheEndIsCutAndTheLogGoesOn() throws IOException {
    List<Integer> holes = List.of(EVENTS - 1, EVENTS);
    for (int first : holes) {
      Files.deleteIfExists(folder.resolve("closed"));
      Files.deleteIfExists(folder.resolve("checkpoint"));
      byte[] holed = sound.clone();
      // The last frame only tells that those up to the one before it were kept.
      int to = first == EVENTS ? frames.get(first) + 60 : sound.length;
      Arrays.fill(holed, frames.get(first) - 4, to, (byte) 0);
      ChronicleLogs.write(file, holed, length);
      try (FramedEventLog log = ChronicleLogs.open(folder)) {
        assertTrue(log.cutOff().contains("was cut off"), log.cutOff());
        assertEquals(ids.subList(0, first - 1), LogSamples.ids(log));
        ChronicleLogs.append(log, LogSamples.events(), 30);
        assertEquals(first + 29, LogSamples.ids(log).size());
      }
      try (FramedEventLog log = ChronicleLogs.open(folder)) {
        assertEquals("", log.cutOff());
        assertEquals(first + 29, LogSamples.ids(log).size());
        assertEquals(ids.subList(0, first - 1), LogSamples.ids(log).subList(0, first - 1));
      }
    }
  }

  @Test
  void documentThatWasBegunIsCutAndToldOf() throws IOException {
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    int end = end(frames.get(EVENTS)) + 3 & ~3;
    byte[] begun = Arrays.copyOf(sound, end + 5_000);
    Arrays.fill(begun, end, begun.length, (byte) 0x11);
    System.arraycopy(new byte[] {0, 0, 0, (byte) 0x80}, 0, begun, end, 4);
    ChronicleLogs.write(file, begun, length);
    try (FramedEventLog log = LogSamples.reader(folder)) {
      assertTrue(log.cutOff().contains("was left alone"), log.cutOff());
      assertEquals(ids, LogSamples.ids(log));
    }
    try (FramedEventLog log = ChronicleLogs.open(folder)) {
      assertTrue(log.cutOff().contains("was cut off"), log.cutOff());
      ChronicleLogs.append(log, LogSamples.events(), 5);
    }
    try (FramedEventLog log = ChronicleLogs.open(folder)) {
      assertEquals("", log.cutOff());
      assertEquals(EVENTS + 5, LogSamples.ids(log).size());
    }
  }

  @Test
  void fileThatAKilledProcessWasMakingIsNoHindrance() throws IOException {
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    for (int bytes : List.of(0, 1, 4, 100, 70_000)) {
      Path next = folder.resolve("queue/29990101L.cq4");
      byte[] unmade = new byte[bytes];
      if (bytes == 100) {
        unmade[3] = (byte) 0x80;
      }
      Files.write(next, unmade);
      long began = System.nanoTime();
      try (FramedEventLog log = ChronicleLogs.open(folder)) {
        assertEquals(ids, LogSamples.ids(log));
      }
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(SECONDS_MAX));
      assertFalse(Files.exists(next));
    }
  }
}
