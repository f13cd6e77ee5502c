package dev.roomstate.log.chronicle;

import dev.roomstate.log.framed.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Documents that were just written to a file by a mapping. Where there is no disk behind it nothing
 * is written, and nothing says so in time: so they are read back. For one thread.
 */
final class WrittenDocuments {
  /** As much is read together, where it lies together. */
  private static final int SPAN_BYTES = 1 << 18;

  private final List<Written> all = new ArrayList<>();
  private byte[] bytes = new byte[SPAN_BYTES];

  /** The document whose header is at a byte of the file has these bytes of a frame. */
  private record Written(long at, byte[] frame, int from, int size) {
    long end() {
      return at + QueueFiles.HEADER_BYTES + size;
    }
  }

  void add(long at, byte[] frame, int from, int size) {
    all.add(new Written(at, frame, from, size));
  }

  /** Sees that they are in the file, and forgets them. */
  void check(PlainFile file) throws IOException {
    int first = 0;
    while (first < all.size()) {
      long at = all.get(first).at;
      int next = first + 1;
      while (next < all.size() && all.get(next).end() - at <= SPAN_BYTES) {
        next++;
      }
      check(file, at, all.subList(first, next));
      first = next;
    }
    all.clear();
  }

  private void check(PlainFile file, long at, List<Written> together) throws IOException {
    int size = (int) (together.get(together.size() - 1).end() - at);
    if (bytes.length < size) {
      bytes = new byte[size];
    }
    int there = file.read(at, bytes, size);
    ByteBuffer view = ByteBuffer.wrap(bytes, 0, there).order(ByteOrder.LITTLE_ENDIAN);
    for (Written one : together) {
      int header = (int) (one.at - at);
      int from = header + QueueFiles.HEADER_BYTES;
      boolean isThere =
          from + one.size <= there
              && view.getInt(header) == one.size
              && Arrays.equals(
                  bytes, from, from + one.size, one.frame, one.from, one.from + one.size);
      if (!isThere) {
        throw new IOException(
            "`" + file.path() + "` does not hold at byte " + one.at + " what was written there");
      }
    }
  }
}
