package dev.roomstate.log.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with frames of a log. One thread appends; any number may read. Channels are closed when a
 * thread that uses them is interrupted, whosever they are; so they are not used here.
 */
final class Segment implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile out;
  private final RandomAccessFile in;

  private Segment(Path path, RandomAccessFile out, RandomAccessFile in) {
    this.path = path;
    this.out = out;
    this.in = in;
  }

  /** Opens the file, which is made where there is none. */
  static Segment open(Path path) throws IOException {
    RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new Segment(path, out, new RandomAccessFile(path.toFile(), "r"));
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  long size() throws IOException {
    return out.length();
  }

  /** Writes frames behind all that is there. */
  void append(List<byte[]> frames) throws IOException {
    out.seek(out.length());
    for (byte[] frame : frames) {
      out.write(frame);
    }
  }

  /** Returns when all that was written is on the disk. */
  void sync() throws IOException {
    out.getFD().sync();
  }

  /** Cuts off all behind so many bytes. */
  void cut(long size) throws IOException {
    out.setLength(size);
    sync();
  }

  /** The bytes from one on, at most so many, and as many as there are. */
  ByteBuffer read(long at, int most) throws IOException {
    byte[] bytes = new byte[most];
    int size = 0;
    synchronized (in) {
      in.seek(at);
      for (int read = 0; read >= 0 && size < most; size += Math.max(0, read)) {
        read = in.read(bytes, size, most - size);
      }
    }
    return ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All that is there now, for one look at it. */
  ByteBuffer all() throws IOException {
    if (size() > Integer.MAX_VALUE) {
      throw new IOException("a segment is larger than 2 GiB");
    }
    try (FileChannel channel = FileChannel.open(path)) {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    out.close();
  }
}
