package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.storage.FaultyDisk;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a log asks of its disk from making it to opening it again, it may fail: what was
 * acknowledged is there, a sentence is said, and all goes on when the disk does.
 */
class FailingSessionTest {
  private static final int SEGMENT_BYTES = 6_000;
  private static final String FAULT = "no space left on the disk";

  @TempDir private Path folder;
  private final List<LogEntry> samples = new ArrayList<>();
  private final Set<String> said = new TreeSet<>();

  @BeforeEach
  void writeSamples() {
    try (FramedEventLog log = FileLogs.written(folder.resolve("samples"))) {
      log.forEachFrom(LogPosition.FIRST, samples::add);
    }
  }

  /** A segment whose calls are counted, and fail, with those of the folder. */
  private record CountedSegment(Segment file, FaultyDisk disk) implements Segment {
    static Segment open(Path path, LogAccess access, FaultyDisk disk) throws IOException {
      disk.call("open " + path);
      return new CountedSegment(FileSegment.open(path, access), disk);
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
      file.append(bytes, size / 2);
      disk.call("append " + path());
      byte[] rest = Arrays.copyOfRange(bytes, size / 2, size);
      file.append(rest, rest.length);
    }

    @Override
    public void sync() throws IOException {
      disk.call("sync " + path());
    }

    @Override
    public void cut(long size) throws IOException {
      disk.call("cut " + path());
      file.cut(size);
    }

    @Override
    public int read(long at, byte[] into, int most) throws IOException {
      disk.call("read " + path());
      return file.read(at, into, most);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private FramedEventLog open(Path path, Durability durability, LogCheck check, FaultyDisk disk) {
    LogFolder opened =
        LogFolder.open(path, LogAccess.WRITE, Option.some(FileEventLog.manifest()), disk);
    return FileEventLog.open(
        opened,
        RoomVersions.STANDARD,
        durability,
        check,
        SEGMENT_BYTES,
        (segment, access) -> CountedSegment.open(segment, access, disk));
  }

  /** Appends so many events, from a number on. */
  private void append(FramedEventLog log, int[] acknowledged, int events) {
    for (int i = 0; i < events; i++) {
      LogEntry sample = samples.get(acknowledged[0] % samples.size());
      log.keep(log.append(sample.roomId(), HandRoom.version("11"), sample.event()));
      acknowledged[0]++;
    }
  }

  /** All that a log is used for; it ends where the disk fails, with what was acknowledged. */
  private int session(Path path, Durability durability, FaultyDisk disk) {
    int[] acknowledged = new int[1];
    try {
      try (FramedEventLog log = open(path, durability, LogCheck.BEFORE_USE, disk)) {
        append(log, acknowledged, 10);
        log.checkpoint();
        log.snapshots().write(new RoomId(HandRoom.ID), new byte[100]);
        append(log, acknowledged, 6);
      }
      try (FramedEventLog log = open(path, durability, LogCheck.BESIDE_USE, disk)) {
        assertEquals(acknowledged[0], log.end().sequence());
        log.snapshots().read(new RoomId(HandRoom.ID));
        assertEquals(acknowledged[0], FileLogs.ids(log).size());
        append(log, acknowledged, 3);
        copy(path, killed(path));
        log.awaitChecked();
      }
    } catch (LogFailure e) {
      assertEquals(LogFailure.Kind.UNUSABLE, e.kind(), e.getMessage());
      assertTrue(e.getMessage().endsWith(FAULT), e.getMessage());
      said.add(e.getMessage().replaceAll("`[^`]*`", "`…`"));
    }
    return acknowledged[0];
  }

  private static Path killed(Path path) {
    return path.resolveSibling(path.getFileName() + "-killed");
  }

  /** What a killed process leaves. Its lock would be lost if it were read. */
  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectory(to);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("writer.lock")) {
          Files.copy(file, to.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertSound(Path path, int acknowledged, String where) {
    try (FramedEventLog log = FileLogs.open(path)) {
      List<String> ids = FileLogs.ids(log);
      assertTrue(ids.size() >= acknowledged, where + ": of " + acknowledged);
      for (int i = 0; i < ids.size(); i++) {
        assertEquals(samples.get(i % samples.size()).event().pdu().id().value(), ids.get(i));
      }
      int[] more = {ids.size()};
      append(log, more, 2);
    }
    FileLogs.open(path).close();
  }

  @ParameterizedTest
  @CsvSource({"EACH,true", "GROUP,false", "OS,true"})
  void failureOfAnyCallOfASessionLosesNothing(Durability durability, boolean recovers) {
    int calls = 0;
    for (boolean hasFailed = true; hasFailed; ) {
      FaultyDisk disk = FaultyDisk.failingAt(++calls, recovers);
      Path path = folder.resolve("log" + calls);
      int acknowledged = session(path, durability, disk);
      hasFailed = disk.hasFailed();
      assertTrue(hasFailed || acknowledged == 19, "of " + acknowledged);
      disk.mend();
      assertSound(path, acknowledged, "call " + calls);
      if (Files.exists(killed(path))) {
        assertSound(killed(path), acknowledged, "call " + calls + ", killed");
      }
    }
    assertTrue(calls > 60, "of " + calls);
    assertTrue(said.size() >= 4, said.toString());
  }

  /** Else the test above would not see what goes past the disk. */
  @Test
  void everySmallFileGoesThroughTheDisk() {
    FaultyDisk disk = FaultyDisk.sound();
    session(folder.resolve("log"), Durability.GROUP, disk);
    for (String file : List.of("roomstate.log", "closed", "checkpoint", ".room")) {
      for (String what : List.of("write", "rename", "read")) {
        String end = file + (what.equals("write") ? ".part" : "");
        boolean isCalled =
            disk.calls().stream().anyMatch(call -> call.startsWith(what) && call.endsWith(end));
        // Snapshots are read by their header first, and never needed.
        assertTrue(isCalled || file.equals(".room") && what.equals("read"), what + " " + file);
      }
    }
    assertFalse(disk.hasFailed());
  }
}
