package dev.roomstate.cli;

import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.version.RoomVersions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The log that a command works on. Nothing else opens a log. */
final class LogOptions {
  private static final String MANIFEST = "roomstate.log";

  @Option(names = "--log", paramLabel = "DIR", description = "The folder of a log.")
  private String folder;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isGiven() {
    return folder != null;
  }

  /** What to call the log in messages. */
  String name() {
    return "`" + folder + "`";
  }

  /** The folder, which must be given. */
  Path folder() throws CommandFailure {
    if (folder == null) {
      throw new ParameterException(command.commandLine(), "missing required option: '--log=DIR'");
    }
    return path(folder);
  }

  /** The folder of this name. */
  static Path path(String name) throws CommandFailure {
    if (name.isEmpty()) {
      throw new CommandFailure("the name of a folder is needed, and an empty one was given");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new CommandFailure("`" + name + "` cannot be the name of a folder");
    }
  }

  /** What kind the log is, which must be there. */
  LogKind kind() throws CommandFailure {
    requireLog(folder());
    return LogKind.FILE;
  }

  /** Opens the log to be read; it must be there. */
  EventLog openForReading(Terminal terminal) throws CommandFailure {
    requireLog(folder());
    return opened(folder(), Durability.OS, terminal);
  }

  /** Opens what a copy was written to. */
  static EventLog openForReading(Path folder, Terminal terminal) throws CommandFailure {
    requireLog(folder);
    return opened(folder, Durability.OS, terminal);
  }

  /**
   * Opens the log to be written; it is made where there is none.
   *
   * @param kind the kind that a new log gets; null: the usual one
   */
  EventLog openForWriting(LogKind kind, Durability durability, Terminal terminal)
      throws CommandFailure {
    requireKnown(kind);
    return opened(folder(), durability, terminal);
  }

  /** Makes a log in a folder that is not there. */
  static EventLog make(Path folder, LogKind kind, Terminal terminal) throws CommandFailure {
    requireKnown(kind);
    return opened(folder, Durability.OS, terminal);
  }

  /** Refuses a kind that this build does not have. */
  static void requireKnown(LogKind kind) throws CommandFailure {
    if (kind == LogKind.CHRONICLE) {
      throw new CommandFailure("this build has logs of the kind `file` only");
    }
  }

  private static void requireLog(Path folder) throws CommandFailure {
    String name = "`" + folder + "`";
    if (!Files.exists(folder)) {
      throw new CommandFailure(name + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(name + " is no folder");
    }
    if (!Files.exists(folder.resolve(MANIFEST))) {
      throw new CommandFailure(name + " holds no log");
    }
  }

  private static EventLog opened(Path folder, Durability durability, Terminal terminal) {
    FileEventLog log = FileEventLog.open(folder, RoomVersions.STANDARD, durability);
    if (!log.cutOff().isEmpty()) {
      terminal.complain(log.cutOff());
    }
    return log;
  }
}
