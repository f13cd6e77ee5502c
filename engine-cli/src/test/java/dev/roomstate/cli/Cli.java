package dev.roomstate.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command in this process. */
final class Cli {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Cli() {}

  /** What a run left behind. */
  record Run(int exitCode, String out, String err) {
    /** The lines of standard output as JSON. */
    List<JsonNode> json() {
      return out.lines().map(Cli::json).toList();
    }

    /** The last line of standard error as JSON. */
    JsonNode summary() {
      List<String> lines = err.lines().toList();
      return Cli.json(lines.get(lines.size() - 1));
    }
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  static Run run(byte[] in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            Map.of());
    int exitCode = Main.run(terminal, args);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Run run(String in, String... args) {
    return run(in.getBytes(StandardCharsets.UTF_8), args);
  }

  /** The answers to these lines. */
  static List<JsonNode> judge(String... lines) {
    return run(String.join("\n", lines) + "\n", "judge").json();
  }

  /** The answer to one case. */
  static JsonNode judge(Situation situation) {
    return judge(situation.line()).get(0);
  }
}
