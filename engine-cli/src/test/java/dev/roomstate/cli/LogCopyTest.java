package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code roomstate convert} and {@code compact}. */
class LogCopyTest {
  @TempDir private Path folder;
  private String log;
  private Path copy;

  @BeforeEach
  void writeTwoRooms() {
    log = folder.resolve("log").toString();
    copy = folder.resolve("deep/copy");
    new RecordedRoom("v12-storm").replay("--log-kind", "file", "--log", log);
    new RecordedRoom("v8-forks").replay("--log-kind", "file", "--log", log);
  }

  private String[] arguments(String command, Path to) {
    List<String> arguments = new ArrayList<>(List.of(command, "--log", log, "--to", to.toString()));
    if (command.equals("convert")) {
      arguments.addAll(List.of("--log-kind", "file"));
    }
    return arguments.toArray(String[]::new);
  }

  private void assertRefused(String sentence, String... arguments) {
    Cli.Run run = Cli.run("", arguments);
    assertEquals("roomstate: " + sentence + "\n", run.err());
    assertEquals(2, run.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "compact"})
  void theCopyHasAllEventsAndTheSourceIsUnchanged(String command) throws IOException {
    Path segment = Path.of(log).resolve("0000000000000000000.frames");
    byte[] before = Files.readAllBytes(segment);
    Cli.Run run = Cli.run("", arguments(command, copy));
    assertEquals("", run.err());
    assertEquals(0, run.exitCode());
    assertEquals(
        "312 events of 2 rooms copied to `" + copy + "`, read back and compared\n", run.out());
    assertEquals(
        Cli.run("", "replay", "--log", log, "--json").out(),
        Cli.run("", "replay", "--log", copy.toString(), "--json").out());
    assertEquals(0, Cli.run("", "verify", "--log", copy.toString(), "--rejudge").exitCode());
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(segment)));
    assertFalse(Files.exists(folder.resolve("deep/copy.part")));
    // It is a log like any other.
    RecordedRoom storm = new RecordedRoom("v12-storm");
    assertEquals(storm.replay().out(), storm.replay("--log", copy.toString()).out());
  }

  @Test
  void aCopyGoesIntoANewOrEmptyFolderOnly() throws IOException {
    Files.createDirectories(copy);
    assertEquals(0, Cli.run("", arguments("compact", copy)).exitCode());
    byte[] made = Files.readAllBytes(copy.resolve("0000000000000000000.frames"));
    assertRefused(
        "`" + copy + "` is not empty: a copy goes into a new folder", arguments("compact", copy));
    assertRefused(
        "`" + log + "` is not empty: a copy goes into a new folder",
        arguments("convert", Path.of(log)));
    assertEquals(
        -1, Arrays.mismatch(made, Files.readAllBytes(copy.resolve("0000000000000000000.frames"))));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertRefused("`" + file + "` is no folder", arguments("convert", file));
    Path inside = Path.of(log).resolve("copy");
    assertRefused("`" + inside + "` lies in the log that is copied", arguments("compact", inside));
    assertFalse(Files.exists(inside));
  }

  @Test
  void whatIsLeftOfACopyThatWasKilledIsNamed() throws IOException {
    Path part = Files.createDirectories(folder.resolve("deep/copy.part"));
    assertRefused(
        "`" + part + "` is left of a copy that did not come to its end: remove it first",
        arguments("compact", copy));
    assertFalse(Files.exists(copy));
  }

  @Test
  void aKindIsNeededAndMustBeOneThatThereIs() {
    assertRefused(
        "missing required option: '--log-kind=KIND'; see `roomstate convert --help`",
        "convert",
        "--log",
        log,
        "--to",
        copy.toString());
    assertRefused(
        "missing required option: '--to=DIR2'; see `roomstate compact --help`",
        "compact",
        "--log",
        log);
    assertFalse(Files.exists(copy));
  }

  @Test
  void progressIsShownToWhoLooksAtStandardError() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            true,
            true,
            Map.of());
    assertEquals(0, Main.run(terminal, arguments("compact", copy)));
    String shown = err.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains("copying"), shown);
    assertTrue(shown.contains("comparing"), shown);
    assertTrue(shown.contains("312/312 events"), shown);
    assertTrue(shown.contains("events/s"), shown);
  }
}
