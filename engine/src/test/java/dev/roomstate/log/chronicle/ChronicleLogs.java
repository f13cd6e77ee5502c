package dev.roomstate.log.chronicle;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;

/** Small logs in queues, to be damaged. */
final class ChronicleLogs {
  private ChronicleLogs() {}

  static FramedEventLog open(Path folder) {
    return open(folder, SystemTimeProvider.INSTANCE, Durability.OS, FileSync.OF_THE_SYSTEM);
  }

  static FramedEventLog open(
      Path folder, TimeProvider clock, Durability durability, FileSync sync) {
    QueueDisk disk = new QueueDisk(sync, DiskSpace.OF_THE_SYSTEM, FileCalls.UNTOLD);
    return open(folder, clock, durability, disk, QueueShape.USUAL);
  }

  static FramedEventLog open(
      Path folder, TimeProvider clock, Durability durability, QueueDisk disk, QueueShape shape) {
    LogFolder opened =
        LogFolder.open(folder, LogAccess.WRITE, Option.some(ChronicleEventLog.manifest()));
    return FramedEventLog.open(
        opened,
        at -> ChronicleStore.open(at, clock, disk, shape),
        RoomVersions.STANDARD,
        durability,
        LogCheck.BEFORE_USE);
  }

  /** Appends and keeps so many events of a room, each by itself. */
  static void append(FramedEventLog log, List<JudgedEvent> samples, int events) {
    long next = log.end().sequence();
    for (int i = 0; i < events; i++) {
      JudgedEvent sample = samples.get((int) ((next + i) % samples.size()));
      log.keep(log.append(new RoomId(HandRoom.ID), HandRoom.version("11"), sample));
    }
  }

  /** A log of so many events that was closed; its only file. */
  static Path closed(Path folder, int events) {
    try (FramedEventLog log = open(folder)) {
      append(log, LogSamples.events(), events);
    }
    return file(folder);
  }

  /** The same as a killed process would leave it. */
  static Path killed(Path folder, int events) throws IOException {
    Path file = closed(folder, events);
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    return file;
  }

  static Path file(Path folder) {
    try {
      List<Path> files = new QueueFiles(folder.resolve("queue")).all();
      return files.get(files.size() - 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether a file has only what the queue puts at its beginning. */
  static boolean isWithoutFrames(Path file) throws IOException {
    return frames(bytes(file)).isEmpty();
  }

  /** Whether a file says that another is to follow. */
  static boolean isEnded(Path file) throws IOException {
    return QueueFiles.header(file, QueueFiles.end(file, 0)) == QueueFiles.END;
  }

  /** All of a file up to its last octet that is not 0. */
  static byte[] bytes(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int used = all.length;
    while (used > 0 && all[used - 1] == 0) {
      used--;
    }
    return Arrays.copyOf(all, used);
  }

  /** Puts these bytes into a file of a length, which stays full of holes behind them. */
  static void write(Path file, byte[] bytes, long length) throws IOException {
    Files.deleteIfExists(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(bytes);
      out.setLength(length);
    }
  }

  /** Where the frames of a log begin in a file of its queue. */
  static List<Integer> frames(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at + FrameChain.HEADER_BYTES <= file.length; at++) {
      if (FrameChain.mayBeginAt(bytes, at) && new FrameChain(0).frame(bytes, at).isRight()) {
        found.add(at);
      }
    }
    return found;
  }
}
