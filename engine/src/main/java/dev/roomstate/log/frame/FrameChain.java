package dev.roomstate.log.frame;

import dev.roomstate.binary.BinaryWriter;
import io.vavr.control.Either;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The frames of a log, one after the other: each has a check value over all its bytes, its number,
 * the tag of its log and the check value of the frame before it, so that no frame can be changed,
 * lost, repeated, moved or taken from elsewhere unseen. Written and read with the lowest octet
 * first. For one thread.
 *
 * <pre>
 *  0  2  "RS"
 *  2  1  the version of the format, 1
 *  3  1  the kind of the payload
 *  4  4  the length of the payload
 *  8  8  the number of the frame, from 0
 * 16  4  the tag of the log
 * 20  4  the check value of the frame before, of the first 0
 * 24  8  how many frames of the log were kept when this one was made
 * 32  4  the check value: CRC32C of octets 0 to 31 and the payload
 * 36     the payload
 * </pre>
 */
public final class FrameChain {
  /** The octets of a frame before its payload. */
  public static final int HEADER_BYTES = 36;

  /** Longest payload: the largest event, the longest reason, and the changes of a large merge. */
  public static final int PAYLOAD_BYTES_MAX = 1 << 28;

  /** The version of the format. */
  public static final int VERSION = 1;

  static final short MAGIC = 'R' | 'S' << 8;
  static final int VERSION_AT = 2;
  static final int KIND_AT = 3;
  static final int LENGTH_AT = 4;
  static final int SEQUENCE_AT = 8;
  static final int TAG_AT = 16;
  static final int PREVIOUS_AT = 20;
  static final int KEPT_AT = 24;
  static final int CHECK_AT = 32;

  private final int tag;
  private final CRC32C crc = new CRC32C();
  private long sequence;
  private int previous;
  private long kept;

  /** The chain of the log with this tag, from its beginning. */
  public FrameChain(int tag) {
    this.tag = tag;
  }

  /** The number of the next frame. */
  public long sequence() {
    return sequence;
  }

  /** The check value of the last frame, 0 where there is none. */
  public int lastCheck() {
    return previous;
  }

  /** Goes on after the frame before this number, which has this check value. */
  public void continueAt(long next, int check) {
    sequence = next;
    previous = check;
  }

  /** So many frames are kept, as far as the log promises: frames that follow say so. */
  public void kept(long frames) {
    kept = frames;
  }

  /** The next frame, with this payload, ready to be written. */
  public byte[] next(int kind, byte[] payload) {
    FrameBatch alone = new FrameBatch();
    append(kind, out -> out.raw(payload), alone);
    return Arrays.copyOf(alone.array(), alone.length());
  }

  /**
   * Adds the next frame to a batch.
   *
   * @param payload writes its payload, once, and cannot fail but by being too long
   * @throws IllegalArgumentException when it is; neither the batch nor the chain is changed then
   */
  public void append(int kind, Consumer<? super BinaryWriter> payload, FrameBatch batch) {
    int at = batch.length();
    int end = batch.add(HEADER_BYTES, payload, PAYLOAD_BYTES_MAX);
    ByteBuffer frames = ByteBuffer.wrap(batch.array()).order(ByteOrder.LITTLE_ENDIAN);
    frames.putShort(at, MAGIC);
    frames.put(at + VERSION_AT, (byte) VERSION);
    frames.put(at + KIND_AT, (byte) kind);
    frames.putInt(at + LENGTH_AT, end - at - HEADER_BYTES);
    frames.putLong(at + SEQUENCE_AT, sequence);
    frames.putInt(at + TAG_AT, tag);
    frames.putInt(at + PREVIOUS_AT, previous);
    frames.putLong(at + KEPT_AT, kept);
    int check = check(frames, at, end);
    frames.putInt(at + CHECK_AT, check);
    continueAt(sequence + 1, check);
  }

  /**
   * The next frame, where it begins at a position of the buffer, whose order must be little-endian;
   * the chain goes on behind it. If it is not there, what is wrong, and the chain stays.
   */
  public Either<Damage.Kind, Frame> read(ByteBuffer bytes, int at) {
    Either<Damage.Kind, Frame> frame = frame(bytes, at);
    if (frame.isLeft()) {
      return frame;
    }
    if (bytes.getInt(at + TAG_AT) != tag) {
      return Either.left(Damage.Kind.FOREIGN);
    }
    if (frame.get().sequence() != sequence) {
      return Either.left(Damage.Kind.OUT_OF_PLACE);
    }
    if (bytes.getInt(at + PREVIOUS_AT) != previous) {
      return Either.left(Damage.Kind.BROKEN_CHAIN);
    }
    continueAt(sequence + 1, bytes.getInt(at + CHECK_AT));
    return frame;
  }

