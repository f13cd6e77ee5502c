package dev.roomstate.log.search;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.FrameHeader;
import dev.roomstate.log.search.FrameParts.Part;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Tells whether the check value of a frame is right without going over its payload: from the check
 * values of all that is before the payload and of all that is before its end. For one thread.
 */
final class RunningChecks {
  // CRC-32C is linear. With c(A) the value of bytes A and s(v, n) the value v times x^8n modulo
  // the polynomial, c(AB) = s(c(A), |B|) ^ c(B). The values of the file's beginning at every block
  // are noted once, as far as the longest payload reaches; that of any piece of the file follows
  // from two of them. So frames that claim much cost no more than those that claim little.

  /** How far the noted values are apart. */
  static final int BLOCK_BYTES = 256;

  private static final int READ_BYTES = 1 << 14;

  /** What may stand between the parts of a frame, their headers included. */
  private static final int BETWEEN_BYTES_MAX = FrameParts.OWN_BYTES_MAX + (1 << 16);

  private static final int NOTES =
      (FrameChain.PAYLOAD_BYTES_MAX + BETWEEN_BYTES_MAX) / BLOCK_BYTES + 2;

  /** The polynomial of CRC-32C, highest power last, and 1 and x^8 in this order. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private static final int ONE = 1 << 31;
  private static final int ONE_BYTE = 1 << 23;

  /** {@code POWERS[i][j]} is x^8n for n of 256^i times j. */
  private static final int[][] POWERS = powers();

  private final FileBytes files;
  private final CRC32C all = new CRC32C();
  private final CRC32C piece = new CRC32C();
  private final byte[] read = new byte[READ_BYTES];
  private final byte[] header = new byte[FrameHeader.CHECKED_BYTES];
  private int[] notes = new int[0];
  private int file = -1;
  private long base;
  private long done;
  private long checked;

  RunningChecks(FileBytes files) {
    this.files = files;
  }

  private static int[][] powers() {
    int[][] powers = new int[Integer.BYTES][256];
    int unit = ONE_BYTE;
    for (int[] row : powers) {
      row[0] = ONE;
      for (int i = 1; i < row.length; i++) {
        row[i] = product(row[i - 1], unit);
      }
      unit = product(row[255], unit);
    }
    return powers;
  }

  private static int product(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int rest = a; rest != 0; rest <<= 1) {
      product ^= rest < 0 ? shifted : 0;
      shifted = (shifted >>> 1) ^ ((shifted & 1) == 0 ? 0 : POLYNOMIAL);
    }
    return product;
  }

  /** The check value of bytes with this one, followed by so many more, less that of the latter. */
  static int shifted(int check, int length) {
    int shifted = check;
    for (int i = 0, rest = length; rest != 0; i++, rest >>>= 8) {
      shifted = (rest & 0xff) == 0 ? shifted : product(POWERS[i][rest & 0xff], shifted);
    }
    return shifted;
  }

  /** How many bytes were gone over. */
  long checked() {
    return checked;
  }

  /**
   * Whether the check value of a frame is right.
   *
   * @param parts where it is, within the file; its header is in the first
   */
  boolean fits(int wanted, FrameHeader frame, List<Part> parts) {
    long at = parts.get(0).from();
    long begin = at + FrameChain.HEADER_BYTES;
    if (wanted != file || begin < oldest() || begin > done) {
      begin(wanted, block(begin));
    }
    files.read(wanted, at, header, 0, header.length);
    int check = of(header, header.length);
    for (Part part : parts) {
      long from = Math.max(begin, part.from());
      int length = (int) (part.to() - from);
      goOn(block(part.to()));
      check = shifted(check ^ value(from), length) ^ value(part.to());
    }
    return frame.check() == check;
  }

  private static long block(long position) {
    return position / BLOCK_BYTES * BLOCK_BYTES;
  }

  private long oldest() {
    return Math.max(base, done - (NOTES - 1L) * BLOCK_BYTES);
  }

  private void begin(int wanted, long position) {
    if (notes.length == 0) {
      notes = new int[NOTES];
    }
    file = wanted;
    base = position;
    done = position;
    all.reset();
    note();
  }

  private void note() {
    notes[slot(done)] = (int) all.getValue();
  }

  private static int slot(long position) {
    return (int) (position / BLOCK_BYTES % NOTES);
  }

  private void goOn(long to) {
    while (done < to) {
      int size = (int) Math.min(READ_BYTES, to - done);
      files.read(file, done, read, 0, size);
      for (int i = 0; i < size; i += BLOCK_BYTES) {
        all.update(read, i, BLOCK_BYTES);
        done += BLOCK_BYTES;
        note();
      }
      checked += size;
    }
  }

  /** The check value of all from the base to a position. */
  private int value(long position) {
    long noted = block(position);
    int rest = (int) (position - noted);
    files.read(file, noted, read, 0, rest);
    return shifted(notes[slot(noted)], rest) ^ of(read, rest);
  }

  private int of(byte[] bytes, int length) {
    piece.reset();
    piece.update(bytes, 0, length);
    checked += length;
    return (int) piece.getValue();
  }
}
