package dev.roomstate.log.framed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the frames of a store in their order. It checks none of them. For one thread. */
public interface FrameCursor extends Closeable {
  /**
   * Goes to the next frame, if anything follows. To be called again after it has returned false,
   * when more may have been stored.
   */
  boolean next() throws IOException;

  /** Goes to before the frame at a place. */
  void move(long place);

  /** The bytes that the frame is in; little-endian. To be used before the next call only. */
  ByteBuffer bytes();

  /** Where it begins in them. */
  int at();

  /** Its place. */
  long place();

  /**
   * All that is stored from here on.
   *
   * @param atFrame whether from the frame that the cursor is at, which is not sound; else from
   *     behind it
   */
  Remainder remainder(boolean atFrame) throws IOException;

  /** Cuts off this remainder. The cursor is of no use any more. */
  void cut(Remainder remainder, boolean atFrame) throws IOException;

  @Override
  void close() throws IOException;
}
