package dev.roomstate.log.framed;

import dev.roomstate.log.storage.Disk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The way to a folder: the folders on it that were missing are made. For one thread. */
final class FolderPath {
  private final Path folder;
  private final Disk disk;

  /** Those that were made, the outermost first. */
  private final List<Path> made = new ArrayList<>();

  FolderPath(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Makes what is missing. */
  void make() throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    Path at = folder.toAbsolutePath();
    while (at != null && !Files.exists(at)) {
      missing.push(at);
      at = at.getParent();
    }
    for (Path next : missing) {
      disk.makeFolder(next);
      made.add(next);
    }
  }

  /**
   * Returns when a loss of power cannot take the folder any more. Who made it may have been killed
   * before it did this: so it is done for those on the way that are there already, as far as they
   * let it be done.
   */
  void sync() throws IOException {
    for (Path next : made) {
      disk.syncFolder(next.getParent());
    }
    Path parent = folder.toRealPath().getParent();
    if (parent != null && made.isEmpty()) {
      try {
        disk.syncFolder(parent);
      } catch (AccessDeniedException e) {
        // Whoever made the folder may do more here than this process.
      }
    }
    for (Path at = parent; at != null && at.getParent() != null; at = at.getParent()) {
      try {
        disk.syncFolder(at.getParent());
      } catch (IOException e) {
        // It was there before anything of the log, and is not this process's.
      }
    }
  }

  /** Takes away what was made, unless others have put something there. */
  void remove() {
    for (int i = made.size() - 1; i >= 0; i--) {
      try {
        disk.delete(made.get(i));
      } catch (IOException e) {
        return;
      }
    }
  }
}
