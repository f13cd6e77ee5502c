package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.framed.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A piece of a log: frames, one behind the other. One thread appends; any number may read. */
interface Segment extends ByteSource, Closeable {
  /** Opens segments, which are made where there are none. */
  @FunctionalInterface
  interface Opener {
    /** The segment in this file, which is not made if it is only to be read. */
    Segment open(Path path, LogAccess access) throws IOException;
  }

  /** Where it is. */
  Path path();

  /** How many bytes it has. */
  long size() throws IOException;

  /** Writes the first bytes of these behind all that is there. */
  void append(byte[] bytes, int size) throws IOException;

  /** Returns when all that was written is on the disk. */
  void sync() throws IOException;

  /** Cuts off all behind so many bytes. */
  void cut(long size) throws IOException;

  @Override
  void close() throws IOException;
}
