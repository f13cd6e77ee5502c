package dev.roomstate.log.framed;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.storage.Disk;
import dev.roomstate.log.storage.FaultCause;
import dev.roomstate.log.storage.LocalDisk;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a log: a manifest that says what it is, a lock for its one writer, a marker of how
 * it was closed, and whatever its store keeps beside them. For one thread.
 */
public final class LogFolder implements Closeable {
  private static final String MANIFEST = "roomstate.log";
  private static final String CLOSED = "closed";

  /** The most bytes that the marker has. */
  private static final int CLOSED_BYTES_MAX = 64;

  /** What a folder may hold that is no log yet: a process may have been killed making one. */
  private static final Set<String> UNMADE = Set.of(WriterLock.FILE, MANIFEST + ".part");

  private final Path folder;
  private final LogAccess access;
  private final LogManifest manifest;

  /** Null where the log is only read. */
  private final WriterLock lock;

  private final Disk disk;

  private LogFolder(
      Path folder, LogAccess access, LogManifest manifest, WriterLock lock, Disk disk) {
    this.folder = folder;
    this.access = access;
    this.manifest = manifest;
    this.lock = lock;
    this.disk = disk;
  }

  /**
   * Opens the folder.
   *
   * @param made the manifest of a log that is made where there is none, to be written; if there is
   *     none either, the folder is refused
   * @throws LogFailure when the folder is no log's, or it cannot be used in this way
   */
  public static LogFolder open(Path folder, LogAccess access, Option<LogManifest> made) {
    return open(folder, access, made, LocalDisk.DISK);
  }

  /**
   * Opens the folder as {@link #open(Path, LogAccess, Option)} does.
   *
   * @param disk where its small files are
   */
  public static LogFolder open(Path folder, LogAccess access, Option<LogManifest> made, Disk disk) {
    try {
      return Uninterrupted.run(() -> opened(folder, access, made, disk));
    } catch (IOException e) {
      throw new LogFailure("`" + folder + "` cannot be opened: " + why(e), e);
    }
  }

  private static LogFolder opened(
      Path folder, LogAccess access, Option<LogManifest> made, Disk disk) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new LogFailure("`" + folder + "` is no folder");
    }
    if (access == LogAccess.READ) {
      return new LogFolder(folder, access, manifest(folder, Option.none(), disk).get(), null, disk);
    }
    if (Files.exists(folder) && !Files.isWritable(folder)) {
      throw new LogFailure("`" + folder + "` cannot be written: it is read-only");
    }
    // What is another's stays as it is: so it is looked at before anything is made.
    manifest(folder, made, disk);
    FolderPath way = new FolderPath(folder, disk);
    boolean isAccepted = false;
    try {
      way.make();
      LogFolder opened = locked(folder, made, way, disk);
      isAccepted = true;
      return opened;
    } finally {
      if (!isAccepted) {
        way.remove();
      }
    }
  }

  private static LogFolder locked(Path folder, Option<LogManifest> made, FolderPath way, Disk disk)
      throws IOException {
    WriterLock lock = WriterLock.take(folder);
    boolean isAccepted = false;
    try {
      Option<LogManifest> there = manifest(folder, made, disk);
      LogManifest manifest = there.getOrElse(made::get);
      if (there.isEmpty()) {
        way.sync();
        disk.replace(folder.resolve(MANIFEST), Disk.Safety.SYNCED, manifest.bytes());
      }
      lock.sign();
      isAccepted = true;
      return new LogFolder(folder, LogAccess.WRITE, manifest, lock, disk);
    } finally {
      if (!isAccepted) {
        lock.abandon();
      }
    }
  }

  /**
   * The manifest that is there.
   *
   * @param made the one that is to be made where none is; without it, there must be one
   * @return none where one is to be made
   */
  private static Option<LogManifest> manifest(Path folder, Option<LogManifest> made, Disk disk)
      throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    if (Files.exists(manifest)) {
      boolean mayBeOne =
          Files.isRegularFile(manifest) && Files.size(manifest) <= LogManifest.BYTES_MAX;
      byte[] bytes = mayBeOne ? disk.read(manifest, LogManifest.BYTES_MAX) : new byte[0];
      return Option.some(LogManifest.read(manifest, bytes, () -> hasFrames(folder)));
    }
    if (hasFrames(folder)) {
      throw LogDamage.in(folder, "its manifest `" + MANIFEST + "` is gone");
    }
    if (made.isEmpty()) {
      throw new LogFailure("`" + folder + "` holds no log");
    }
    if (Files.exists(folder)) {
      try (Stream<Path> others = Files.list(folder)) {
        if (others.anyMatch(path -> !UNMADE.contains(path.getFileName().toString()))) {
          throw new LogFailure("`" + folder + "` holds other files, and no log");
        }
      }
    }
    return Option.none();
  }

  /** Whether there are files as logs keep frames in. */
  private static boolean hasFrames(Path folder) {
    return holds(folder, ".frames") || holds(folder.resolve("queue"), ".cq4");
  }

  private static boolean holds(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(suffix) && file.toFile().length() > 0);
    } catch (IOException | UncheckedIOException e) {
      return false;
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
    return Files.exists(folder.resolve(MANIFEST)) || hasFrames(folder)
        ? Option.some(open(folder, LogAccess.READ, Option.none()).manifest.kind())
        : Option.none();
  }

  /** Makes what was made and renamed in the folder durable. */
  public void sync() throws IOException {
    disk.syncFolder(folder);
  }

  /** What the platform said, for the end of a sentence. */
  public static String why(Throwable e) {
    return FaultCause.of(e);
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

  /** Where its small files are. */
  Disk disk() {
    return disk;
  }

  /**
   * The number of frames of the log when it was closed in order, or a negative number where it was
   * not, or was opened since.
   */
  public long framesWhenClosed() throws IOException {
    return framesWhenClosed(folder, disk);
  }

  /** The same of the log in any folder, whether it can be opened or not. */
  public static long framesWhenClosed(Path folder) throws IOException {
    return framesWhenClosed(folder, LocalDisk.DISK);
  }

  private static long framesWhenClosed(Path folder, Disk disk) throws IOException {
    Path closed = folder.resolve(CLOSED);
    if (!Files.isRegularFile(closed) || Files.size(closed) > CLOSED_BYTES_MAX) {
      return -1;
    }
    byte[] bytes;
    try {
      bytes = disk.read(closed, CLOSED_BYTES_MAX);
    } catch (FileNotFoundException e) {
      // A writer has opened the log meanwhile.
      return -1;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1).trim();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  /**
   * How many frames the log in any folder had at its last checkpoint, 0 where there is none that
   * could be read.
   */
  public static long framesAtCheckpoint(Path folder) {
    return LogCheckpoint.frames(folder);
  }

  /** From now on the log counts as open. */
  void opened() throws IOException {
    if (access == LogAccess.WRITE) {
      disk.delete(folder.resolve(CLOSED));
      // Whoever made files here may have been killed before it did this.
      sync();
    }
  }

  /**
   * Checks that no other process can have become the writer.
   *
   * @throws IOException when one can
   */
  void checkHeld() throws IOException {
    if (lock != null && !lock.isHeld()) {
      throw new IOException(
          "its `"
              + WriterLock.FILE
              + "` was removed or replaced, so that another process may write it");
    }
  }

  /** Notes that the log was closed in order, with so many frames, all of them on the disk. */
  void closed(long frames) throws IOException {
    checkHeld();
    byte[] text = (frames + "\n").getBytes(StandardCharsets.UTF_8);
    disk.replace(folder.resolve(CLOSED), Disk.Safety.SYNCED, text);
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
