package dev.roomstate.bench.report;

import dev.roomstate.bench.adversarial.AdversarialCost;
import dev.roomstate.bench.durable.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tables of docs/benchmarks.md. */
final class Tables {
  private static final String YARDSTICK = "HashBenchmark.Yardstick.sha256";
  private static final String RAW_VERIFY = "SignatureBenchmark.verify";

  private Tables() {}

  static String of(
      Machine machine, double loadAfter, List<Figure> figures, List<AdversarialCost.Line> attacks) {
    StringBuilder page = new StringBuilder(about(machine, loadAfter));
    steps(page, figures);
    flatness(page, figures);
    attacks(page, attacks);
    return page.toString();
  }

  private static String about(Machine machine, double loadAfter) {
    return String.format(
        Locale.ROOT,
        "%s, commit `%s`, %s, %s, %d cores shared with other work (load %.1f before, %.1f"
            + " after), Ed25519 by %s.%n%n",
        machine.date(),
        machine.commit(),
        machine.jdk(),
        machine.processor(),
        machine.cores(),
        machine.loadBefore(),
        loadAfter,
        machine.provider());
  }

  /** The table of logs on disk. */
  static String ofLogs(Machine machine, double loadAfter, List<Measured> figures) {
    StringBuilder page = new StringBuilder(about(machine, loadAfter));
    page.append("| what | of what | figure | unit | goal |\n|---|---|--:|---|--:|\n");
    for (Measured figure : figures) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.2f | %s | %s |%n",
              figure.what(),
              figure.params(),
              figure.value(),
              figure.unit(),
              figure.goal()));
    }
    return page.toString();
  }

  private static void steps(StringBuilder page, List<Figure> figures) {
    double yardstick = cpu(figures, YARDSTICK, "");
    page.append("### Steps\n\n");
    page.append("| benchmark | parameters | CPU min | CPU median | wall min | wall median |");
    page.append(" allocated | × SHA-256 of 1 KB |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (Figure figure : figures) {
      if (!figure.benchmark().startsWith("Flatness")) {
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %,.0f B | %,.2f |%n",
                figure.benchmark().replace("Benchmark", ""),
                figure.paramsText(),
                time(figure.cpuMin()),
                time(figure.cpuMedian()),
                time(figure.wallMin()),
                time(figure.wallMedian()),
                figure.bytes(),
                figure.cpuMin() / yardstick));
      }
    }
    double signed = cpu(figures, "ReceiveBenchmark.receive", "signed true", "withState false");
    double raw = cpu(figures, RAW_VERIFY, "provider best");
    page.append(
        String.format(
            Locale.ROOT,
            "%nReceipt of signed events runs at %.2f of the rate of raw verification by the same"
                + " provider.%n%n",
            raw / signed));
  }

  private static double cpu(List<Figure> figures, String benchmark, String... params) {
    for (Figure figure : figures) {
      boolean matches = figure.benchmark().equals(benchmark);
      for (String param : params) {
        matches &= figure.paramsText().contains(param);
      }
      if (matches) {
        return figure.cpuMin();
      }
    }
    return Double.NaN;
  }

  private static void flatness(StringBuilder page, List<Figure> figures) {
    Map<String, Map<Integer, Figure>> bySize = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (figure.benchmark().startsWith("Flatness")) {
        String row = figure.benchmark().replace("FlatnessBenchmark.", "");
        bySize
            .computeIfAbsent(row, key -> new TreeMap<>())
            .put(Integer.valueOf(figure.params().get("members")), figure);
      }
    }
    page.append("### Cost by size of the room\n\n");
    page.append("CPU min of one operation, by members; version 11.\n\n");
    page.append("| operation | 100 | 1,000 | 10,000 | 50,000 | largest to smallest room |\n");
    page.append("|---|--:|--:|--:|--:|--:|\n");
    bySize.forEach(
        (row, figuresBySize) -> {
          page.append("| ").append(row);
          figuresBySize.values().forEach(f -> page.append(" | ").append(time(f.cpuMin())));
          double smallest = figuresBySize.get(100).cpuMin();
          double largest = figuresBySize.get(50_000).cpuMin();
          page.append(String.format(Locale.ROOT, " | %.2f |%n", largest / smallest));
        });
    page.append('\n');
  }

  private static void attacks(StringBuilder page, List<AdversarialCost.Line> attacks) {
    page.append("### Hostile rooms\n\n");
    page.append("| size | of what | CPU of all | CPU for each event | dearest event, CPU |");
    page.append(" dearest event, wall | growth |\n|--:|---|--:|--:|--:|--:|--:|\n");
    for (AdversarialCost.Line line : attacks) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %,d | %s | %,.1f ms | %,.1f µs | %,.1f ms | %,.1f ms | %.2f |%n",
              line.size(),
              line.description(),
              line.cpuMillis(),
              line.cpuMicrosPerEvent(),
              line.worstCpuMillis(),
              line.worstWallMillis(),
              line.growth()));
    }
  }

  private static String time(double nanos) {
    return nanos < 10_000
        ? String.format(Locale.ROOT, "%,.0f ns", nanos)
        : String.format(Locale.ROOT, "%,.1f µs", nanos / 1_000);
  }
}
