package dev.roomstate.bench.report;

import dev.roomstate.bench.durable.DurableLogCost;
import dev.roomstate.bench.durable.Measured;
import dev.roomstate.json.JsonFloat;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures logs on disk: {@code DATE COMMIT RESULTS-FOLDER PAGE [EVENTS]}. Writes the figures as
 * JSON into the folder and as a table into the page, between its two marks.
 */
public final class LogSuite {
  private LogSuite() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    Machine machine = Machine.now(args[0], args[1]);
    int events = args.length > 4 ? Integer.parseInt(args[4]) : DurableLogCost.EVENTS;
    List<Measured> figures = DurableLogCost.measure(events, List.of(DurableLogCost.Group.values()));
    List<String> lines = new ArrayList<>();
    figures.forEach(figure -> lines.add(Suite.text(json(figure))));
    Path results = Path.of(args[2]).resolve(args[0] + "-" + args[1] + "-logs.json");
    Files.createDirectories(results.getParent());
    Files.writeString(results, Suite.json(machine, lines));
    Suite.writeTables(Path.of(args[3]), "logs", Tables.ofLogs(machine, Machine.load(), figures));
  }

  private static Map<String, JsonValue> json(Measured figure) {
    Map<String, JsonValue> members = new TreeMap<>();
    members.put("what", JsonString.of(figure.what()));
    members.put("params", JsonString.of(figure.params()));
    members.put("value", new JsonFloat(figure.value()));
    members.put("unit", JsonString.of(figure.unit()));
    return members;
  }
}
