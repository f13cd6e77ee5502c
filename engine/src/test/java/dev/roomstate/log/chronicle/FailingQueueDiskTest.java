package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.TimeProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call that fails, whichever, stops the writer with a sentence and loses nothing acknowledged.
 */
class FailingQueueDiskTest {
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
  private static final int EVENTS = 12;
  private static final QueueShape SHAPE = new QueueShape(1 << 18, 16, 2);

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private final List<JudgedEvent> samples = LogSamples.events();

  /** Counts what is asked of it, and fails from one call on. */
  private static final class Calls {
    private final int failsAt;
    private int calls;

    Calls(int failsAt) {
      this.failsAt = failsAt;
    }

    private void call(Path path) throws IOException {
      if (++calls >= failsAt) {
        throw new IOException("no answer of the disk for `" + path.getFileName() + "`");
      }
    }

    private void reserve(Path file, long from, long to) throws IOException {
      call(file);
      DiskSpace.OF_THE_SYSTEM.reserve(file, from, to);
    }

    boolean hasFailed() {
      return calls >= failsAt;
    }

    QueueDisk disk() {
      return new QueueDisk(this::call, this::reserve, this::call);
    }
  }

  /** The files that a log rolls through, one for every four events. */
  private static FramedEventLog open(Path log, Durability durability, Calls calls) {
    long[] asked = {0};
    TimeProvider clock = () -> 20_000 * DAY_MS + asked[0]++ * DAY_MS / 4;
    return ChronicleLogs.open(log, clock, durability, calls.disk(), SHAPE);
  }

  private void assertSound(Path log, long acknowledged) {
    try (FramedEventLog reopened = open(log, Durability.OS, new Calls(Integer.MAX_VALUE))) {
      List<String> ids = LogSamples.ids(reopened);
      assertTrue(ids.size() >= acknowledged, ids.size() + " of " + acknowledged);
      for (int i = 0; i < ids.size(); i++) {
        assertEquals(samples.get(i % samples.size()).pdu().id().value(), ids.get(i));
      }
      ChronicleLogs.append(reopened, samples, 3);
    }
    try (FramedEventLog reopened = LogSamples.reader(log)) {
      assertEquals("", reopened.cutOff());
    }
  }

  private static void assertSaid(LogFailure failure) {
    String said = failure.getMessage();
    assertTrue(said.contains("no answer of the disk"), said);
    assertEquals(LogFailure.Kind.UNUSABLE, failure.kind());
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void failureOfAnyCallLosesNothingAcknowledged(Durability durability) {
    int call = 0;
    for (boolean failed = true; failed; ) {
      Path log = folder.resolve("log" + ++call);
      Calls calls = new Calls(call);
      long acknowledged = 0;
      boolean told = false;
      try (FramedEventLog writer = open(log, durability, calls)) {
        try {
          for (; acknowledged < EVENTS; acknowledged++) {
            ChronicleLogs.append(writer, samples, 1);
          }
        } catch (LogFailure e) {
          assertSaid(e);
          told = true;
          assertThrows(LogFailure.class, () -> ChronicleLogs.append(writer, samples, 1));
        }
      } catch (LogFailure e) {
        assertSaid(e);
        told = true;
      }
      failed = calls.hasFailed();
      assertEquals(failed, told);
      assertTrue(failed || acknowledged == EVENTS);
      assertSound(log, acknowledged);
    }
    assertTrue(call > 30, "only " + call);
  }

  /** The writer finds what a killed one left, and the calls that mend it fail. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failureOfAnyCallThatCutsATornTailLosesNothing(boolean onlyBegun) throws IOException {
    int call = 0;
    for (boolean failed = true; failed; ) {
      Path log = folder.resolve("log" + ++call);
      try (FramedEventLog writer = open(log, Durability.GROUP, new Calls(Integer.MAX_VALUE))) {
        ChronicleLogs.append(writer, samples, EVENTS);
      }
      Files.delete(log.resolve("closed"));
      Files.delete(log.resolve("checkpoint"));
      tear(ChronicleLogs.file(log), onlyBegun);
      Calls calls = new Calls(call);
      try (FramedEventLog writer = open(log, Durability.GROUP, calls)) {
        assertTrue(writer.cutOff().contains("was cut off"), writer.cutOff());
      } catch (LogFailure e) {
        assertSaid(e);
      }
      failed = calls.hasFailed();
      assertSound(log, onlyBegun ? EVENTS : EVENTS - 1);
    }
    assertTrue(call > 5, "only " + call);
  }

  private static void tear(Path file, boolean onlyBegun) throws IOException {
    byte[] bytes = ChronicleLogs.bytes(file);
    List<Integer> frames = ChronicleLogs.frames(bytes);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      if (onlyBegun) {
        out.seek(QueueFiles.end(file, 0));
        out.write(new byte[] {0, 0, 0, (byte) 0x80});
      } else {
        out.seek(frames.get(frames.size() - 1) + 50);
        out.write(new byte[20]);
      }
    }
  }
}
