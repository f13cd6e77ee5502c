package dev.roomstate.log.search;

import dev.roomstate.log.frame.FrameHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A piece of a file in memory. It is small where reading jumps, and grows where it goes on. For one
 * thread.
 */
final class Window {
  private static final int BYTES_MIN = 1 << 13;
  private static final int BYTES_USUAL = 1 << 20;
  private static final byte[] ZEROS = new byte[BYTES_USUAL];

  private final FileBytes files;
  private byte[] bytes = new byte[0];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private int file = -1;
  private long from;
  private int length;
  private int next = BYTES_MIN;

  Window(FileBytes files) {
    this.files = files;
  }

  /** What is in memory, little-endian; for one look at it after {@link #at}. */
  ByteBuffer view() {
    return view;
  }

  /** Where in {@link #view} a byte of a file is, with at least so many from there on. */
  int at(int wanted, long position, int need) {
    if (wanted != file || position < from || position + need > from + length) {
      load(wanted, position, need);
    }
    return (int) (position - from);
  }

  private void load(int wanted, long position, int need) {
    boolean goesOn = wanted == file && position >= from && position <= from + length;
    next = goesOn ? Math.min(BYTES_USUAL, next * 2) : BYTES_MIN;
    int size = (int) Math.min(Math.max(need, next), files.size(wanted) - position);
    assert size >= need : "no more is asked for than there is";
    if (size > bytes.length || bytes.length > Math.max(BYTES_USUAL, size)) {
      bytes = new byte[Math.max(size, next)];
    }
    files.read(wanted, position, bytes, 0, size);
    view = ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    file = wanted;
    from = position;
    length = size;
  }

  /**
   * Where from here on the first octets of a frame stand; the size of the file if nowhere. Tells of
   * each piece that it passes.
   */
  long nextMagic(int wanted, long position, LongConsumer passed) {
    long end = files.size(wanted);
    long at = position;
    while (at + 2 <= end) {
      int start = at(wanted, at, 2);
      int found = magic(start);
      if (found >= 0) {
        return from + found;
      }
      at = from + length - 1;
      passed.accept(at);
    }
    return end;
  }

  private int magic(int start) {
    int last = length - 1;
    for (int i = start; i < last; i++) {
      if (bytes[i] == 0) {
        i += zeros(i, last) - 1;
      } else if (bytes[i] == FrameHeader.FIRST_BYTE && bytes[i + 1] == FrameHeader.SECOND_BYTE) {
        return i;
      }
    }
    return -1;
  }

  /** How many zeros stand here, at least one. */
  private int zeros(int start, int end) {
    int to = Math.min(end, start + ZEROS.length);
    int same = Arrays.mismatch(bytes, start, to, ZEROS, 0, to - start);
    return same < 0 ? to - start : same;
  }
}
