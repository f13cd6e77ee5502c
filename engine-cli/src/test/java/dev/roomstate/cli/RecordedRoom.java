package dev.roomstate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A room that real servers lived, as files and lines.
 *
 * @param name the name of its folder
 */
record RecordedRoom(String name) {
  Path file() {
    return RecordedRoomsCliTest.file(name, "room.ndjson");
  }

  String keys() {
    return RecordedRoomsCliTest.file(name, "keys.json").toString();
  }

  List<String> lines() throws IOException {
    try (InputStream in = Files.newInputStream(file())) {
      InputStream content = file().toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** Judges these lines, read from standard input. */
  Cli.Run replay(List<String> lines, String... more) {
    return Cli.run(String.join("\n", lines) + "\n", arguments("-", more));
  }

  /** Judges its file. */
  Cli.Run replay(String... more) {
    return Cli.run("", arguments(file().toString(), more));
  }

  private String[] arguments(String file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("replay", file, "--json", "--keys", keys(), "--soft-fail"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
