package dev.roomstate.log.file;

import dev.roomstate.log.LogFailure;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of a log: a manifest that says what it is, a lock for its one writer, and the segments
 * with its frames, in the order of their names. For one thread.
 */
final class LogDirectory implements Closeable {
  private static final String MANIFEST = "roomstate.log";
  private static final String FIRST_LINE = "roomstate log, format 1, kind file";
  private static final String LOCK = "writer.lock";
  private static final String CLOSED = "closed";
  private static final String MANIFEST_PART = MANIFEST + ".part";

  /** What a folder may hold that is no log yet: a process may have been killed making one. */
  private static final Set<String> UNMADE = Set.of(LOCK, MANIFEST_PART);

  private static final String SEGMENT = ".frames";

  /** The digits of the largest number, so that names are in the order of the numbers. */
  private static final int NAME_DIGITS = 19;

  private final Path folder;
  private final UUID id;
  private final FileChannel lockFile;
  private final Segment.Opener opener;

  private LogDirectory(Path folder, UUID id, FileChannel lockFile, Segment.Opener opener) {
    this.opener = opener;
    this.folder = folder;
    this.id = id;
    this.lockFile = lockFile;
  }

  /** Opens the folder for writing; makes it where there is none. */
  static LogDirectory open(Path folder, Segment.Opener opener) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new LogFailure("`" + folder + "` is no folder");
      }
      Files.createDirectories(folder);
      FileChannel lockFile = lock(folder);
      try {
        return new LogDirectory(folder, manifest(folder), lockFile, opener);
      } catch (IOException | LogFailure e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be opened: " + why(e), e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      byte[] writer = new byte[(int) Math.min(20, file.size())];
      file.read(ByteBuffer.wrap(writer), 0);
      file.close();
      throw new LogFailure(
          "`"
              + folder
              + "` is being written by process "
              + new String(writer, StandardCharsets.US_ASCII).trim());
    }
    file.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    file.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return file;
  }

  private static UUID manifest(Path folder) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.exists(manifest)) {
      try (Stream<Path> others = Files.list(folder)) {
        if (others.anyMatch(path -> !UNMADE.contains(path.getFileName().toString()))) {
          throw new LogFailure("`" + folder + "` holds other files, and no log");
        }
      }
      UUID made = UUID.randomUUID();
      Path part = folder.resolve(MANIFEST_PART);
      write(part, FIRST_LINE + "\n" + made + "\n");
      Files.move(part, manifest, StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
      return made;
    }
    List<String> lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
    if (lines.size() != 2 || !lines.get(0).equals(FIRST_LINE)) {
      throw new LogFailure(
          "`" + manifest + "` does not begin with `" + FIRST_LINE + "`: it is another kind of log");
    }
    try {
      return UUID.fromString(lines.get(1));
    } catch (IllegalArgumentException e) {
      throw LogFailure.damaged("`" + manifest + "` names no log");
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }

  /**
   * Makes what was made and renamed in the folder durable. Only a channel can, and an interrupt
   * closes it: so it is done again then, and the thread stays interrupted.
   */
  private static void sync(Path folder) throws IOException {
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

  static String why(Throwable e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** What tells frames of this log from those of others. */
  int tag() {
    return Long.hashCode(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
  }

  /** The segments, oldest first. */
  List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SEGMENT)).sorted().toList();
    }
  }

  /** Opens a segment that is there. */
  Segment openSegment(Path path) throws IOException {
    return opener.open(path);
  }

  /** Makes the segment whose first frame has this number. */
  Segment newSegment(long sequence) throws IOException {
    String number = Long.toString(sequence);
    Path path = folder.resolve("0".repeat(NAME_DIGITS - number.length()) + number + SEGMENT);
    if (Files.exists(path)) {
      throw new IOException("`" + path + "` is there already");
    }
    Segment made = opener.open(path);
    sync(folder);
    return made;
  }

  /**
   * The number of frames of the log when it was closed in order, or a negative number where it was
   * not, or was opened since.
   */
  long framesWhenClosed() throws IOException {
    Path closed = folder.resolve(CLOSED);
    if (!Files.exists(closed)) {
      return -1;
    }
    String text = Files.readString(closed, StandardCharsets.UTF_8).trim();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  /** From now on the log counts as open. */
  void opened() throws IOException {
    if (Files.deleteIfExists(folder.resolve(CLOSED))) {
      sync(folder);
    }
  }

  /** Notes that the log was closed in order, with so many frames, all of them on the disk. */
  void closed(long frames) throws IOException {
    Path part = folder.resolve(CLOSED + ".part");
    write(part, frames + "\n");
    Files.move(part, folder.resolve(CLOSED), StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
