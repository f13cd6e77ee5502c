package dev.roomstate.log.framed;

import java.io.IOException;

/** Bytes that are read by their positions. Any number of threads may read at a time. */
public interface ByteSource {
  /**
   * Reads from a position on into the beginning of an array.
   *
   * @return how many there were: as many as asked for, or all up to the end
   */
  int read(long at, byte[] into, int most) throws IOException;
}
