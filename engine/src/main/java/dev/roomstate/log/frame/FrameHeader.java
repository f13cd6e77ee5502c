package dev.roomstate.log.frame;

import java.nio.ByteBuffer;

/**
 * What stands before the payload of a frame, whether it is sound or not.
 *
 * @param version the version of the format
 * @param kind what the payload is; an octet
 * @param length the length of the payload
 * @param sequence how many frames of the log are before it
 * @param tag the tag of the log
 * @param previous the check value of the frame before
 * @param kept how many frames of the log were kept when this one was made
 * @param check the check value
 */
public record FrameHeader(
    int version, int kind, int length, long sequence, int tag, int previous, long kept, int check) {
  /** The octets at its beginning that the check value is over, before those of the payload. */
  public static final int CHECKED_BYTES = FrameChain.CHECK_AT;

  /** The first octet of every frame. */
  public static final byte FIRST_BYTE = 'R';

  /** The second octet of every frame. */
  public static final byte SECOND_BYTE = 'S';

  /**
   * Reads it at a position of a little-endian buffer with at least {@link FrameChain#HEADER_BYTES}
   * behind it.
   */
  public static FrameHeader at(ByteBuffer bytes, int at) {
    return new FrameHeader(
        bytes.get(at + FrameChain.VERSION_AT) & 0xff,
        bytes.get(at + FrameChain.KIND_AT) & 0xff,
        bytes.getInt(at + FrameChain.LENGTH_AT),
        bytes.getLong(at + FrameChain.SEQUENCE_AT),
        bytes.getInt(at + FrameChain.TAG_AT),
        bytes.getInt(at + FrameChain.PREVIOUS_AT),
        bytes.getLong(at + FrameChain.KEPT_AT),
        bytes.getInt(at + FrameChain.CHECK_AT));
  }

  /** Whether the format is newer than this engine. */
  public boolean isNewer() {
    return version > FrameChain.VERSION;
  }
}
