package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.Frames;
import dev.roomstate.log.framed.FrameCursor;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.search.FoundFrame;
import dev.roomstate.log.search.FrameLayout;
import dev.roomstate.log.search.FrameSearch;
import dev.roomstate.log.search.FrameSink;
import dev.roomstate.room.JudgedEvent;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is particular to logs in queues: files that roll, large frames, syncing. */
class ChronicleEventLogTest {
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  @TempDir private Path folder;
  private final List<JudgedEvent> samples = LogSamples.events();

  @Test
  void newDayBeginsANewFileAndReadersGoOn() throws IOException {
    AtomicLong now = new AtomicLong(20_000 * DAY_MS + DAY_MS - 1);
    List<Path> synced = new ArrayList<>();
    FileSync sync =
        path -> {
          synced.add(path);
          FileSync.OF_THE_SYSTEM.sync(path);
        };
    try (FramedEventLog log = ChronicleLogs.open(folder, now::get, Durability.GROUP, sync)) {
      ChronicleLogs.append(log, samples, 10);
      try (FramedEventLog reader = LogSamples.reader(folder)) {
        LogPosition next = new LogPosition(10);
        for (int day = 0; day < 3; day++) {
          synced.clear();
          now.addAndGet(DAY_MS);
          ChronicleLogs.append(log, samples, 10);
          assertTrue(synced.stream().anyMatch(Files::isDirectory), "the folder was synced");
          assertEquals(3, synced.subList(0, 3).stream().distinct().count(), synced.toString());
          assertTrue(reader.await(new LogPosition(19 + 10 * day), Duration.ofSeconds(9)));
          assertEquals(LogSamples.ids(log), LogSamples.ids(reader));
        }
        assertTrue(reader.read(next).isDefined());
      }
      assertEquals(4, new QueueFiles(folder.resolve("queue")).all().size());
    }
    try (FramedEventLog log = ChronicleLogs.open(folder, now::get, Durability.GROUP, sync)) {
      assertEquals(40, LogSamples.ids(log).size());
      for (int i = 39; i >= 0; i--) {
        assertEquals(i, log.read(new LogPosition(i)).get().position().sequence());
      }
    }
  }

  /** It waits, reads and waits again, while a new file is begun for every few entries. */
  @Test
  void readerGoesOnInFilesThatAreBegunUnderIt() throws Exception {
    int entries = 400;
    AtomicLong now = new AtomicLong(20_000 * DAY_MS);
    QueueDisk disk = new QueueDisk(path -> {}, DiskSpace.OF_THE_SYSTEM, FileCalls.UNTOLD);
    QueueShape small = new QueueShape(1 << 18, 16, 2);
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try (FramedEventLog log = ChronicleLogs.open(folder, now::get, Durability.GROUP, disk, small);
        FramedEventLog reader = LogSamples.reader(folder)) {
      Future<?> writing =
          pool.submit(
              () -> {
                for (int i = 0; i < entries; i++) {
                  ChronicleLogs.append(log, samples, 1);
                  now.addAndGet(DAY_MS / 7);
                }
              });
      for (int i = 0; i < entries; i++) {
        assertTrue(reader.await(new LogPosition(i), Duration.ofSeconds(20)), "waiting for " + i);
        JudgedEvent expected = samples.get(i % samples.size());
        assertEquals(expected.pdu().id(), reader.read(new LogPosition(i)).get().event().pdu().id());
      }
      writing.get(60, TimeUnit.SECONDS);
      assertEquals(LogSamples.ids(log), LogSamples.ids(reader));
      assertEquals(log.rooms(), reader.rooms());
    } finally {
      pool.shutdownNow();
    }
    assertTrue(new QueueFiles(folder.resolve("queue")).all().size() > 50);
  }

