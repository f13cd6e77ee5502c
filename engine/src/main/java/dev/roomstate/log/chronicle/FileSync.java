package dev.roomstate.log.chronicle;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings to the disk what was written to a file or a folder, by whatever mapping. The queue's own
 * way only reaches what is mapped last, and logs what fails instead of saying so.
 */
@FunctionalInterface
interface FileSync {
  /** The operating system's. */
  FileSync OF_THE_SYSTEM =
      path -> {
        if (Files.isDirectory(path)) {
          try (FileChannel folder = FileChannel.open(path)) {
            folder.force(true);
          }
        } else {
          try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.getFD().sync();
          }
        }
      };

  /** Returns when all is on the disk. */
  void sync(Path path) throws IOException;
}
