package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The lock of the one process that writes a log: a file with its number. Thread-safe.
 *
 * <p>The system's locks are the process's, and all of a file's go when any channel of that file is
 * closed. So a log that this process writes is known by its name, and its lock is not opened again.
 */
final class WriterLock {
  static final String FILE = "writer.lock";

  private static final int PID_BYTES_MAX = 20;

  /** What this process writes, and where; as the system has it, one list for all. */
  private static final Map<FileChannel, Path> HELD = new HashMap<>();

  private WriterLock() {}

  /** Takes the lock of the log in a folder. */
  static FileChannel take(Path folder) throws IOException {
    synchronized (HELD) {
      Path held = folder.toRealPath();
      if (HELD.containsValue(held)) {
        throw written(folder, own());
      }
      FileChannel file =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        if (lock(file, false) == null) {
          throw written(folder, read(file));
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(own().getBytes(StandardCharsets.US_ASCII)), 0);
      } catch (IOException | LogFailure e) {
        file.close();
        throw e;
      }
      HELD.put(file, held);
      return file;
    }
  }

  /** Lets go of a lock that was taken. */
  static void letGo(FileChannel file) throws IOException {
    synchronized (HELD) {
      HELD.remove(file);
      file.close();
    }
  }

  /** The number of the process that has the lock of a folder. */
  static Option<String> holder(Path folder) throws IOException {
    synchronized (HELD) {
      Path file = folder.resolve(FILE);
      if (!Files.isRegularFile(file)) {
        return Option.none();
      }
      if (HELD.containsValue(folder.toRealPath())) {
        return Option.some(own());
      }
      try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
        return Option.when(lock(opened, true) == null, read(opened));
      }
    }
  }

  private static FileLock lock(FileChannel file, boolean isShared) throws IOException {
    try {
      return file.tryLock(0, Long.MAX_VALUE, isShared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String own() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static String read(FileChannel file) throws IOException {
    byte[] writer = new byte[(int) Math.min(PID_BYTES_MAX, file.size())];
    file.read(ByteBuffer.wrap(writer), 0);
    return new String(writer, StandardCharsets.US_ASCII).trim();
  }

  private static LogFailure written(Path folder, String process) {
    return new LogFailure("`" + folder + "` is being written by process " + process);
  }
}
