package dev.roomstate.log.frame;

import dev.roomstate.binary.BinaryWriter;
import java.util.Arrays;
import java.util.function.Consumer;

/** Frames one behind the other, as they are to be written. It may be used again. For one thread. */
public final class FrameBatch {
  /** What took more is let go of when the batch is used again. */
  private static final int ARRAY_BYTES_MAX = 1 << 22;

  private static final int USUAL_FRAMES = 64;

  private BinaryWriter out = new BinaryWriter();
  private int[] ends = new int[USUAL_FRAMES];
  private int size;

  /**
   * Adds a frame; what stands in its header is up to the caller.
   *
   * @return where it ends
   */
  int add(int headerBytes, Consumer<? super BinaryWriter> payload, int payloadBytesMax) {
    int at = out.length();
    boolean isWhole = false;
    try {
      int from = out.skip(headerBytes) + headerBytes;
      payload.accept(out);
      if (out.length() - from > payloadBytesMax) {
        throw new IllegalArgumentException("a payload is at most " + payloadBytesMax + " bytes");
      }
      isWhole = true;
    } finally {
      if (!isWhole) {
        out.cut(at);
      }
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    ends[size++] = out.length();
    return out.length();
  }

  /** How many frames there are. */
  public int size() {
    return size;
  }

  /** How many bytes they have. */
  public int length() {
    return out.length();
  }

  /** Where the frame of this index begins. */
  public int start(int frame) {
    return frame == 0 ? 0 : ends[frame - 1];
  }

  /** Where the frame of this index ends. */
  public int end(int frame) {
    return ends[frame];
  }

  /** What they stand in, from index 0 on: no copy, and only until a frame is added. */
  public byte[] array() {
    return out.array();
  }

  /** Forgets all frames. */
  public void clear() {
    size = 0;
    if (out.array().length > ARRAY_BYTES_MAX) {
      out = new BinaryWriter();
    } else {
      out.cut(0);
    }
  }
}
