package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.framed.PlainFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A segment in a file, with one descriptor. Channels are closed when a thread that uses them is
 * interrupted, whosever they are; so they are not used.
 */
final class FileSegment implements Segment {
  private final Path path;

  /** Its position is that of whoever holds it. */
  private final RandomAccessFile file;

  private FileSegment(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  static Segment open(Path path, LogAccess access) throws IOException {
    String mode = access == LogAccess.WRITE ? "rw" : "r";
    return new FileSegment(path, new RandomAccessFile(path.toFile(), mode));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void append(byte[] bytes, int size) throws IOException {
    synchronized (file) {
      file.seek(file.length());
      file.write(bytes, 0, size);
    }
  }

  @Override
  public void sync() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void cut(long size) throws IOException {
    synchronized (file) {
      file.setLength(size);
    }
    sync();
  }

  @Override
  public int read(long at, byte[] into, int most) throws IOException {
    synchronized (file) {
      return PlainFile.read(file, at, into, most);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
