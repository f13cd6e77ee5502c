package dev.roomstate.log.chronicle;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Brings the pages of a file into memory by writing zeros where nothing was written yet, before a
 * mapping writes there: the faults of its pages would take longer than all else that an append
 * does. For one thread; nobody else writes behind the documents meanwhile.
 */
final class WarmPages implements Closeable {
  private static final int PAGE_BYTES = 1 << 12;
  private static final byte[] ZEROS = new byte[1 << 16];

  private final RandomAccessFile file;
  private long warm;

  private WarmPages(RandomAccessFile file) {
    this.file = file;
  }

  /** The pages of a file that is there. */
  static WarmPages of(Path file) throws IOException {
    return new WarmPages(new RandomAccessFile(file.toFile(), "rw"));
  }

  /**
   * Brings in the pages behind the documents.
   *
   * @param end where the last document that is known ends; the queue may have put its own behind it
   */
  void behind(long end, long bytes) throws IOException {
    long from = Math.max(warm, QueueFiles.end(file, end));
    long to = (end + bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    file.seek(from);
    for (long at = from; at < to; at += ZEROS.length) {
      file.write(ZEROS, 0, (int) Math.min(ZEROS.length, to - at));
    }
    warm = Math.max(warm, to);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
