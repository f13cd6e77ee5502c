package dev.roomstate.log.framed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A piece of a file in memory. It is small where reading jumps, and grows where it goes on or back.
 * For one thread.
 */
public final class FileWindow {
  private static final int BYTES_MIN = 1 << 14;

  /** Larger than this, a piece no longer fits into the cache of a processor. */
  private static final int BYTES_USUAL = 1 << 18;

  private byte[] bytes = new byte[0];
  private ByteBuffer view = ByteBuffer.wrap(bytes);

  /** Null before the first. */
  private ByteSource source;

  private long from;
  private int length;
  private int next = BYTES_MIN;

  /** What is in memory, little-endian. It changes with the next call of {@link #at}. */
  public ByteBuffer view() {
    return view;
  }

  /**
   * Where in {@link #view} a byte of a file is, with so many from there on if the file has them.
   */
  public int at(ByteSource wanted, long position, int need) throws IOException {
    if (wanted != source || position < from || position + need > from + length) {
      load(wanted, position, need);
    }
    return (int) (position - from);
  }

  /** The same, with all read anew: the file may have changed. */
  public int again(ByteSource wanted, long position, int need) throws IOException {
    source = null;
    return at(wanted, position, need);
  }

  private void load(ByteSource wanted, long position, int need) throws IOException {
    boolean onward = position >= from && position <= from + length + BYTES_USUAL;
    boolean back = position < from && from - position <= BYTES_USUAL;
    next = wanted == source && (onward || back) ? Math.min(BYTES_USUAL, next * 2) : BYTES_MIN;
    int least = Math.max(need, BYTES_MIN);
    int size = Math.max(least, next);
    long start = wanted == source && back ? Math.max(0, position + least - size) : position;
    source = null;
    fill(wanted, start, size);
    view = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    source = wanted;
    from = start;
  }

  /**
   * Reads so many bytes or all up to the end, and takes no more memory than twice what is there.
   */
  private void fill(ByteSource wanted, long start, int size) throws IOException {
    int most = Math.min(size, Math.max(BYTES_USUAL, bytes.length));
    if (bytes.length < most || bytes.length > Math.max(BYTES_USUAL, size)) {
      bytes = new byte[most];
    }
    length = wanted.read(start, bytes, most);
    while (length == most && most < size) {
      most = (int) Math.min(size, 2L * most);
      bytes = new byte[most];
      length = wanted.read(start, bytes, most);
    }
  }
}
