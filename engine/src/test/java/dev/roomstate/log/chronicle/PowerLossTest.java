package dev.roomstate.log.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.openhft.chronicle.core.time.TimeProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A loss of power loses nothing that was acknowledged, and leaves a log that opens. Writers write;
 * at moments that a seed says, folders are made as a disk may have them then, and opened. Maven's
 * profile {@code crash} makes more of them.
 */
class PowerLossTest {
  private static final int RUNS = Integer.getInteger("roomstate.powerlosses", 12);
  private static final int FAULTY_RUNS_MAX = 40;
  private static final int WRITERS = 4;
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  /** Small: indexes of the queue's own, and blocks, begin often. */
  private static final QueueShape SHAPE = new QueueShape(1 << 18, 16, 2);

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private final List<JudgedEvent> samples = LogSamples.events();

  /** What writers do wrong, if anything. */
  private enum Fault {
    NONE,
    FILES_ARE_NOT_SYNCED,
    FILES_ARE_NOT_SYNCED_WHEN_THEY_END,
    FILES_ARE_NOT_SYNCED_WHEN_THEY_BEGIN,
    FOLDERS_ARE_NOT_SYNCED,
    ACKNOWLEDGED_BEFORE_THE_SYNC
  }

  /** One log that is written, and what is made of it. */
  private final class Run {
    private final Random random;
    private final Durability durability;
    private final Fault fault;
    private final Path log;
    private final LosingDisk disk;
    private final AtomicLong now = new AtomicLong(20_000 * DAY_MS);
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<String> wrong = new ArrayList<>();
    private FramedEventLog writing;
    private int images;
    private int refused;

    /** The last folder that was made and opened; null where there is none. */
    private Path crashed;

    Run(Path log, long seed, Durability durability, Fault fault) throws IOException {
      this.random = new Random(seed);
      this.durability = durability;
      this.fault = fault;
      this.log = log;
      this.disk = new LosingDisk(log, folder.resolve("links" + log.getFileName()));
    }

    FramedEventLog open() {
      QueueDisk hooks = new QueueDisk(this::sync, this::reserve, path -> mayCrash());
      Durability used = fault == Fault.ACKNOWLEDGED_BEFORE_THE_SYNC ? Durability.OS : durability;
      writing = ChronicleLogs.open(log, this::time, used, hooks, SHAPE);
      acknowledged.set(writing.end().sequence());
      return writing;
    }

    private long time() {
      mayCrash();
      return now.get();
    }

    private void reserve(Path file, long from, long to) throws IOException {
      mayCrash();
      DiskSpace.OF_THE_SYSTEM.reserve(file, from, to);
      mayCrash();
    }

    private void sync(Path path) throws IOException {
      mayCrash();
      if (!isLeftOut(path)) {
        disk.sync(path);
      }
      mayCrash();
    }

    private boolean isLeftOut(Path path) throws IOException {
      if (Files.isDirectory(path)) {
        return fault == Fault.FOLDERS_ARE_NOT_SYNCED;
      }
      return switch (fault) {
        case FILES_ARE_NOT_SYNCED -> true;
        case FILES_ARE_NOT_SYNCED_WHEN_THEY_END -> ChronicleLogs.isEnded(path);
        case FILES_ARE_NOT_SYNCED_WHEN_THEY_BEGIN -> ChronicleLogs.isWithoutFrames(path);
        default -> false;
      };
    }

    private synchronized void mayCrash() {
      if (random.nextInt(3) == 0) {
        crash();
      }
    }

