package dev.roomstate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomstate compact}: copies a log without what is in it for nothing. */
@Command(
    name = "compact",
    description =
        "Copies all events of a log into a new log of its kind, and compares the two. The log"
            + " itself stays as it is.",
    footer = {
      "",
      "Exits with 0 when the copy was made, with 2 when it could not be made, with 3",
      "when the log is damaged."
    })
final class CompactCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private LogOptions log;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR2",
      description = "The folder of the new log, which is made; it may be there if it is empty.")
  private String to;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  CompactCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    LogCopy.copy(log, to, log.kind(), terminal);
    return ExitCode.FINE;
  }
}
