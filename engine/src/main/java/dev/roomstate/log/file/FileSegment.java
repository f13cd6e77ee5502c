package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * A segment in a file. Channels are closed when a thread that uses them is interrupted, whosever
 * they are; so they are not used for writing, nor for reading single frames.
 */
final class FileSegment implements Segment {
  /** Frames are written together up to about so many bytes. */
  private static final int WRITE_BYTES = 1 << 18;

  private final Path path;
  private final RandomAccessFile out;
  private final RandomAccessFile in;

  private FileSegment(Path path, RandomAccessFile out, RandomAccessFile in) {
    this.path = path;
    this.out = out;
    this.in = in;
  }

  static Segment open(Path path, LogAccess access) throws IOException {
    String mode = access == LogAccess.WRITE ? "rw" : "r";
    RandomAccessFile out = new RandomAccessFile(path.toFile(), mode);
    try {
      return new FileSegment(path, out, new RandomAccessFile(path.toFile(), "r"));
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
  public void append(List<byte[]> frames) throws IOException {
    out.seek(out.length());
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      batch.writeBytes(frame);
      if (batch.size() >= WRITE_BYTES) {
        flush(batch);
      }
    }
    flush(batch);
  }

  private void flush(ByteArrayOutputStream batch) throws IOException {
    out.write(batch.toByteArray());
    batch.reset();
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
  public ByteBuffer read(long at, int most) throws IOException {
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

  @Override
  public ByteBuffer all() throws IOException {
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
