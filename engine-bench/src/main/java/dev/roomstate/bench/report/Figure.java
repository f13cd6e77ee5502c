package dev.roomstate.bench.report;

import dev.roomstate.bench.CpuTimeProfiler;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What one benchmark came to, for one operation.
 *
 * @param benchmark its class and method
 * @param params its parameters, by name
 * @param cpuMin CPU time of the whole process in nanoseconds, the cheapest iteration
 * @param cpuMedian the median of that
 * @param wallMin wall time in nanoseconds, the cheapest iteration
 * @param wallMedian the median of that
 * @param bytes bytes allocated
 */
record Figure(
    String benchmark,
    Map<String, String> params,
    double cpuMin,
    double cpuMedian,
    double wallMin,
    double wallMedian,
    double bytes) {
  private static final int MEDIAN = 50;

  static Figure of(RunResult run) {
    String name = run.getParams().getBenchmark();
    Map<String, String> params = new TreeMap<>();
    for (String key : run.getParams().getParamsKeys()) {
      params.put(key, run.getParams().getParam(key));
    }
    Statistics wall = run.getPrimaryResult().getStatistics();
    Statistics cpu = run.getSecondaryResults().get(CpuTimeProfiler.LABEL).getStatistics();
    return new Figure(
        name.substring("dev.roomstate.bench.".length()),
        params,
        cpu.getMin(),
        cpu.getPercentile(MEDIAN),
        wall.getMin(),
        wall.getPercentile(MEDIAN),
        allocated(run));
  }

  private static double allocated(RunResult run) {
    for (Entry<String, ? extends Result<?>> entry : secondary(run).entrySet()) {
      if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
        return entry.getValue().getScore();
      }
    }
    return 0;
  }

  private static Map<String, ? extends Result<?>> secondary(RunResult run) {
    Map<String, Result<?>> results = new TreeMap<>();
    run.getSecondaryResults().forEach(results::put);
    return results;
  }

  /** The parameters as text. */
  String paramsText() {
    StringBuilder text = new StringBuilder();
    params.forEach(
        (key, value) -> text.append(text.isEmpty() ? "" : ", ").append(key + " " + value));
    return text.toString();
  }
}
