package dev.roomstate.log.storage;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The disk that the paths name. Files are not written and read by channels, which an interrupt
 * closes.
 */
public final class LocalDisk implements Disk {
  /** It has nothing of its own. */
  public static final Disk DISK = new LocalDisk();

  private LocalDisk() {}

  @Override
  public byte[] read(Path file, int bytesMax) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for.
      throw new IOException("`" + file + "` is no file");
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      if (Files.size(file) > bytesMax) {
        throw new IOException("`" + file + "` has more than " + bytesMax + " bytes");
      }
      return in.readNBytes(bytesMax);
    }
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  @Override
  public void write(Path file, Safety safety, byte[]... parts) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      for (byte[] part : parts) {
        out.write(part);
      }
      if (safety == Safety.SYNCED) {
        out.getFD().sync();
      }
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  /** Only a channel can, and an interrupt closes it: so it is done again then. */
  @Override
  public void syncFolder(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
          opened.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
