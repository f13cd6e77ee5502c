package dev.roomstate.log.framed;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a log: a manifest that says what it is, a lock for its one writer, a marker of how
 * it was closed, and whatever its store keeps beside them. For one thread.
 */
public final class LogFolder implements Closeable {
  private static final String MANIFEST = "roomstate.log";
  private static final String CLOSED = "closed";
  private static final String MANIFEST_PART = MANIFEST + ".part";

  /** What a folder may hold that is no log yet: a process may have been killed making one. */
  private static final String FRAMES = ".frames";

  private static final String QUEUE = "queue";
  private static final String QUEUE_FILE = ".cq4";
  private static final Set<String> UNMADE = Set.of(WriterLock.FILE, MANIFEST_PART);

  private final Path folder;
  private final LogAccess access;
  private final LogManifest manifest;

  /** Null where the log is only read. */
  private final FileChannel lockFile;

  private LogFolder(Path folder, LogAccess access, LogManifest manifest, FileChannel lockFile) {
    this.folder = folder;
    this.access = access;
    this.manifest = manifest;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder.
   *
   * @param made the manifest of a log that is made where there is none, to be written; if there is
   *     none either, the folder is refused
   * @throws LogFailure when the folder is no log's, or it cannot be used in this way
   */
  public static LogFolder open(Path folder, LogAccess access, Option<LogManifest> made) {
    try {
      return Uninterrupted.run(() -> opened(folder, access, made));
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be opened: " + why(e), e);
    }
  }

  private static LogFolder opened(Path folder, LogAccess access, Option<LogManifest> made)
      throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new LogFailure("`" + folder + "` is no folder");
    }
    if (access == LogAccess.READ) {
      return new LogFolder(folder, access, manifest(folder, Option.none()), null);
    }
    if (made.isEmpty() && !isLog(folder)) {
      throw new LogFailure("`" + folder + "` holds no log");
    }
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new LogFailure("`" + folder + "` cannot be written: it is read-only");
    }
    FileChannel lockFile = WriterLock.take(folder);
    try {
      return new LogFolder(folder, access, manifest(folder, made), lockFile);
    } catch (IOException | LogFailure e) {
      WriterLock.letGo(lockFile);
      throw e;
    }
  }

  private static LogManifest manifest(Path folder, Option<LogManifest> made) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      return LogManifest.read(manifest, lines(manifest), holdsFrames(folder));
    }
    if (holdsFrames(folder)) {
      throw LogFailure.damaged(
          "`" + folder + "` has lost its manifest `" + MANIFEST + "`" + LogManifest.WAY_OUT);
    }
    if (made.isEmpty()) {
      throw new LogFailure("`" + folder + "` holds no log");
    }
    try (Stream<Path> others = Files.list(folder)) {
      if (others.anyMatch(path -> !UNMADE.contains(path.getFileName().toString()))) {
        throw new LogFailure("`" + folder + "` holds other files, and no log");
      }
    }
    Path part = folder.resolve(MANIFEST_PART);
    write(part, made.get().text());
    Files.move(part, manifest, StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
    return made.get();
  }

  private static List<String> lines(Path manifest) throws IOException {
    if (!Files.isRegularFile(manifest)) {
      return List.of();
    }
    try {
      return Files.readAllLines(manifest, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return List.of();
    }
  }

  /** Whether there is what has the frames of a log, whatever its manifest says. */
  private static boolean holdsFrames(Path folder) throws IOException {
    return holds(folder, FRAMES) || holds(folder.resolve(QUEUE), QUEUE_FILE);
  }

  private static boolean holds(Path folder, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(suffix));
    }
  }

  private static boolean isLog(Path folder) {
    try {
      return Files.exists(folder.resolve(MANIFEST)) || holdsFrames(folder);
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be read: " + why(e), e);
    }
  }

  /**
   * The process that writes the log in a folder, if one does; looking changes nothing.
   *
   * @throws LogFailure when it cannot be told
   */
  public static Option<String> writerOf(Path folder) {
    try {
      return WriterLock.holder(folder);
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be read: " + why(e), e);
    }
  }

  /** The kind of the log in a folder, if there is anything of one. */
  public static Option<LogKind> kindIn(Path folder) {
    return isLog(folder)
        ? Option.some(open(folder, LogAccess.READ, Option.none()).manifest.kind())
        : Option.none();
  }

  private static void write(Path file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }

  /** Makes what was made and renamed in the folder durable. */
  public void sync() throws IOException {
    sync(folder);
  }

  /** Only a channel can, and an interrupt closes it: so it is done again then. */
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

  /** What the platform said, for the end of a sentence. */
  public static String why(Throwable e) {
    if (e instanceof InternalError) {
      // What the virtual machine makes of mapped memory that has no disk behind it.
      return "the disk is full, or a file is shorter than it was";
    }
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** What may be done with it. */
  public LogAccess access() {
    return access;
  }

  /** What the log says of itself. */
  public LogManifest manifest() {
    return manifest;
  }

  /**
   * The number of frames of the log when it was closed in order, or a negative number where it was
   * not, or was opened since.
   */
  public long framesWhenClosed() throws IOException {
    return framesWhenClosed(folder);
  }

  /** The same of the log in any folder, whether it can be opened or not. */
  public static long framesWhenClosed(Path folder) throws IOException {
    Path closed = folder.resolve(CLOSED);
    if (!Files.exists(closed)) {
      return -1;
    }
    byte[] bytes = Files.readAllBytes(closed);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).trim();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  /**
   * How many frames the log in any folder had at its last checkpoint, 0 where there is none that
   * could be read.
   */
  public static long framesAtCheckpoint(Path folder) throws IOException {
    return LogCheckpoint.frames(folder);
  }

  /** From now on the log counts as open. */
  void opened() throws IOException {
    if (access == LogAccess.WRITE && Files.deleteIfExists(folder.resolve(CLOSED))) {
      sync();
    }
  }

  /** Notes that the log was closed in order, with so many frames, all of them on the disk. */
  void closed(long frames) throws IOException {
    Path part = folder.resolve(CLOSED + ".part");
    write(part, frames + "\n");
    Files.move(part, folder.resolve(CLOSED), StandardCopyOption.ATOMIC_MOVE);
    sync();
  }

  @Override
  public void close() throws IOException {
    if (lockFile != null) {
      WriterLock.letGo(lockFile);
    }
  }
}
