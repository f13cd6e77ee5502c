package dev.roomstate.log.frame;

import java.util.List;

/** Frames of tests. */
public final class Frames {
  private Frames() {}

  /** A batch of frames as they are, whatever they say. */
  public static FrameBatch batch(List<byte[]> frames) {
    FrameBatch batch = new FrameBatch();
    frames.forEach(frame -> batch.add(0, out -> out.raw(frame), FrameChain.PAYLOAD_BYTES_MAX));
    return batch;
  }
}