  @Test
  void clockThatGoesBackLeavesTheOrder() throws IOException {
    AtomicLong now = new AtomicLong(20_000 * DAY_MS);
    for (int round = 0; round < 3; round++) {
      try (FramedEventLog log =
          ChronicleLogs.open(folder, now::get, Durability.OS, FileSync.OF_THE_SYSTEM)) {
        ChronicleLogs.append(log, samples, 10);
        now.addAndGet(-2 * DAY_MS);
        ChronicleLogs.append(log, samples, 10);
      }
    }
    try (FramedEventLog log = ChronicleLogs.open(folder)) {
      assertEquals(60, LogSamples.ids(log).size());
    }
    assertEquals(1, new QueueFiles(folder.resolve("queue")).all().size());
  }

  @Test
  void lostFileIsSeen() throws IOException {
    AtomicLong now = new AtomicLong(20_000 * DAY_MS);
    try (FramedEventLog log =
        ChronicleLogs.open(folder, now::get, Durability.OS, FileSync.OF_THE_SYSTEM)) {
      for (int day = 0; day < 3; day++) {
        ChronicleLogs.append(log, samples, 10);
        now.addAndGet(DAY_MS);
      }
    }
    Path away = folder.resolve("away");
    for (Path file : new QueueFiles(folder.resolve("queue")).all()) {
      Files.move(file, away);
      LogFailure said = assertThrows(LogFailure.class, () -> LogSamples.reader(folder));
      assertTrue(said.getMessage().contains("the log is damaged"), said.getMessage());
      Files.move(away, file);
    }
    LogSamples.reader(folder).close();
  }

  @ParameterizedTest
  @EnumSource(names = {"EACH", "GROUP"})
  void failingSyncAcknowledgesNothing(Durability durability) throws IOException {
    for (int failsAt = 0; failsAt < 12; failsAt++) {
      Path place = folder.resolve("log" + failsAt);
      int[] left = {failsAt};
      FileSync failing =
          path -> {
            if (left[0]-- <= 0) {
              throw new IOException("no sync");
            }
          };
      long kept = 0;
      try (FramedEventLog log =
          ChronicleLogs.open(place, SystemTimeProvider.INSTANCE, durability, failing)) {
        for (int i = 0; i < 30; i++) {
          LogPosition at =
              log.append(new RoomId(HandRoom.ID), HandRoom.version("11"), samples.get(0));
          log.keep(at);
          kept++;
        }
        throw new AssertionError("it never failed");
      } catch (LogFailure e) {
        assertTrue(e.getMessage().endsWith(": no sync"), e.getMessage());
      }
      try (FramedEventLog log = ChronicleLogs.open(place)) {
        assertTrue(log.end().sequence() >= kept);
        ChronicleLogs.append(log, samples, 3);
      }
    }
  }

  /** As if the mapping had not brought it there: the clock is asked before each document. */
  @Test
  void whatIsNotInTheFileIsNotAcknowledged() throws IOException {
    Path log = folder.resolve("log");
    boolean[] armed = {false};
    int[] asked = {0};
    TimeProvider clock =
        () -> {
          if (armed[0] && asked[0]++ > 0) {
            armed[0] = false;
            spoil(ChronicleLogs.file(log));
          }
          return 20_000 * DAY_MS;
        };
    FramedEventLog writer = ChronicleLogs.open(log, clock, Durability.OS, FileSync.OF_THE_SYSTEM);
    ChronicleLogs.append(writer, samples, 5);
    for (int i = 0; i < 9; i++) {
      writer.append(new RoomId(HandRoom.ID), HandRoom.version("11"), samples.get(i % 3));
    }
    armed[0] = true;
    String said =
        assertThrows(LogFailure.class, () -> writer.keep(new LogPosition(13))).getMessage();
    assertTrue(said.contains("what was written there"), said);
    assertTrue(said.contains("nothing is appended any more"), said);
    assertEquals(5, writer.end().sequence());
    assertThrows(LogFailure.class, () -> ChronicleLogs.append(writer, samples, 1));
    writer.close();
  }

