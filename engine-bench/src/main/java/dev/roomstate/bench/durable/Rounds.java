package dev.roomstate.bench.durable;

import java.io.IOException;
import java.util.Arrays;

/** Two things that are timed in turns, so that the load of the machine meets both alike. */
final class Rounds {
  private Rounds() {}

  /** Does something once, and returns how long that took, in nanoseconds. */
  @FunctionalInterface
  interface Timed {
    long nanos() throws IOException;
  }

  /**
   * The median times of two, and of their ratio.
   *
   * @param first in nanoseconds
   * @param second in nanoseconds
   * @param ratio the first to the second, by round
   */
  record Medians(double first, double second, double ratio) {}

  /** Does both in turns, so often without and so often with looking at the clock. */
  static Medians of(int warmups, int rounds, Timed first, Timed second) throws IOException {
    double[] firsts = new double[rounds];
    double[] seconds = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = -warmups; round < rounds; round++) {
      long one = first.nanos();
      long other = second.nanos();
      if (round >= 0) {
        firsts[round] = one;
        seconds[round] = other;
        ratios[round] = (double) one / other;
      }
    }
    return new Medians(median(firsts), median(seconds), median(ratios));
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
