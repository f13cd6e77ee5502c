package dev.roomstate.bench.report;

import dev.roomstate.bench.CpuTimeProfiler;
import dev.roomstate.bench.adversarial.AdversarialCost;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonFloat;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all benchmarks and attacks once, short: {@code DATE COMMIT RESULTS-FOLDER PAGE}. Writes the
 * figures as JSON into the folder and as tables into the page, between its two marks.
 */
public final class Suite {
  private Suite() {}

  /** Runs the suite. */
  public static void main(String[] args) throws RunnerException, IOException {
    Machine machine = Machine.now(args[0], args[1]);
    List<Figure> figures = new ArrayList<>();
    OptionsBuilder options = new OptionsBuilder();
    options.include("dev.roomstate.bench.*Benchmark.*");
    options.addProfiler(GCProfiler.class).addProfiler(CpuTimeProfiler.class);
    for (RunResult run : new Runner(options.build()).run()) {
      figures.add(Figure.of(run));
    }
    List<AdversarialCost.Line> attacks = AdversarialCost.measure(List.of());
    Path results = Path.of(args[2]).resolve(args[0] + "-" + args[1] + ".json");
    Files.createDirectories(results.getParent());
    Files.writeString(results, json(machine, figures, attacks));
    writeTables(Path.of(args[3]), "tables", Tables.of(machine, Machine.load(), figures, attacks));
  }

  /** Writes tables into a page, between the two marks of this name. */
  static void writeTables(Path page, String name, String tables) throws IOException {
    String text = Files.readString(page);
    String mark = "<!-- " + name + ": begin -->";
    int begin = text.indexOf(mark) + mark.length();
    int end = text.indexOf("<!-- " + name + ": end -->");
    Files.writeString(page, text.substring(0, begin) + "\n" + tables + text.substring(end));
  }

  /** One object, one line for each figure in it. */
  private static String json(
      Machine machine, List<Figure> figures, List<AdversarialCost.Line> attacks) {
    List<String> lines = new ArrayList<>();
    figures.forEach(figure -> lines.add(text(json(figure))));
    attacks.forEach(attack -> lines.add(text(json(attack))));
    return json(machine, lines);
  }

  /** One object of these lines. */
  static String json(Machine machine, List<String> lines) {
    Map<String, JsonValue> about = new TreeMap<>();
    about.put("date", JsonString.of(machine.date()));
    about.put("commit", JsonString.of(machine.commit()));
    about.put("jdk", JsonString.of(machine.jdk()));
    about.put("processor", JsonString.of(machine.processor()));
    about.put("cores", JsonInteger.of(machine.cores()));
    about.put("provider", JsonString.of(machine.provider()));
    about.put("load_before", new JsonFloat(machine.loadBefore()));
    about.put("load_after", new JsonFloat(Machine.load()));
    return "{\"run\":" + text(about) + ",\"figures\":[\n" + String.join(",\n", lines) + "\n]}\n";
  }

  static String text(Map<String, JsonValue> members) {
    return CanonicalJson.text(JsonObject.of(members));
  }

  private static Map<String, JsonValue> json(Figure figure) {
    Map<String, JsonValue> members = new TreeMap<>();
    members.put("benchmark", JsonString.of(figure.benchmark()));
    members.put("params", JsonString.of(figure.paramsText()));
    members.put("cpu_min_ns", rounded(figure.cpuMin()));
    members.put("cpu_median_ns", rounded(figure.cpuMedian()));
    members.put("wall_min_ns", rounded(figure.wallMin()));
    members.put("wall_median_ns", rounded(figure.wallMedian()));
    members.put("bytes", rounded(figure.bytes()));
    return members;
  }

  private static Map<String, JsonValue> json(AdversarialCost.Line attack) {
    Map<String, JsonValue> members = new TreeMap<>();
    members.put("attack", JsonString.of(attack.name()));
    members.put("size", JsonInteger.of(attack.size()));
    members.put("cpu_us", rounded(attack.cpuMillis() * 1_000));
    members.put("worst_cpu_us", rounded(attack.worstCpuMillis() * 1_000));
    members.put("worst_wall_us", rounded(attack.worstWallMillis() * 1_000));
    members.put("growth_percent", rounded(attack.growth() * 100));
    return members;
  }

  private static JsonValue rounded(double value) {
    return JsonInteger.of(Math.round(value));
  }
}
