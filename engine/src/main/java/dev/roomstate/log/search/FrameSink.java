package dev.roomstate.log.search;

import java.nio.ByteBuffer;

/** Takes what a search finds, in the order of the numbers; each number once. */
public interface FrameSink {
  /**
   * A sound frame.
   *
   * @param follows whether it holds the check value of the frame that was taken before it, and that
   *     one has the number before; of the first frame, whether it is the first of the log
   * @param payload read only, and good until this call ends
   */
  void frame(FoundFrame frame, boolean follows, ByteBuffer payload);

  /** The frames of these numbers, both included, were found nowhere. */
  void lost(long first, long last);
}
