package dev.roomstate.bench.durable;

/**
 * A figure of a log on disk.
 *
 * @param what what was measured
 * @param params of what, in words
 * @param value how much it came to
 * @param unit the unit of that
 * @param goal what it should come to, in words; empty where there is no goal
 */
public record Measured(String what, String params, double value, String unit, String goal) {
  /** A figure without a goal. */
  static Measured of(String what, String params, double value, String unit) {
    return new Measured(what, params, value, unit, "");
  }

  Measured withGoal(String sought) {
    return new Measured(what, params, value, unit, sought);
  }
}
