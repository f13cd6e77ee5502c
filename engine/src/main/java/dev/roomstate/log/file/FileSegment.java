package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.framed.PlainFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A segment in a file. Channels are closed when a thread that uses them is interrupted, whosever
 * they are; so they are not used.
 */
final class FileSegment implements Segment {
  private final Path path;
  private final RandomAccessFile out;
  private final PlainFile in;

  private FileSegment(Path path, RandomAccessFile out, PlainFile in) {
    this.path = path;
    this.out = out;
    this.in = in;
  }

  static Segment open(Path path, LogAccess access) throws IOException {
    String mode = access == LogAccess.WRITE ? "rw" : "r";
    RandomAccessFile out = new RandomAccessFile(path.toFile(), mode);
    try {
      return new FileSegment(path, out, PlainFile.open(path));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    return out.length();
  }

  @Override
  public void append(byte[] bytes, int size) throws IOException {
    out.seek(out.length());
    out.write(bytes, 0, size);
  }

  @Override
  public void sync() throws IOException {
    out.getFD().sync();
  }

  @Override
  public void cut(long size) throws IOException {
    out.setLength(size);
    sync();
  }

  @Override
  public int read(long at, byte[] into, int most) throws IOException {
    return in.read(at, into, most);
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
  }
}