    synchronized void crash() {
      Path made = folder.resolve(log.getFileName() + "-" + images++);
      long promised = durability == Durability.OS ? 0 : acknowledged.get();
      try {
        disk.crash(made, random);
        Path copied = copy(made);
        int before = refused;
        String said = opened(made, promised);
        delete(made);
        if (!said.isEmpty()) {
          wrong.add(made.getFileName() + ": " + said);
        } else if (copied != null && refused == before) {
          delete(crashed);
          crashed = copied;
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    /** One of some folders, as it was before it was opened; null of the others. */
    private Path copy(Path made) throws IOException {
      if (random.nextInt(8) > 0) {
        return null;
      }
      Path copied = folder.resolve(made.getFileName() + "-copy");
      try (Stream<Path> files = Files.walk(made)) {
        for (Path file : files.toList()) {
          Files.copy(file, copied.resolve(made.relativize(file).toString()));
        }
      }
      return copied;
    }

    /** What is wrong with a folder; empty if nothing. */
    private String opened(Path made, long promised) {
      String what = "";
      try (FramedEventLog opened = reopened(made)) {
        long end = opened.end().sequence();
        what = end < promised ? "has " + end + " of " + promised : content(opened);
        if (what.isEmpty() && images % 2 == 0) {
          append(opened, 0, 1 + random.nextInt(5));
          append(opened, 1, 1 + random.nextInt(40));
          what = content(opened);
        }
      } catch (LogFailure e) {
        refused++;
        boolean mayBe = durability == Durability.OS && e.kind() == LogFailure.Kind.DAMAGED;
        return mayBe ? "" : "was refused: " + e.getMessage();
      }
      if (what.isEmpty() && images % 4 == 0) {
        try (FramedEventLog again = LogSamples.reader(made)) {
          what = again.cutOff() + content(again);
        } catch (LogFailure e) {
          what = "was refused when it was opened again: " + e.getMessage();
        }
      }
      return what;
    }

    private FramedEventLog reopened(Path made) {
      // A clock may be behind after a loss of power.
      TimeProvider clock = () -> 20_000 * DAY_MS + (images % 5 == 0 ? 9 * DAY_MS : 0);
      QueueDisk free = new QueueDisk(path -> {}, (file, from, to) -> {}, FileCalls.UNTOLD);
      return ChronicleLogs.open(made, clock, durability, free, SHAPE);
    }

    /** Appends events of one room, and keeps the last. */
    void append(FramedEventLog to, int writer, int events) {
      RoomId room = room(writer);
      long next = 0;
      for (LoggedRoom known : to.rooms()) {
        next = known.id().equals(room) ? known.entries() : next;
      }
      LogPosition last = null;
      for (int i = 0; i < events; i++) {
        JudgedEvent sample = samples.get((int) ((next + i) % samples.size()));
        last = to.append(room, HandRoom.version("11"), sample);
      }
      to.keep(last);
      if (to == writing) {
        acknowledged.accumulateAndGet(last.sequence() + 1, Math::max);
      }
    }
  }

  private static RoomId room(int writer) {
    return new RoomId("!w" + writer + ":a.org");
  }

  /** What is wrong with what a log has: each room its events, in their order. */
  private String content(FramedEventLog log) {
    Map<RoomId, Integer> seen = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    log.forEachFrom(
        LogPosition.FIRST,
        (LogEntry entry) -> {
          int number = seen.merge(entry.roomId(), 1, Integer::sum) - 1;
          JudgedEvent expected = samples.get(number % samples.size());
          if (!expected.pdu().id().equals(entry.event().pdu().id())) {
            wrong.add("another event at " + entry.position());
          }
        });
    return String.join(", ", wrong);
  }

  private static void delete(Path what) throws IOException {
    if (what == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(what)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Writes with one writer, from a log that a loss of power has left on. */
  private Run written(Path log, long seed, Durability durability, Fault fault) throws IOException {
    Run run = new Run(log, seed, durability, fault);
    boolean isClosed = run.random.nextInt(4) == 0;
    FramedEventLog writing = run.open();
    for (int step = 0; step < 12; step++) {
      int what = run.random.nextInt(8);
      if (what == 0) {
        run.now.addAndGet(DAY_MS);
      } else if (what == 1) {
        writing.checkpoint();
      }
      run.append(writing, step % 2, 1 + run.random.nextInt(run.random.nextInt(4) == 0 ? 30 : 5));
      run.mayCrash();
    }
    if (!isClosed) {
      // As if it had never come to this.
      run.crash();
    }
    writing.close();
    if (isClosed) {
      run.crash();
    }
    return run;
  }

  private List<String> wrong(Durability durability, Fault fault, int runs) throws IOException {
    List<String> wrong = new ArrayList<>();
    int images = 0;
    int refused = 0;
    Path next = null;
    for (int seed = 0; seed < runs && (wrong.isEmpty() || fault == Fault.NONE); seed++) {
      Path log = folder.resolve("log" + seed);
      if (next != null && seed % 4 != 0) {
        Files.move(next, log);
      }
      Run run = written(log, seed, durability, fault);
      wrong.addAll(run.wrong);
      images += run.images;
      refused += run.refused;
      next = run.crashed;
      delete(log);
    }
    if (fault == Fault.NONE) {
      assertTrue(images > 20 * runs, "only " + images);
      assertTrue(refused < images / 4, "of " + images + " there were refused " + refused);
    }
    return wrong;
  }

  /** With {@code OS} what is left may be refused, or be short; but it is not wrong. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void nothingAcknowledgedIsLost(Durability durability) throws IOException {
    assertEquals(List.of(), wrong(durability, Fault.NONE, RUNS));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void writersThatDoNotSyncAreFoundOut(Fault fault) throws IOException {
    assertNotEquals(List.of(), wrong(Durability.GROUP, fault, FAULTY_RUNS_MAX));
  }

  @ParameterizedTest
  @EnumSource(names = {"EACH", "GROUP"})
  void nothingThatManyWritersWereAcknowledgedIsLost(Durability durability) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int seed = 0; seed < RUNS / 4; seed++) {
        Run run = new Run(folder.resolve("log" + seed), seed, durability, Fault.NONE);
        FramedEventLog log = run.open();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          int writer = i;
          running.add(
              writers.submit(
                  () -> {
                    for (int step = 0; step < 15; step++) {
                      run.now.addAndGet(step % 5 == writer ? DAY_MS / 2 : 0);
                      run.append(log, writer, 1 + step % 3);
                    }
                  }));
        }
        for (Future<?> writer : running) {
          writer.get(60, TimeUnit.SECONDS);
        }
        run.crash();
        log.close();
        assertEquals(List.of(), run.wrong);
        assertTrue(run.images > 10, "only " + run.images);
      }
    } finally {
      writers.shutdownNow();
    }
  }
}
