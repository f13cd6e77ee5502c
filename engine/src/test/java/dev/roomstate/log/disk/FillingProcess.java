package dev.roomstate.log.disk;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that writes a log until its disk is full, then makes place and goes on with it; again
 * and again, with less and less space. It says in lines what came of it.
 */
final class FillingProcess {
  private static final int EVENTS_MAX = 20_000;
  private static final int MORE = 50;
  private static final RoomId ROOM = new RoomId(HandRoom.ID);
  private static final List<JudgedEvent> SAMPLES = LogSamples.events();

  private FillingProcess() {}

  /**
   * Its arguments are the folder, kind and durability of the log, and amounts of KiB to leave. With
   * none, it writes one log until it fails, and says how many were acknowledged.
   */
  public static void main(String[] args) throws IOException {
    Path disk = Path.of(args[0]);
    LogKind kind = LogKind.valueOf(args[1]);
    Durability durability = Durability.valueOf(args[2]);
    if (args.length == 3) {
      System.out.println(fill(disk, kind, durability, EVENTS_MAX));
      return;
    }
    // All classes are there before it gets narrow.
    fill(disk.resolve("first"), kind, durability, MORE);
    delete(disk.resolve("first"));
    for (String free : args[3].split(",")) {
      Path log = disk.resolve("log" + free);
      Path ballast = ballast(disk, Long.parseLong(free) << 10);
      int kept = fill(log, kind, durability, EVENTS_MAX);
      Files.delete(ballast);
      int end = fill(log, kind, durability, MORE) - MORE;
      System.out.println(end >= kept ? "has all" : "has " + end + " of " + kept);
      delete(log);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Leaves so much of the disk that a file is on. */
  private static Path ballast(Path disk, long free) throws IOException {
    Path ballast = disk.resolve("ballast");
    try (RandomAccessFile out = new RandomAccessFile(ballast.toFile(), "rw")) {
      long most = Files.getFileStore(disk).getUsableSpace() - free;
      for (byte[] piece = new byte[1 << 12]; most >= piece.length; most -= piece.length) {
        out.write(piece);
      }
    }
    return ballast;
  }

  /** Appends so many events; how many the log has then, as far as they were acknowledged. */
  static int fill(Path folder, LogKind kind, Durability durability, int events) {
    int kept = 0;
    try (FramedEventLog log = LogSamples.open(folder, kind, durability)) {
      kept = (int) log.end().sequence();
      List<String> ids = LogSamples.ids(log);
      for (int i = 0; i < ids.size(); i++) {
        if (!ids.get(i).equals(SAMPLES.get(i % SAMPLES.size()).pdu().id().value())) {
          System.out.println("has another event at " + i);
        }
      }
      for (int i = 0; i < events; i++) {
        JudgedEvent sample = SAMPLES.get(kept % SAMPLES.size());
        LogPosition at = log.append(ROOM, HandRoom.version("11"), sample);
        log.keep(at);
        kept++;
      }
      System.out.println("has space");
    } catch (LogFailure e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
    return kept;
  }
}
