package dev.roomstate.log.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a log asks of a disk beside its frames: small files that are whole or not there, and
 * folders. An interrupt of the calling thread changes nothing. Thread-safe.
 */
public interface Disk {
  /**
   * All bytes of a file.
   *
   * @throws IOException when it is no file, it cannot be read, or it has more than so many bytes
   */
  byte[] read(Path file, int bytesMax) throws IOException;

  /** Makes a folder in one that is there; nothing where it is there already. */
  void makeFolder(Path folder) throws IOException;

  /** Writes a file anew, from its beginning. */
  void write(Path file, Safety safety, byte[]... parts) throws IOException;

  /** Gives a file another name, in one step, and in the place of one that has it. */
  void rename(Path from, Path to) throws IOException;

  /**
   * Takes away a file or an empty folder.
   *
   * @return whether it was there
   */
  boolean delete(Path file) throws IOException;

  /** Returns when what was made, renamed and taken away in a folder is on the disk. */
  void syncFolder(Path folder) throws IOException;

  /** What outlives a loss of power. */
  enum Safety {
    /** Nothing yet. */
    NONE,
    /** What was written. */
    SYNCED
  }

  /** The name under which a file is written before it takes the place of an older one. */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Writes a file in the place of an older one, so that either is there whole. Where that fails,
   * the older one is there, or, if only the last sync failed, the newer.
   *
   * @param safety where it is {@link Safety#SYNCED}, a loss of power takes nothing of it either
   */
  default void replace(Path file, Safety safety, byte[]... parts) throws IOException {
    Path part = part(file);
    try {
      write(part, safety, parts);
      rename(part, file);
    } catch (IOException e) {
      try {
        delete(part);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    if (safety == Safety.SYNCED) {
      syncFolder(file.toAbsolutePath().getParent());
    }
  }
}
