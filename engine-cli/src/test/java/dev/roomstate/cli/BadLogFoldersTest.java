package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In whatever way a folder is no sound log: every command says so in one sentence. */
class BadLogFoldersTest {
  private static final List<String> READING =
      List.of("verify", "rooms", "state", "why", "replay", "resolve", "compact", "convert");

  @TempDir private static Path sound;

  @TempDir private Path folder;

  @BeforeAll
  static void writeLogs() throws IOException {
    Files.writeString(sound.resolve("sets.json"), "[[]]");
    for (LogKind kind : LogKind.values()) {
      Path scratch = Files.createDirectories(sound.resolve("scratch-" + kind));
      SalvagedLogs.write(sound.resolve(kind.word()), kind, scratch, 6);
    }
  }

  private Path copy(LogKind kind) throws IOException {
    Path log = folder.resolve("log");
    SalvagedLogs.copy(sound.resolve(kind.word()), log);
    return log;
  }

  private static List<String> arguments(String command, Path log, Path to) {
    List<String> arguments = new ArrayList<>(List.of(command, "--log", log.toString()));
    switch (command) {
      case "why" -> arguments.add("$x");
      case "resolve" -> arguments.add(sound.resolve("sets.json").toString());
      case "compact" -> arguments.addAll(List.of("--to", to.toString()));
      case "convert" -> arguments.addAll(List.of("--to", to.toString(), "--log-kind", "file"));
      case "salvage" -> arguments.addAll(List.of("--to", to.toString()));
      default -> {
        // Nothing more is needed.
      }
    }
    return arguments;
  }

  private Cli.Run run(String command, Path log) {
    return Cli.run("", arguments(command, log, folder.resolve("to")).toArray(String[]::new));
  }

