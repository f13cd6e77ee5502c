package dev.roomstate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code roomstate salvage} and its like may put a copy, and what becomes of the rest. */
class SalvageTargetsTest {
  @TempDir private Path folder;

  private Path log;
  private Map<String, String> before;

  @BeforeEach
  void writeLog() throws IOException {
    log = folder.resolve("log");
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    SalvagedLogs.write(log, LogKind.FILE, scratch, 60);
    SalvagedLogs.destroy(log, SalvagedLogs.frames(log).get(30));
    before = SalvagedLogs.hashes(log);
  }

  @AfterEach
  void sourceIsAsItWas() throws IOException {
    assertEquals(before, SalvagedLogs.hashes(log));
  }

  private void assertRefused(String sentence, Path from, Path to) throws IOException {
    Map<String, String> all = SalvagedLogs.hashes(folder);
    Cli.Run run = Cli.run("", "salvage", "--log", from.toString(), "--to", to.toString());
    assertEquals("roomstate: " + sentence + "\n", run.err());
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals(all, SalvagedLogs.hashes(folder));
  }

  @Test
  void folderThatIsNotEmptyStaysAsItIs() throws IOException {
    Path to = Files.createDirectory(folder.resolve("to"));
    Files.writeString(to.resolve("notes"), "x");
    assertRefused("`" + to + "` is not empty: a copy goes into a new folder", log, to);
    assertRefused("`" + log + "` is not empty: a copy goes into a new folder", log, log);
    Path round = log.resolve("../log");
    assertRefused("`" + round + "` is not empty: a copy goes into a new folder", log, round);
    assertRefused("`" + to.resolve("notes") + "` is no folder", log, to.resolve("notes"));
  }

  @Test
  void copyDoesNotGoIntoTheLog() throws IOException {
    Path inside = log.resolve("deep/copy");
    assertRefused("`" + inside + "` lies in the log that is copied", log, inside);
    Path link = Files.createSymbolicLink(folder.resolve("link"), log);
    Path linked = link.resolve("copy");
    assertRefused("`" + linked + "` lies in the log that is copied", log, linked);
    assertRefused("`" + inside + "` lies in the log that is copied", link, inside);
    assertFalse(Files.exists(log.resolve("deep")));
  }

  @Test
  void logThatHasTheNameOfAHalfMadeCopyIsNotTakenForOne() throws IOException {
    Path part = folder.resolve("saved.part");
    SalvagedLogs.copy(log, part);
    Path to = folder.resolve("saved");
    assertRefused(
        "`" + to + "` would be made in `" + part + "`, which is the log that is copied", part, to);
    assertRefused(
        "`" + part + "` is left of a copy that did not come to its end: remove it first", log, to);
  }

  @Test
  void logThatIsBeingWrittenIsNotSalvaged() throws IOException {
    Path written = folder.resolve("written");
    Path scratch = Files.createDirectories(folder.resolve("scratch-2"));
    SalvagedLogs.write(written, LogKind.FILE, scratch, 4);
    Path to = folder.resolve("to");
    try (EventLog open = SalvagedLogs.open(written, LogKind.FILE)) {
      Cli.Run run = Cli.run("", "salvage", "--log", written.toString(), "--to", to.toString());
      assertEquals(
          "roomstate: `"
              + written
              + "` is being written by process "
              + ProcessHandle.current().pid()
              + ": what nobody writes can be salvaged\n",
          run.err());
      assertEquals(2, run.exitCode());
      assertFalse(Files.exists(to));
      assertFalse(Files.exists(folder.resolve("to.part")));
      assertTrue(open.end().sequence() > 0);
    }
    assertEquals(
        0, Cli.run("", "salvage", "--log", written.toString(), "--to", to.toString()).exitCode());
  }

  /** A limit for the size of files stands for a disk that is full. */
  @ParameterizedTest
  @ValueSource(strings = {"file", "chronicle"})
  void diskThatIsFullLeavesNothing(String kind) throws Exception {
    Path to = folder.resolve("to");
    List<String> command =
        new ArrayList<>(
            LogReplayTest.limited(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "salvage",
                "--log",
                log.toString(),
                "--to",
                to.toString(),
                "--log-kind",
                kind));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.waitFor();
    String said = Files.readString(err);
    assertEquals(2, exitCode, said);
    assertEquals("", out);
    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith("roomstate: `" + folder.resolve("to.part")), said);
    assertFalse(Files.exists(to));
    assertFalse(Files.exists(folder.resolve("to.part")), "it is taken back");
  }
}
