package dev.roomstate.log.search;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.FrameHeader;

/**
 * A sound frame, and where it was found.
 *
 * @param file which file it is in, from 0
 * @param at the byte at which it begins
 * @param header what stands before its payload
 */
public record FoundFrame(int file, long at, FrameHeader header) {
  /** The number of the frame. */
  public long sequence() {
    return header.sequence();
  }

  /** How many bytes it has. */
  public int size() {
    return FrameChain.HEADER_BYTES + header.length();
  }

  /** The byte behind it. */
  public long to() {
    return at + size();
  }
}