  private void assertSays(int exitCode, String sentence, Cli.Run run, String command) {
    assertEquals(exitCode, run.exitCode(), () -> command + ": " + run.err());
    assertEquals(1, run.err().lines().count(), () -> command + ": " + run.err());
    assertTrue(run.err().startsWith("roomstate: "), run.err());
    assertTrue(run.err().contains(sentence), () -> command + ": " + run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertFalse(Files.exists(folder.resolve("to")), command);
    assertFalse(Files.exists(folder.resolve("to.part")), command);
  }

  private void assertEveryCommandSays(int exitCode, String sentence, Path log) throws IOException {
    boolean isFolder = Files.isDirectory(log);
    Map<String, String> before = isFolder ? SalvagedLogs.hashes(log) : Map.of();
    for (String command : READING) {
      assertSays(exitCode, sentence, run(command, log), command);
    }
    assertEquals(before, isFolder ? SalvagedLogs.hashes(log) : Map.of());
  }

  private void assertNothingToSalvage(String sentence, Path log) {
    assertSays(2, sentence, run("salvage", log), "salvage");
  }

  /** Events can be appended to no such log either; it says so, and stays as it is. */
  private void assertTakesNothing(int exitCode, String sentence, Path log) throws IOException {
    Map<String, String> before = SalvagedLogs.hashes(log);
    Cli.Run run = new RecordedRoom("v12-storm").replay("--log", log.toString());
    assertEquals(exitCode, run.exitCode(), run.err());
    assertTrue(run.err().contains(sentence), run.err());
    before.remove("writer.lock");
    Map<String, String> after = SalvagedLogs.hashes(log);
    after.remove("writer.lock");
    assertEquals(before, after);
  }

  @Test
  void whatIsNoLogCannotBeUsed() throws IOException {
    Path none = folder.resolve("none");
    assertEveryCommandSays(2, "`" + none + "` does not exist", none);
    assertNothingToSalvage("`" + none + "` does not exist", none);
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEveryCommandSays(2, "`" + file + "` is no folder", file);
    assertNothingToSalvage("`" + file + "` is no folder", file);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEveryCommandSays(2, "`" + empty + "` holds no log", empty);
    assertNothingToSalvage("`" + empty + "` holds no log", empty);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "x");
    assertEveryCommandSays(2, "`" + other + "` holds no log", other);
    assertNothingToSalvage("`" + other + "` holds no log", other);
    Files.writeString(other.resolve("roomstate.log"), "another product\n");
    assertEveryCommandSays(2, "it is of another product", other);
    assertNothingToSalvage("`" + other + "` holds no log", other);
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void manifestThatIsLostOrGarbageIsDamage(LogKind kind) throws IOException {
    Path log = copy(kind);
    Path manifest = log.resolve("roomstate.log");
    String was = Files.readString(manifest);
    for (String garbage :
        List.of(
            "",
            "garbage",
            was.substring(1),
            was.replace("format 1", "format one"),
            was.replaceFirst("kind \\w+", "kind tape"),
            was.substring(0, was.indexOf('\n') + 1),
            was.replaceFirst("\n[0-9a-f]", "\n?"))) {
      Files.writeString(manifest, garbage);
      assertEveryCommandSays(3, "`salvage` copies what is sound", log);
      assertTakesNothing(3, "`salvage` copies what is sound", log);
    }
    Files.write(manifest, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEveryCommandSays(3, "this manifest names no log", log);
    assertTrue(run("verify", log).out().isEmpty(), "nothing else is damaged");
    Files.delete(manifest);
    assertEveryCommandSays(3, "its manifest `roomstate.log` is gone", log);
    assertTakesNothing(3, "its manifest `roomstate.log` is gone", log);
    Files.createDirectory(manifest);
    assertEveryCommandSays(3, "this manifest names no log", log);
    assertEquals(0, run("salvage", log).exitCode());
  }

  @Test
  void queueThatDoesNotSayHowItRollsIsDamaged() throws IOException {
    Path log = copy(LogKind.CHRONICLE);
    Path manifest = log.resolve("roomstate.log");
    List<String> lines = Files.readAllLines(manifest);
    Files.write(manifest, lines.subList(0, 2));
    assertEveryCommandSays(3, "does not say how its queue rolls", log);
    assertTakesNothing(3, "does not say how its queue rolls", log);
    Files.write(manifest, List.of(lines.get(0), lines.get(1), "roll SIDEWAYS"));
    assertTakesNothing(2, "a queue that rolls `SIDEWAYS`, which is not known", log);
    assertEquals(0, run("verify", log).exitCode());
    assertEquals(0, run("salvage", log).exitCode());
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void newerFormatIsRefusedByName(LogKind kind) throws IOException {
    Path log = copy(kind);
    Path manifest = log.resolve("roomstate.log");
    String was = Files.readString(manifest);
    String newer = was.substring(0, was.indexOf("check ")).replace("format 1", "format 2");
    CRC32C crc = new CRC32C();
    crc.update(newer.getBytes(StandardCharsets.UTF_8));
    String check = HexFormat.of().toHexDigits((int) crc.getValue());
    Files.writeString(manifest, newer + "check " + check + "\n");
    assertEveryCommandSays(2, "is of format 2, which is newer than this engine", log);
    assertTakesNothing(2, "is of format 2, which is newer than this engine", log);
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void filesThatAreGoneAreDamage(LogKind kind) throws IOException {
    Path log = copy(kind);
    for (Path file : SalvagedLogs.files(log)) {
      Files.delete(file);
    }
    assertEveryCommandSays(3, "damaged", log);
    assertSays(3, "has nothing left that could be copied", run("salvage", log), "salvage");
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void fileThatIsAFolderCannotBeRead(LogKind kind) throws IOException {
    Path log = copy(kind);
    Path file = SalvagedLogs.files(log).get(0);
    Files.delete(file);
    Files.createDirectory(file);
    for (String command : READING) {
      Cli.Run run = run(command, log);
      assertTrue(run.exitCode() >= 2, command + run.err());
      assertEquals(1, run.err().lines().count(), () -> command + ": " + run.err());
    }
    assertSays(3, "has nothing left that could be copied", run("salvage", log), "salvage");
  }
}
