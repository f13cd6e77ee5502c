package dev.roomstate.cli;

import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.salvage.DamagedLog;
import dev.roomstate.log.salvage.SalvageMark;
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
    return DurableLog.kindIn(folder()).get();
  }

  /** The files of the log, in whatever state; something of it must be there. */
  DamagedLog files() throws CommandFailure {
    requireFolder(folder());
    return DamagedLog.in(folder())
        .getOrElseThrow(() -> new CommandFailure(name() + " holds no log"));
  }

  /** What the log says of its losses, if it was salvaged. */
  SalvageMark mark() throws CommandFailure {
    return SalvageMark.in(folder());
  }

  /** Opens the log to be read; it must be there. */
  EventLog openForReading(Terminal terminal) throws CommandFailure {
    requireLog(folder());
    return opened(folder(), io.vavr.control.Option.none(), Durability.OS, LogAccess.READ, terminal);
  }

  /** Opens what a copy was written to. */
  static EventLog openForReading(Path folder, Terminal terminal) throws CommandFailure {
    requireLog(folder);
    return opened(folder, io.vavr.control.Option.none(), Durability.OS, LogAccess.READ, terminal);
  }

  /**
   * Opens the log to be written; it is made where there is none.
   *
   * @param kind the kind that a new log gets, and one that is there must have; null: any, and a
   *     Chronicle Queue for a new one
   */
  EventLog openForWriting(LogKind kind, Durability durability, Terminal terminal)
      throws CommandFailure {
    LogKind made = kind == null ? LogKind.CHRONICLE : kind;
    io.vavr.control.Option<LogKind> other =
        DurableLog.kindIn(folder()).filter(there -> there != made);
    if (kind != null && other.isDefined()) {
      throw new CommandFailure(
          name()
              + " is a log of the kind `"
              + other.get().word()
              + "`; `roomstate convert` makes one of the kind `"
              + made.word()
              + "` of it");
    }
    return opened(
        folder(), io.vavr.control.Option.some(made), durability, LogAccess.WRITE, terminal);
  }

  /** Makes a log in a folder that is not there. */
  static EventLog make(Path folder, LogKind kind, Terminal terminal) throws CommandFailure {
    return opened(
        folder, io.vavr.control.Option.some(kind), Durability.OS, LogAccess.WRITE, terminal);
  }

  private static void requireLog(Path folder) throws CommandFailure {
    requireFolder(folder);
    if (DurableLog.kindIn(folder).isEmpty()) {
      throw new CommandFailure("`" + folder + "` holds no log");
    }
  }

  private static void requireFolder(Path folder) throws CommandFailure {
    String name = "`" + folder + "`";
    if (!Files.exists(folder)) {
      throw new CommandFailure(name + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(name + " is no folder");
    }
  }

  private static EventLog opened(
      Path folder,
      io.vavr.control.Option<LogKind> made,
      Durability durability,
      LogAccess access,
      Terminal terminal) {
    FramedEventLog log = DurableLog.open(folder, made, RoomVersions.STANDARD, durability, access);
    if (!log.cutOff().isEmpty()) {
      terminal.complain(log.cutOff());
    }
    return log;
  }
}
