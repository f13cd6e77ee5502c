package dev.roomstate.cli;

import dev.roomstate.log.LogFailure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code roomstate}. */
@Command(
    name = "roomstate",
    description = "Judges Matrix room events, and tells the state of rooms and why it is so.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 fine; 1 something was rejected, dropped or left deferred, or did",
      "not agree; 2 wrong usage or unreadable input; 3 a damaged log."
    })
public final class Main implements Runnable {
  private static final String OUT_IS_TERMINAL = "roomstate.terminal.out";
  private static final String ERR_IS_TERMINAL = "roomstate.terminal.err";

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal =
        new Terminal(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            Boolean.getBoolean(OUT_IS_TERMINAL),
            Boolean.getBoolean(ERR_IS_TERMINAL),
            System.getenv());
    System.exit(run(terminal, args));
  }

  /** Runs the command; returns its exit code. */
  static int run(Terminal terminal, String... args) {
    try {
      int exitCode = commandLine(terminal).execute(args);
      terminal.out().flush();
      return exitCode;
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return failed(e, terminal);
    }
  }

  private static CommandLine commandLine(Terminal terminal) {
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new JudgeCommand(terminal))
            .addSubcommand(new ReplayCommand(terminal))
            .addSubcommand(new StateCommand(terminal))
            .addSubcommand(new WhyCommand(terminal))
            .addSubcommand(new ResolveCommand(terminal))
            .addSubcommand(new RoomsCommand(terminal))
            .addSubcommand(new VerifyCommand(terminal))
            .addSubcommand(new SalvageCommand(terminal))
            .addSubcommand(new ConvertCommand(terminal))
            .addSubcommand(new CompactCommand(terminal));
    boolean colored = Palette.isColored(Palette.When.AUTO, terminal);
    return commands
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colored ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> misunderstood(e, terminal))
        .setExecutionExceptionHandler((e, command, result) -> failed(e, terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }

  private static int misunderstood(ParameterException e, Terminal terminal) {
    String said = e.getMessage();
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    boolean hasFile = e instanceof CommandLine.UnmatchedArgumentException;
    if (hasFile && e.getCommandLine().getCommand() instanceof JudgeCommand) {
      terminal.complain("cases come on standard input: `" + command + " < FILE`");
      return ExitCode.UNREADABLE;
    }
    terminal.complain(
        said.substring(0, 1).toLowerCase(Locale.ROOT)
            + said.substring(1)
            + "; see `"
            + command
            + " --help`");
    return ExitCode.UNREADABLE;
  }

  /** Says in one sentence why a command failed; nothing where nobody reads its results any more. */
  private static int failed(Throwable failure, Terminal terminal) {
    if (failure instanceof CommandFailure) {
      terminal.complain(failure.getMessage());
      return ExitCode.UNREADABLE;
    }
    if (failure instanceof LogFailure log) {
      terminal.complain(log.getMessage());
      return log.kind() == LogFailure.Kind.DAMAGED ? ExitCode.DAMAGED : ExitCode.UNREADABLE;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        if (isBrokenPipe((IOException) cause)) {
          return ExitCode.FINE;
        }
        terminal.complain("cannot read or write: " + cause.getMessage());
        return ExitCode.UNREADABLE;
      }
    }
    terminal.complain(Fault.sentence(failure));
    return ExitCode.UNREADABLE;
  }

  private static boolean isBrokenPipe(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }
}
