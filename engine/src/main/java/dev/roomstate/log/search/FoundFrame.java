package dev.roomstate.log.search;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.FrameHeader;

/**
 * A sound frame, and where it was found.
 *
 * @param file which file it is in, from 0
 * @param at the byte at which it begins
 * @param to the byte behind it; in a queue, a large frame has headers of documents within it
 * @param header what stands before its payload
 */
public record FoundFrame(int file, long at, long to, FrameHeader header) {
  /** One that stands in one piece. */
  FoundFrame(int file, long at, FrameHeader header) {
    this(file, at, at + FrameChain.HEADER_BYTES + header.length(), header);
  }

  /** The number of the frame. */
  public long sequence() {
    return header.sequence();
  }

  /** How many bytes it has. */
  public int size() {
    return FrameChain.HEADER_BYTES + header.length();
  }
}