  /** How many bytes the frame at a position claims to have, 0 where there cannot be one. */
  public static int sizeAt(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < HEADER_BYTES) {
      return 0;
    }
    int length = bytes.getInt(at + LENGTH_AT);
    return length < 0 || length > PAYLOAD_BYTES_MAX ? 0 : HEADER_BYTES + length;
  }

  /**
   * How many frames the frame at a position says were kept when it was made; 0 if there is no sound
   * frame of this log.
   */
  public long keptAt(ByteBuffer bytes, int at) {
    Either<Damage.Kind, Frame> frame = frame(bytes, at);
    return frame.isRight() && bytes.getInt(at + TAG_AT) == tag ? frame.get().kept() : 0;
  }

  /** Whether what stands at a position claims to be a frame of this log. */
  public boolean claims(ByteBuffer bytes, int at) {
    return sizeAt(bytes, at) > 0 && bytes.getInt(at + TAG_AT) == tag;
  }

  /** Whether a frame may begin at a position, where there are bytes enough for one. */
  public static boolean mayBeginAt(ByteBuffer bytes, int at) {
    return bytes.getShort(at) == MAGIC;
  }

  /** The check value of the frame at a position, as it claims. */
  public static int checkAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at + CHECK_AT);
  }

  /** The kind that the frame at a position claims to have. */
  public static int kindAt(ByteBuffer bytes, int at) {
    return bytes.get(at + KIND_AT) & 0xff;
  }

  /**
   * The frame of this log and number at a position of the buffer, or what is wrong with it; what
   * stands before it is not looked at.
   */
  public Either<Damage.Kind, Frame> frameOf(ByteBuffer bytes, int at, long number) {
    Either<Damage.Kind, Frame> frame = frame(bytes, at);
    return frame.isRight() && !hasNumber(bytes, at, number)
        ? Either.left(Damage.Kind.OUT_OF_PLACE)
        : frame;
  }

  /** Whether what stands at a position begins as the frame of this log and number does. */
  public boolean hasNumber(ByteBuffer bytes, int at, long number) {
    return sizeAt(bytes, at) > 0
        && bytes.getShort(at) == MAGIC
        && bytes.getInt(at + TAG_AT) == tag
        && bytes.getLong(at + SEQUENCE_AT) == number;
  }

  /** The frame at a position of the buffer, of whatever log and number. */
  public Either<Damage.Kind, Frame> frame(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < HEADER_BYTES) {
      return Either.left(Damage.Kind.INCOMPLETE);
    }
    if (bytes.getShort(at) != MAGIC) {
      return Either.left(Damage.Kind.NO_FRAME);
    }
    int length = bytes.getInt(at + LENGTH_AT);
    if (length < 0 || length > PAYLOAD_BYTES_MAX) {
      return Either.left(Damage.Kind.CHANGED);
    }
    if (bytes.limit() - at - HEADER_BYTES < length) {
      return Either.left(Damage.Kind.INCOMPLETE);
    }
    int end = at + HEADER_BYTES + length;
    if (check(bytes, at, end) != bytes.getInt(at + CHECK_AT)) {
      return Either.left(Damage.Kind.CHANGED);
    }
    // Only a sound frame is believed to be of a newer format.
    if ((bytes.get(at + VERSION_AT) & 0xff) > VERSION) {
      return Either.left(Damage.Kind.NEWER_FORMAT);
    }
    int kind = bytes.get(at + KIND_AT) & 0xff;
    return Either.right(
        new Frame(
            kind,
            bytes.getLong(at + SEQUENCE_AT),
            bytes.getLong(at + KEPT_AT),
            at + HEADER_BYTES,
            end));
  }

  private int check(ByteBuffer bytes, int from, int to) {
    crc.reset();
    if (bytes.hasArray()) {
      int base = bytes.arrayOffset();
      crc.update(bytes.array(), base + from, CHECK_AT);
      crc.update(bytes.array(), base + from + HEADER_BYTES, to - from - HEADER_BYTES);
    } else {
      crc.update(bytes.duplicate().position(from).limit(from + CHECK_AT));
      crc.update(bytes.duplicate().limit(to).position(from + HEADER_BYTES));
    }
    return (int) crc.getValue();
  }
}
