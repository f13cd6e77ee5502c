package dev.roomstate.log.chronicle;

/**
 * How a queue lays out its files.
 *
 * @param blockBytes it maps them in pieces of this size, and a document has to fit into a part
 * @param indexCount how many places an index of its own has
 * @param indexSpacing one of so many documents is in an index
 */
record QueueShape(int blockBytes, int indexCount, int indexSpacing) {
  /** That of all logs, but for those of tests. */
  static final QueueShape USUAL = new QueueShape(1 << 24, 1 << 14, 16);

  private static final int INDEX_HEADER_BYTES = 256;

  /** At most so many bytes it writes of its own with a document, or at the beginning of a file. */
  int ownBytesMax() {
    return 3 * (INDEX_HEADER_BYTES + Long.BYTES * indexCount);
  }
}
