package dev.roomstate.log.framed;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that is only read. It is read neither by a channel, which is closed when a thread that
 * uses it is interrupted, nor by a mapping, which fails anywhere when the file is cut short.
 */
public final class PlainFile implements ByteSource, Closeable {
  private final Path path;
  private final RandomAccessFile file;

  private PlainFile(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Opens a file that is there. */
  public static PlainFile open(Path path) throws IOException {
    return new PlainFile(path, new RandomAccessFile(path.toFile(), "r"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public int read(long at, byte[] into, int most) throws IOException {
    synchronized (file) {
      return read(file, at, into, most);
    }
  }

  /** The same of any file, for whoever holds its position. */
  public static int read(RandomAccessFile file, long at, byte[] into, int most) throws IOException {
    file.seek(at);
    int size = 0;
    for (int read = 0; read >= 0 && size < most; size += Math.max(0, read)) {
      read = file.read(into, size, most - size);
    }
    return size;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