  private static void spoil(Path file) {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(ChronicleLogs.bytes(file).length - 1);
      out.write(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fileOfADayBeginsAtMidnight() throws IOException {
    long midnight = 20_000 * DAY_MS;
    List<Long> times = List.of(midnight - 1, midnight, midnight + DAY_MS - 1, midnight + DAY_MS);
    AtomicLong now = new AtomicLong();
    List<List<String>> files = new ArrayList<>();
    for (long time : times) {
      now.set(time);
      // It is opened anew each time, and each time goes on in the file of the day.
      try (FramedEventLog log =
          ChronicleLogs.open(folder, now::get, Durability.GROUP, FileSync.OF_THE_SYSTEM)) {
        ChronicleLogs.append(log, samples, 5);
      }
      files.add(
          new QueueFiles(folder.resolve("queue"))
              .all().stream().map(file -> file.getFileName().toString()).toList());
    }
    String before = "20241003L.cq4";
    String day = "20241004L.cq4";
    String after = "20241005L.cq4";
    assertEquals(
        List.of(
            List.of(before),
            List.of(before, day),
            List.of(before, day),
            List.of(before, day, after)),
        files);
    try (FramedEventLog log = LogSamples.reader(folder)) {
      assertEquals(20, LogSamples.ids(log).size());
    }
  }

  /** Midnight passes whenever the clock is looked at. */
  @Test
  void frameOfManyDocumentsStaysInOneFile() throws IOException {
    AtomicLong now = new AtomicLong(20_000 * DAY_MS);
    FrameChain chain = new FrameChain(5);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      frames.add(chain.next(1, new byte[2 * ChronicleStore.DOCUMENT_BYTES_MAX + i]));
    }
    try (LogFolder opened =
            LogFolder.open(folder, LogAccess.WRITE, Option.some(ChronicleEventLog.manifest()));
        FrameStore store =
            ChronicleStore.open(
                opened, () -> now.addAndGet(DAY_MS), QueueDisk.OF_THE_SYSTEM, QueueShape.USUAL)) {
      store.append(Frames.batch(frames), 0);
      try (FrameCursor cursor = store.cursor(store.firstPlace())) {
        for (byte[] frame : frames) {
          assertTrue(cursor.next());
          assertTrue(Arrays.equals(frame, Arrays.copyOf(cursor.bytes().array(), frame.length)));
        }
      }
    }
    assertEquals(3, new QueueFiles(folder.resolve("queue")).all().size());
  }

  @Test
  void frameOfManyDocumentsIsReadWhole() throws IOException {
    byte[] payload = new byte[5 * ChronicleStore.DOCUMENT_BYTES_MAX + 77];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i * 31 >>> 3);
    }
    FrameChain chain = new FrameChain(5);
    byte[] small = chain.next(1, new byte[] {1, 2, 3});
    byte[] large = chain.next(2, payload);
    byte[] last = chain.next(1, new byte[0]);
    try (LogFolder opened =
            LogFolder.open(folder, LogAccess.WRITE, Option.some(ChronicleEventLog.manifest()));
        FrameStore store = ChronicleStore.open(opened)) {
      long[] places = store.append(Frames.batch(List.of(small, large, last)), 0);
      try (FrameCursor cursor = store.cursor(places[1])) {
        assertTrue(cursor.next());
        assertEquals(places[1], cursor.place());
        assertTrue(Arrays.equals(large, Arrays.copyOf(cursor.bytes().array(), large.length)));
        assertEquals(large.length, cursor.bytes().limit());
        assertTrue(cursor.next());
        assertEquals(places[2], cursor.place());
        assertTrue(!cursor.next());
      }
    }
    List<Long> found = new ArrayList<>();
    FrameSearch.in(List.of(ChronicleLogs.file(folder)), FrameLayout.APART)
        .find(
            new FrameSink() {
              @Override
              public void frame(FoundFrame frame, boolean follows, ByteBuffer part) {
                assertTrue(follows);
                assertTrue(frame.sequence() != 1 || part.equals(ByteBuffer.wrap(payload)));
                found.add(frame.sequence());
              }

              @Override
              public void lost(long first, long last) {
                throw new AssertionError("nothing is lost");
              }
            });
    assertEquals(List.of(0L, 1L, 2L), found);
  }
}
