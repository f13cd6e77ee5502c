package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that was acknowledged is lost by a disk that fails or loses its power. */
class FailingDiskTest {
  private static final RoomVersion ELEVEN = HandRoom.version("11");
  private static final int SEGMENT_BYTES = 6_000;

  @TempDir private Path folder;
  private final List<LogEntry> samples = new ArrayList<>();

  @BeforeEach
  void writeSamples() throws IOException {
    try (FramedEventLog log = FileLogs.written(folder.resolve("samples"))) {
      log.forEachFrom(LogPosition.FIRST, samples::add);
    }
  }

  private FramedEventLog open(Path log, Durability durability, FaultySegment.Disk disk) {
    return FileEventLog.open(log, RoomVersions.STANDARD, durability, SEGMENT_BYTES, disk::open);
  }

  /** Appends so many events, or fewer if the disk fails; says how many were acknowledged. */
  private int append(FramedEventLog log, int events) {
    for (int i = 0; i < events; i++) {
      LogEntry sample = samples.get(i % samples.size());
      try {
        log.keep(log.append(sample.roomId(), ELEVEN, sample.event()));
      } catch (LogFailure e) {
        assertTrue(e.getMessage().contains("no space left on the disk"), e.getMessage());
        LogFailure next =
            assertThrows(
                LogFailure.class, () -> log.append(sample.roomId(), ELEVEN, sample.event()));
        LogFailure another =
            assertThrows(
                LogFailure.class, () -> log.append(sample.roomId(), ELEVEN, sample.event()));
        // Each is thrown where it is met, and says the same.
        assertNotSame(next, another);
        assertEquals(e.getMessage(), next.getMessage());
        assertSame(another.getCause(), next.getCause());
        return i;
      }
    }
    return events;
  }

  private void assertSound(Path log, int acknowledged) {
    try (FramedEventLog reopened = FileLogs.open(log)) {
      assertTrue(reopened.end().sequence() >= acknowledged, "of " + acknowledged);
      List<String> ids = FileLogs.ids(reopened);
      for (int i = 0; i < ids.size(); i++) {
        assertEquals(samples.get(i % samples.size()).event().pdu().id().value(), ids.get(i));
      }
      assertEquals(3, append(reopened, 3));
    }
    FileLogs.open(log).close();
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void failureOfAnyCallLosesNothingAcknowledged(Durability durability) throws IOException {
    boolean failed = true;
    for (int call = 1; failed; call++) {
      Path log = folder.resolve("log" + call);
      FaultySegment.Disk disk = new FaultySegment.Disk(call);
      int acknowledged = 0;
      try (FramedEventLog writer = open(log, durability, disk)) {
        acknowledged = append(writer, 30);
      } catch (LogFailure e) {
        assertTrue(disk.hasFailed(), e.getMessage());
      }
      failed = disk.hasFailed();
      assertTrue(failed || acknowledged == 30);
      assertSound(log, acknowledged);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EACH", "GROUP"})
  void lossOfPowerLosesNothingAcknowledged(Durability durability) throws IOException {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Path log = folder.resolve("log" + seed);
      FaultySegment.Disk disk = new FaultySegment.Disk(5 + random.nextInt(80));
      int acknowledged = 0;
      FramedEventLog writer = open(log, durability, disk);
      acknowledged = append(writer, 40);
      writer.close();
      Files.deleteIfExists(log.resolve("closed"));
      Files.deleteIfExists(log.resolve("checkpoint"));
      disk.losePower(random);
      assertSound(log, acknowledged);
    }
  }

  /** Batches of many frames, of which any pages are lost. */
  @Test
  void lossOfPowerUnderManyWritersLosesNothingAcknowledged() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(6);
    try {
      for (int seed = 0; seed < 60; seed++) {
        Random random = new Random(seed);
        Path log = folder.resolve("log" + seed);
        FaultySegment.Disk disk = new FaultySegment.Disk(20 + random.nextInt(200));
        FramedEventLog writing =
            FileEventLog.open(log, RoomVersions.STANDARD, Durability.GROUP, 1 << 20, disk::open);
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          running.add(writers.submit(() -> appendUntilItFails(writing)));
        }
        long last = -1;
        for (Future<Long> writer : running) {
          last = Math.max(last, writer.get(60, TimeUnit.SECONDS));
        }
        writing.close();
        disk.losePower(random);
        try (FramedEventLog reopened = FileLogs.open(log)) {
          assertTrue(reopened.end().sequence() > last, seed + ": of " + last);
          assertEquals(reopened.end().sequence(), FileLogs.ids(reopened).size());
        }
      }
    } finally {
      writers.shutdownNow();
    }
  }

  private long appendUntilItFails(FramedEventLog log) {
    long last = -1;
    try {
      for (int i = 0; i < 1_000; i++) {
        LogEntry sample = samples.get(i % samples.size());
        LogPosition at = log.append(sample.roomId(), ELEVEN, sample.event());
        log.keep(at);
        last = at.sequence();
      }
    } catch (LogFailure e) {
      return last;
    }
    throw new AssertionError("the disk never failed");
  }

  /** Frames behind a hole may be sound: what lies in the hole was not acknowledged all the same. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void holeIsCutOffUnlessALaterFrameTellsThatItWasKept(boolean kept) throws IOException {
    Path log = folder.resolve("log");
    try (FramedEventLog writer = open(log, Durability.GROUP, FaultySegment.Disk.sound())) {
      append(writer, 4);
    }
    Files.delete(log.resolve("closed"));
    Files.deleteIfExists(log.resolve("checkpoint"));
    Path segment = FileLogs.segment(log);
    byte[] sound = Files.readAllBytes(segment);
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    batch.write(sound);
    FrameChain chain = chainBehind(log, sound);
    long frames = chain.sequence();
    for (int i = 0; i < 3; i++) {
      chain.kept(kept && i == 2 ? frames + 1 : frames);
      batch.write(chain.next(2, EntryFormat.write(0, 1, samples.get(4 + i).event())));
    }
    byte[] holed = batch.toByteArray();
    holed[sound.length + 60] ^= 1;
    Files.write(segment, holed);
    if (kept) {
      String said = assertThrows(LogFailure.class, () -> FileLogs.open(log)).getMessage();
      assertTrue(said.contains("frame " + frames + " at byte " + sound.length), said);
    } else {
      try (FramedEventLog reopened = FileLogs.open(log)) {
        assertEquals(4, reopened.end().sequence());
        assertTrue(reopened.cutOff().contains("was cut off"));
      }
    }
  }

  private static FrameChain chainBehind(Path log, byte[] segment) throws IOException {
    try (LogFolder folder = LogFolder.open(log, LogAccess.READ, Option.none())) {
      FrameChain chain = new FrameChain(folder.manifest().tag());
      ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < segment.length; ) {
        at = chain.read(bytes, at).get().to();
      }
      return chain;
    }
  }
}
