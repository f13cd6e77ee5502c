package dev.roomstate.cli;

import dev.roomstate.log.LogKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomstate convert}: copies a log into one of another kind. */
@Command(
    name = "convert",
    description =
        "Copies all events of a log into a new log of a kind, and compares the two. The log itself"
            + " stays as it is.",
    footer = {
      "",
      "Exits with 0 when the copy was made, with 2 when it could not be made, with 3",
      "when the log is damaged."
    })
final class ConvertCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private LogOptions log;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR2",
      description = "The folder of the new log, which is made; it may be there if it is empty.")
  private String to;

  @Option(
      names = "--log-kind",
      required = true,
      paramLabel = "KIND",
      description = "What keeps the new log: chronicle or file.")
  private LogKind kind;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  ConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    LogCopy.copy(log, to, kind, terminal);
    return ExitCode.FINE;
  }
}
