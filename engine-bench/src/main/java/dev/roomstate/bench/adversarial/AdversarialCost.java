package dev.roomstate.bench.adversarial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures all attacks, or those whose names are given, and prints a table. The growth is the cost
 * of an attack over four times that of a quarter of it: 1 is linear, 4 is quadratic.
 */
public final class AdversarialCost {
  private static final int QUARTER = 4;
  private static final double MILLION = 1e6;

  private AdversarialCost() {}

  /**
   * What one attack cost.
   *
   * @param name its name
   * @param description what its size counts
   * @param size its size
   * @param cpuMillis CPU time of all measured events
   * @param cpuMicrosPerEvent CPU time of each
   * @param worstCpuMillis CPU time of the dearest
   * @param worstWallMillis wall time of the dearest
   * @param growth the cost over four times that of a quarter of the size
   */
  public record Line(
      String name,
      String description,
      int size,
      double cpuMillis,
      double cpuMicrosPerEvent,
      double worstCpuMillis,
      double worstWallMillis,
      double growth) {}

  /** Measures attacks: all, or those whose names are given. */
  public static List<Line> measure(List<String> names) {
    List<Line> lines = new ArrayList<>();
    for (AttackKind kind : AttackKind.values()) {
      if (names.isEmpty() || names.contains(kind.name())) {
        lines.add(line(kind));
      }
    }
    return lines;
  }

  private static Line line(AttackKind kind) {
    Attack quarter = kind.attack(kind.size() / QUARTER);
    // The first pass warms up.
    cheapest(quarter, 1);
    Cost small = cheapest(quarter, 2);
    Cost full = cheapest(kind.attack(kind.size()), 2);
    Line line =
        new Line(
            kind.name(),
            kind.description(),
            kind.size(),
            full.cpuNanos() / MILLION,
            full.cpuNanos() / 1e3 / full.events(),
            full.worstCpuNanos() / MILLION,
            full.worstWallNanos() / MILLION,
            (double) full.cpuNanos() / small.cpuNanos() / QUARTER);
    print(line, full.outcomes());
    return line;
  }

  private static Cost cheapest(Attack attack, int times) {
    Cost cheapest = Cost.of(attack);
    for (int i = 1; i < times; i++) {
      Cost again = Cost.of(attack);
      if (again.cpuNanos() < cheapest.cpuNanos()) {
        cheapest = again;
      }
    }
    return cheapest;
  }

  private static void print(Line line, List<Integer> outcomes) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %7d  %9.1f ms  %9.1f us/event  worst %8.1f ms cpu %8.1f ms wall  growth %5.2f  %s%n",
        line.name(),
        line.size(),
        line.cpuMillis(),
        line.cpuMicrosPerEvent(),
        line.worstCpuMillis(),
        line.worstWallMillis(),
        line.growth(),
        outcomes);
  }

  /** Prints the table, of all attacks or of those that are named. */
  public static void main(String[] args) {
    List<String> known = Arrays.stream(AttackKind.values()).map(AttackKind::name).toList();
    List<String> unknown = Arrays.stream(args).filter(name -> !known.contains(name)).toList();
    if (unknown.isEmpty()) {
      measure(List.of(args));
    } else {
      System.err.println("no attack " + unknown + "; there are " + known);
      System.exit(2);
    }
  }
}
