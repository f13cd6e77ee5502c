package dev.roomstate.log.chronicle;

import java.io.IOException;
import java.nio.file.Path;

/** Is told of each call that makes, opens, reads back, moves or removes a file of a queue. */
@FunctionalInterface
interface FileCalls {
  /** Nobody is told. */
  FileCalls UNTOLD = path -> {};

  /** Before the call; it fails if this does. */
  void before(Path path) throws IOException;
}
