package dev.roomstate.log.chronicle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * Gives a file disk space for what a mapping is going to write. A mapping that finds none ends the
 * process, or writes nothing and says so too late.
 */
@FunctionalInterface
interface DiskSpace {
  /** The operating system's. */
  DiskSpace OF_THE_SYSTEM =
      (path, from, to) -> {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
          if (!Allocation.succeeds(path, from, to - from)) {
            Allocation.fill(file, from, to);
          }
        }
      };

  /**
   * Returns when bytes of a file have space; what is in them stays. The file is made where there is
   * none.
   */
  void reserve(Path file, long from, long to) throws IOException;

  /** The ways to have space allocated. */
  final class Allocation {
    private static final int PIECE_BYTES = 1 << 16;

    private Allocation() {}

    /** Asks for it; not every platform and file system can, and why one did not is not told. */
    private static boolean succeeds(Path path, long from, long bytes) {
      try {
        PosixAPI posix = PosixAPI.posix();
        int file = posix.open(path.toString(), OpenFlag.O_RDWR, 0);
        if (file < 0) {
          return false;
        }
        try {
          return posix.fallocate(file, 0, from, bytes) == 0;
        } finally {
          posix.close(file);
        }
      } catch (RuntimeException | LinkageError e) {
        return false;
      }
    }

    /** Writes what is there already, which are zeros where nothing was written. */
    static void fill(RandomAccessFile file, long from, long to) throws IOException {
      byte[] piece = new byte[PIECE_BYTES];
      for (long at = from; at < to; at += PIECE_BYTES) {
        int size = (int) Math.min(PIECE_BYTES, to - at);
        int there = (int) Math.max(0, Math.min(size, file.length() - at));
        file.seek(at);
        file.readFully(piece, 0, there);
        Arrays.fill(piece, there, size, (byte) 0);
        file.seek(at);
        file.write(piece, 0, size);
      }
    }
  }
}
