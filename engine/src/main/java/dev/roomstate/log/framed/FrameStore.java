package dev.roomstate.log.framed;

import dev.roomstate.log.frame.FrameBatch;
import java.io.Closeable;
import java.io.IOException;

/**
 * What keeps the frames of a log, one behind the other. It finds each by a number of its own, the
 * place, which says nothing to others. One thread at a time appends, any number may read what was
 * appended before.
 */
public interface FrameStore extends Closeable {
  /** Opens the store in a folder. */
  @FunctionalInterface
  interface Opener {
    /** The store in this folder, with the access that the folder was opened with. */
    FrameStore open(LogFolder folder) throws IOException;
  }

  /** The place of the first frame, whether there is one or not. */
  long firstPlace();

  /** Reads frames from a place on. */
  FrameCursor cursor(long place) throws IOException;

  /**
   * Writes frames behind all that are there; the store begins a new file where it is time to.
   *
   * @param firstNumber the number of the first of them
   * @return the place of each
   */
  long[] append(FrameBatch frames, long firstNumber) throws IOException;

  /** Returns when all that was appended is on the disk. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
