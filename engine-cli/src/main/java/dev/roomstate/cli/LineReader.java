package dev.roomstate.cli;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes; only LF ends a line, and the last one may go without. */
final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int lineBytesMax;
  private final Flushable beforeReading;
  private byte[] buffer = new byte[CHUNK];
  private int from;
  private int to;
  private int next;
  private int filled;
  private long number;
  private boolean tooLong;

  /**
   * Reads from a stream.
   *
   * @param lineBytesMax the longest line that is kept
   * @param beforeReading is flushed before each read, which may block: who waits for answers to
   *     what was sent gets them
   */
  LineReader(InputStream in, int lineBytesMax, Flushable beforeReading) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
    this.beforeReading = beforeReading;
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    tooLong = false;
    from = next;
    int scanned = from;
    while (true) {
      int end = lineEnd(scanned);
      if (end >= 0) {
        to = end;
        next = end + 1;
        number++;
        return true;
      }
      if (filled - from > lineBytesMax) {
        tooLong = true;
        from = filled;
      }
      scanned = filled;
      int moved = from;
      boolean more = fill();
      scanned -= moved - from;
      if (!more) {
        to = filled;
        next = filled;
        number++;
        return to > from || tooLong;
      }
    }
  }

  private int lineEnd(int start) {
    for (int i = start; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled == buffer.length) {
      buffer =
          Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, lineBytesMax + (long) CHUNK));
    }
    beforeReading.flush();
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      return false;
    }
    filled += read;
    return true;
  }

  /** The number of this line, from 1. */
  long number() {
    return number;
  }

  /** Whether the line was longer than the limit, so that it was not kept. */
  boolean isTooLong() {
    return tooLong || to - from > lineBytesMax;
  }

  /** Whether there is nothing but white space on the line. */
  boolean isBlank() {
    return !isTooLong() && JsonScanner.skipSpace(buffer, from, to) == to;
  }

  /** The bytes that hold the line, from {@link #from} to {@link #to}; good until the next one. */
  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
