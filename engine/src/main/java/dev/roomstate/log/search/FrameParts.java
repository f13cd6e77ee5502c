package dev.roomstate.log.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the parts of frames that take several documents of a queue. For one thread.
 *
 * <p>Each document has a header of four octets before it. All parts but the last are of {@value
 * #PART_BYTES}; documents of the queue's own may stand between them. A header that is damaged is
 * taken for the one that should stand there, if that of the first or of the second part is right.
 */
final class FrameParts {
  /** How many bytes of a frame a document has. */
  static final int PART_BYTES = 1 << 20;

  /** How many bytes of the queue's own may stand between the parts of a frame. */
  static final int OWN_BYTES_MAX = 1 << 22;

  /** How many headers of parts are read, beside one for so many bytes of the files. */
  private static final int HEADERS_MIN = 1 << 16;

  private static final int HEADER_BYTES_EACH = 256;

  private static final int HEADER_BYTES = 4;
  private static final int OWN = 0x4000_0000;
  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int LENGTH = 0x3fff_ffff;

  private final FileBytes files;
  private final byte[] word = new byte[HEADER_BYTES];
  private long headersLeft;

  /** Bytes of a file: from one on to below another. */
  record Part(long from, long to) {
    int size() {
      return (int) (to - from);
    }
  }

  FrameParts(FileBytes files) {
    this.files = files;
    this.headersLeft = HEADERS_MIN + files.size() / HEADER_BYTES_EACH;
  }

  /** The parts of a frame that begins here; none where it does not take several documents. */
  List<Part> of(int file, long at, int size) {
    if (at % HEADER_BYTES != 0
        || size <= PART_BYTES
        || headersLeft < 2
        || at + size > files.size(file)) {
      return List.of();
    }
    boolean isFirstRight = header(file, at - HEADER_BYTES) == PART_BYTES;
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(at, at + PART_BYTES));
    long next = at + PART_BYTES;
    int own = 0;
    for (int left = size - PART_BYTES; left > 0; ) {
      int part = Math.min(PART_BYTES, left);
      int found = header(file, next);
      boolean isOwn = (found & OWN) != 0 && (found & NOT_COMPLETE) == 0;
      int ofOwn = HEADER_BYTES + (found & LENGTH) + 3 & -HEADER_BYTES;
      if (isOwn && ofOwn <= OWN_BYTES_MAX - own) {
        own += ofOwn;
        next += ofOwn;
      } else if (found == part || isFirstRight || parts.size() > 1) {
        parts.add(new Part(next + HEADER_BYTES, next + HEADER_BYTES + part));
        left -= part;
        next += HEADER_BYTES + part;
      } else {
        return List.of();
      }
      if (next > files.size(file) || headersLeft <= 0) {
        return List.of();
      }
    }
    return parts;
  }

  /** The header at a place; 0 where there is none. */
  private int header(int file, long at) {
    if (at < 0 || at + HEADER_BYTES > files.size(file)) {
      return 0;
    }
    headersLeft--;
    files.read(file, at, word, 0, HEADER_BYTES);
    return ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  /** The frame with these parts was sound: reading their headers was worth it. */
  void wereSound(List<Part> parts) {
    headersLeft += 1 + parts.size();
  }

  /** The bytes of the parts, one behind the other. */
  ByteBuffer joined(int file, List<Part> parts, int size) {
    byte[] bytes = new byte[size];
    int done = 0;
    for (Part part : parts) {
      files.read(file, part.from(), bytes, done, part.size());
      done += part.size();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
