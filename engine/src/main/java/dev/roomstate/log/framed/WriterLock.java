package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What keeps a second writer out of a folder: a locked file in it, which holds the number of the
 * writing process. Taken and closed by one thread; any may ask whether it is held.
 */
final class WriterLock implements Closeable {
  /** The name of the file. */
  static final String FILE = "writer.lock";

  /**
   * The folders that this process writes. POSIX takes all locks of a file from a process that
   * closes any descriptor of it, so who is refused within the process must not open the file.
   */
  private static final ConcurrentMap<Object, WriterLock> HELD = new ConcurrentHashMap<>();

  /** How often a file is opened that others take away meanwhile. */
  private static final int TRIES_MAX = 100;

  private static final int PROCESS_BYTES_MAX = 20;

  private final Path path;
  private final Object folderKey;

  /** Open, so that no other folder is given its key. Null where a folder cannot be opened. */
  private final FileChannel folder;

  /** Null until it is locked. */
  private FileChannel file;

  private Object fileKey;
  private boolean isMade;

  private WriterLock(Path folder) throws IOException {
    this.path = folder.resolve(FILE);
    this.folder = opened(folder);
    this.folderKey = Objects.requireNonNullElseGet(key(folder), folder.toRealPath()::toString);
  }

  private static FileChannel opened(Path folder) {
    try {
      return FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return null;
    }
  }

  /** What tells a file from all others, under whatever name; null where a platform has nothing. */
  private static Object key(Path path) throws IOException {
    return Files.getAttribute(path, "fileKey");
  }

  /**
   * Takes the lock of a folder that is there.
   *
   * @throws LogFailure when another has it
   */
  static WriterLock take(Path folder) throws IOException {
    WriterLock lock = new WriterLock(folder);
    if (HELD.putIfAbsent(lock.folderKey, lock) != null) {
      lock.letGo();
      throw taken(folder, Long.toString(ProcessHandle.current().pid()));
    }
    boolean isTaken = false;
    try {
      lock.lock();
      isTaken = true;
      return lock;
    } finally {
      if (!isTaken) {
        lock.close();
      }
    }
  }

  /** The number of the process that has the lock of a folder; looking changes nothing. */
  static Option<String> holder(Path folder) throws IOException {
    WriterLock look = new WriterLock(folder);
    if (HELD.putIfAbsent(look.folderKey, look) != null) {
      look.letGo();
      return Option.some(Long.toString(ProcessHandle.current().pid()));
    }
    try {
      return look.otherHolder();
    } finally {
      look.close();
    }
  }

  private Option<String> otherHolder() throws IOException {
    if (!Files.isRegularFile(path)) {
      return Option.none();
    }
    file = FileChannel.open(path, StandardOpenOption.READ);
    return Option.when(file.tryLock(0, Long.MAX_VALUE, true) == null, writer());
  }

  private String writer() throws IOException {
    byte[] writer = new byte[(int) Math.min(PROCESS_BYTES_MAX, file.size())];
    file.read(ByteBuffer.wrap(writer), 0);
    return new String(writer, StandardCharsets.US_ASCII).trim();
  }

  private static LogFailure taken(Path folder, String process) {
    return new LogFailure("`" + folder + "` is being written by process " + process);
  }

  /** Locks the file that is at the path then: who was refused takes away the one it has made. */
  private void lock() throws IOException {
    for (int i = 0; i < TRIES_MAX; i++) {
      try {
        make();
        fileKey = key(path);
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        lockOpened();
        if (isHeld()) {
          return;
        }
        file.close();
      } catch (NoSuchFileException e) {
        // It was taken away; the folder was not, or making it fails.
      }
    }
    throw new IOException("`" + path + "` is taken away again and again");
  }

  private void make() throws IOException {
    isMade = false;
    if (!Files.exists(path)) {
      try {
        Files.createFile(path);
        isMade = true;
      } catch (FileAlreadyExistsException e) {
        // By another process.
      }
    }
  }

  private void lockOpened() throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      isMade = false;
      throw taken(path.getParent(), writer());
    }
  }

  /** Writes the number of this process into the file. */
  void sign() throws IOException {
    String process = Long.toString(ProcessHandle.current().pid());
    file.truncate(0);
    file.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Whether the locked file is where others look for it. */
  boolean isHeld() throws IOException {
    try {
      return Objects.equals(fileKey, key(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Takes away the file, if it was made for this lock, and closes. */
  void abandon() throws IOException {
    try {
      if (isMade && isHeld()) {
        Files.delete(path);
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      HELD.remove(folderKey, this);
      letGo();
    }
  }

  private void letGo() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }
}
