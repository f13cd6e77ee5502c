package dev.roomstate.log.file;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandRoom;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small logs in files, to be damaged. */
final class FileLogs {
  /** How many entries a small log has. */
  static final int ENTRIES = 8;

  private FileLogs() {}

  static FramedEventLog open(Path folder) {
    return FileEventLog.open(folder, RoomVersions.STANDARD, Durability.OS);
  }

  /** Writes a room of eight events; the log is still open. */
  static FramedEventLog written(Path folder) {
    FramedEventLog log = open(folder);
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    room.accept(HandRoom.topic("$t1", "").after("$bob:b.org"));
    room.accept(HandRoom.byAlice("$m1").after("$t1"));
    room.judge(HandRoom.topic("$t2", "x").after("$m1"));
    return log;
  }

  /** Writes a room of eight events, and closes the log. */
  static Path closed(Path folder) {
    written(folder).close();
    return segment(folder);
  }

  /** Leaves the log as a killed process would: nothing says that it was closed. */
  static Path killed(Path folder) throws IOException {
    Path segment = closed(folder);
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    return segment;
  }

  static Path segment(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".frames")).sorted().findFirst().get();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> ids(FramedEventLog log) {
    List<String> ids = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, (LogEntry e) -> ids.add(e.event().pdu().id().value()));
    return ids;
  }

  /** Where the frames of a segment begin, and where the last ends. */
  static List<Integer> frames(byte[] segment) {
    ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int at = 0; at < segment.length; ) {
      at += FrameChain.sizeAt(bytes, at);
      starts.add(at);
    }
    return starts;
  }
}
