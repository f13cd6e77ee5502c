package dev.roomstate.resolution;

/** Counts the steps of one resolution. */
final class Effort {
  private long steps;

  void add(long more) {
    steps += more;
  }

  long steps() {
    return steps;
  }
}
