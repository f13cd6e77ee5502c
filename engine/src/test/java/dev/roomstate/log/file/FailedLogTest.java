package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that takes nothing any more is still read, and closed in peace. */
@Timeout(60)
class FailedLogTest {
  private static final RoomVersion ELEVEN = HandRoom.version("11");
  private static final int SEGMENT_BYTES = 1 << 20;

  /** So many events are more than is left for whoever syncs next. */
  private static final int MANY = 40;

  private static final int ROOMS = 20;

  @TempDir private Path folder;
  private final List<LogEntry> samples = new ArrayList<>();

  @BeforeEach
  void writeSamples() throws IOException {
    try (FramedEventLog log = FileLogs.written(folder.resolve("samples"))) {
      log.forEachFrom(LogPosition.FIRST, samples::add);
    }
  }

  /** Of so many that one alone is read by way of its own entries. */
  private static RoomId room(int number) {
    return new RoomId("!room" + number % ROOMS + ":a.org");
  }

  private LogPosition append(FramedEventLog log, int number) {
    return log.append(room(number), ELEVEN, samples.get(number % samples.size()).event());
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void whatWasKeptIsReadAfterAFailure(Durability durability) {
    for (int call = 4; call < 90; call++) {
      FaultySegment.Disk disk = new FaultySegment.Disk(call);
      try (FramedEventLog log =
          FileEventLog.open(
              folder.resolve("log" + call),
              RoomVersions.STANDARD,
              durability,
              SEGMENT_BYTES,
              disk::open)) {
        int kept = appendUntilItFails(log);
        assertEquals(kept, log.end().sequence());
        List<LogEntry> read = new ArrayList<>();
        for (int room = 0; room < ROOMS; room++) {
          log.forEachOf(room(room), LogPosition.FIRST, read::add);
        }
        assertEquals(kept, read.size(), "of call " + call);
        read.clear();
        log.forEachFrom(LogPosition.FIRST, read::add);
        assertEquals(kept, read.size(), "of call " + call);
        for (long entry = 0; entry < kept + 3L; entry++) {
          boolean isThere = log.read(new LogPosition(entry)).isDefined();
          assertTrue(isThere || entry >= kept, "entry " + entry);
        }
      }
    }
  }

  /** Every second event is kept together with the one before it. */
  private int appendUntilItFails(FramedEventLog log) {
    int kept = 0;
    try {
      for (int i = 0; i < 1_000; i++) {
        LogPosition at = append(log, i);
        if (i % 2 == 1) {
          log.keep(at);
        }
        kept = (int) log.end().sequence();
      }
    } catch (LogFailure e) {
      assertTrue(e.getMessage().contains("no space left on the disk"), e.getMessage());
      return Math.max(kept, (int) log.end().sequence());
    }
    throw new AssertionError("the disk never failed");
  }

  /** A disk whose next sync and the write after it wait; the sync fails then. */
  private static final class SlowDisk {
    private final CountDownLatch inSync = new CountDownLatch(1);
    private final CountDownLatch syncMayFail = new CountDownLatch(1);
    private final CountDownLatch inWrite = new CountDownLatch(1);
    private final CountDownLatch writeMayEnd = new CountDownLatch(1);
    private final AtomicBoolean isSlow = new AtomicBoolean();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final AtomicBoolean closedTooEarly = new AtomicBoolean();

    Segment open(Path path, LogAccess access) throws IOException {
      return new SlowSegment(FileSegment.open(path, access), this);
    }
  }

  private record SlowSegment(Segment file, SlowDisk disk) implements Segment {
    private static void await(CountDownLatch latch) {
      try {
        assertTrue(latch.await(50, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Path path() {
      return file.path();
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void append(byte[] bytes, int size) throws IOException {
      if (disk.isSlow.get() && disk.inSync.getCount() == 0) {
        disk.isWriting.set(true);
        disk.inWrite.countDown();
        await(disk.writeMayEnd);
        file.append(bytes, size);
        disk.isWriting.set(false);
      } else {
        file.append(bytes, size);
      }
    }

    @Override
    public void sync() throws IOException {
      if (disk.isSlow.get()) {
        disk.inSync.countDown();
        await(disk.syncMayFail);
        throw new IOException("the disk is gone");
      }
      file.sync();
    }

    @Override
    public void cut(long size) throws IOException {
      file.cut(size);
    }

    @Override
    public int read(long at, byte[] into, int most) throws IOException {
      return file.read(at, into, most);
    }

    @Override
    public void close() throws IOException {
      disk.closedTooEarly.compareAndSet(false, disk.isWriting.get());
      file.close();
    }
  }

  /** One syncs, one writes meanwhile, the sync fails, the log is closed: the write ends first. */
  @Test
  void closingAfterAFailureWaitsForWhoWrites() throws Exception {
    SlowDisk disk = new SlowDisk();
    FramedEventLog log =
        FileEventLog.open(
            folder.resolve("log"),
            RoomVersions.STANDARD,
            Durability.GROUP,
            SEGMENT_BYTES,
            disk::open);
    log.keep(append(log, 0));
    disk.isSlow.set(true);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<?> syncs = threads.submit(() -> log.keep(append(log, 1)));
      SlowSegment.await(disk.inSync);
      Future<?> writes = threads.submit(() -> log.keep(appendMany(log)));
      SlowSegment.await(disk.inWrite);
      disk.syncMayFail.countDown();
      assertFailed(syncs);
      Future<?> closes = threads.submit(log::close);
      assertThrows(TimeoutException.class, () -> closes.get(100, TimeUnit.MILLISECONDS));
      disk.writeMayEnd.countDown();
      closes.get();
      assertFailed(writes);
      assertFalse(disk.closedTooEarly.get());
    } finally {
      threads.shutdownNow();
    }
    try (FramedEventLog reopened = FileLogs.open(folder.resolve("log"))) {
      assertTrue(reopened.end().sequence() >= 1);
    }
  }

  private LogPosition appendMany(FramedEventLog log) {
    LogPosition last = LogPosition.FIRST;
    for (int i = 0; i < MANY; i++) {
      last = append(log, i);
    }
    return last;
  }

  private static void assertFailed(Future<?> running) {
    ExecutionException failed = assertThrows(ExecutionException.class, running::get);
    assertTrue(failed.getCause() instanceof LogFailure, failed.toString());
  }
}
