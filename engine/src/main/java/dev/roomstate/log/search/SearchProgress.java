package dev.roomstate.log.search;

/** Is told how far a long reading is. */
@FunctionalInterface
public interface SearchProgress {
  /** So many bytes are done, of so many. The first never falls, and reaches the second. */
  void bytes(long done, long total);
}
