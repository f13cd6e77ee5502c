package dev.roomstate.log.disk;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that opens a log in files for writing, says what came of it, and closes it. */
final class SecondWriter {
  /** What it says when it could open the log. */
  static final String OPENED = "opened";

  private SecondWriter() {}

  /** Runs it, and returns what it says. */
  static String tries(Path folder) throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Dslf4j.internal.verbosity=ERROR",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SecondWriter.class.getName(),
            folder.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return said.trim();
  }

  public static void main(String[] args) {
    try {
      LogSamples.open(Path.of(args[0]), LogKind.FILE, Durability.GROUP).close();
      System.out.println(OPENED);
    } catch (LogFailure e) {
      System.out.println(e.getMessage());
    }
  }
}
