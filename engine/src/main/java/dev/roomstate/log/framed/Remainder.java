package dev.roomstate.log.framed;

import dev.roomstate.log.frame.FrameChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What is stored behind the sound frames of a log.
 *
 * @param file the file in which it begins
 * @param at the byte of the file at which it begins
 * @param what what it is, as in "it ended with …"; empty where the store just ends
 * @param isLast whether no file of the log follows
 * @param parts the bytes there, of the file and of those that follow
 */
public record Remainder(Path file, long at, String what, boolean isLast, List<Part> parts) {
  private static final int WINDOW_BYTES = 1 << 20;

  /** So many times the bytes that there are, and this many, may be read for what begins in them. */
  private static final int CREDIT_TIMES = 4;

  private static final int CREDIT_BYTES = 1 << 20;

  private static final byte[] ZEROS = new byte[WINDOW_BYTES];

  /** A file from a byte on. */
  public record Part(ByteSource file, long from) {}

  /** What is asked of a place at which a frame may begin, whole if it is whole in the file. */
  @FunctionalInterface
  public interface Question {
    /** Whether the frame there, if it is one, is of the kind that is looked for. */
    boolean isAt(ByteBuffer bytes, int at);
  }

  /** Whether there is anything that should not be there. */
  public boolean isFound() {
    return !what.isEmpty();
  }

  /** Nothing: the store ends with the last sound frame. */
  public static Remainder none(Path file, long at) {
    return new Remainder(file, at, "", true, List.of());
  }

  /** Whether a frame begins anywhere in the parts that is of this log and of which this holds. */
  boolean holds(FrameChain chain, Question question) throws IOException {
    for (Part part : parts) {
      if (holds(part, (bytes, at) -> chain.claims(bytes, at), question)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a frame begins anywhere in a part of which this holds. It is so, too, where so many
   * places claim to be long frames that to look at all would take the square of the bytes: no
   * writer leaves that.
   *
   * @param first what is asked before the whole of it is read, and needs its header only
   */
  public static boolean holds(Part part, Question first, Question question) throws IOException {
    byte[] window = new byte[WINDOW_BYTES];
    long at = part.from;
    long there = 0;
    long looked = 0;
    while (true) {
      int size = part.file.read(at, window, window.length);
      there = Math.max(there, at + size - part.from);
      ByteBuffer bytes = ByteBuffer.wrap(window, 0, size).order(ByteOrder.LITTLE_ENDIAN);
      int end = size - FrameChain.HEADER_BYTES;
      for (int i = 0; i <= end; i++) {
        if (window[i] == 0) {
          i += zeros(window, i, size) - 1;
        } else if (FrameChain.mayBeginAt(bytes, i) && first.isAt(bytes, i)) {
          ByteBuffer whole = whole(part.file, at, bytes, i);
          if (question.isAt(whole, bytes.position())) {
            return true;
          }
          int length = Math.min(FrameChain.sizeAt(bytes, i), whole.limit() - bytes.position());
          there = Math.max(there, at + i + length - part.from);
          looked += length;
          if (looked > CREDIT_TIMES * there + CREDIT_BYTES) {
            return true;
          }
        }
      }
      if (size < window.length) {
        return false;
      }
      at += end + 1;
    }
  }

  /** The frame in the window, whose position it then has, or read by itself if it goes beyond. */
  private static ByteBuffer whole(ByteSource file, long windowAt, ByteBuffer window, int at)
      throws IOException {
    int size = FrameChain.sizeAt(window, at);
    if (size <= window.limit() - at) {
      window.position(at);
      return window;
    }
    // As much as is there, whatever it claims.
    byte[] frame = new byte[Math.min(size, WINDOW_BYTES)];
    int there = file.read(windowAt + at, frame, frame.length);
    while (there == frame.length && there < size) {
      frame = new byte[(int) Math.min(size, 2L * there)];
      there = file.read(windowAt + at, frame, frame.length);
    }
    window.position(0);
    return ByteBuffer.wrap(frame, 0, there).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many zeros stand here, at least one. */
  private static int zeros(byte[] bytes, int from, int to) {
    int same = Arrays.mismatch(bytes, from, to, ZEROS, 0, to - from);
    return same < 0 ? to - from : same;
  }
}
