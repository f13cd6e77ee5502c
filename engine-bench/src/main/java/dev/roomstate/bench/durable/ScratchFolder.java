package dev.roomstate.bench.durable;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for logs that is deleted at the end. */
final class ScratchFolder implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path path;

  /** A new one, in the folder for temporary files. */
  ScratchFolder() throws IOException {
    this.path = Files.createTempDirectory("roomstate-bench");
  }

  /** A path in it. */
  Path path(String name) {
    return path.resolve(name);
  }

  /** Opens a log in it, which is made if it is not there. */
  FramedEventLog log(String name, LogKind kind, Durability durability) {
    return DurableLog.open(
        path(name), Option.some(kind), RoomVersions.STANDARD, durability, LogAccess.WRITE);
  }

  /** How many bytes of the disk a part of it takes; holes in files take none. */
  long diskBytes(String name) throws IOException {
    Process du = new ProcessBuilder("du", "-s", "-B1", path(name).toString()).start();
    String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(text.substring(0, text.indexOf('\t')));
  }

  /** Reads all files of a part of it once; returns how long that took, in nanoseconds. */
  long read(String name) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long begun = System.nanoTime();
    for (Path file : files(path(name))) {
      try (FileChannel channel = FileChannel.open(file)) {
        while (channel.read(buffer.clear()) >= 0) {
          // It is only read.
        }
      }
    }
    return System.nanoTime() - begun;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Deletes a part of it. */
  void delete(String name) throws IOException {
    delete(path(name));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    delete(path);
  }
}
