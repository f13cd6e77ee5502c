package dev.roomstate.cli;

import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.salvage.DamagedLog;
import dev.roomstate.log.salvage.LogSalvage;
import dev.roomstate.log.salvage.SalvageReport;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomstate salvage}: makes a log of what is left of a damaged one. */
@Command(
    name = "salvage",
    description =
        "Copies every event that is left of a damaged log into a new log, and says what is lost."
            + " The log itself stays as it is.",
    footer = {
      "",
      "Exits with 0 when nothing was lost, with 1 when something was lost and the rest",
      "was copied, with 2 when no copy could be made, with 3 when there is nothing left",
      "that could be copied."
    })
final class SalvageCommand implements Callable<Integer> {
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
      paramLabel = "KIND",
      description = "What keeps the new log: chronicle or file. Default: what keeps the old one.")
  private LogKind kind;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  SalvageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    DamagedLog source = log.files();
    Path target = LogOptions.path(to).toAbsolutePath().normalize();
    try {
      LogCopy.requireNew(target, to, log);
      Path part = LogCopy.part(target);
      SalvageReport report = null;
      try {
        report = copy(source, part);
      } finally {
        if (report == null) {
          remove(part);
        }
      }
      Files.deleteIfExists(target);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      SalvageOutput output = new SalvageOutput(terminal);
      if (json) {
        output.json(report);
      } else {
        output.text(report, to);
      }
      return report.isWhole() ? ExitCode.FINE : ExitCode.TROUBLE;
    } catch (IOException e) {
      throw new CommandFailure("`" + to + "` " + InputFile.why(e));
    }
  }

  private SalvageReport copy(DamagedLog source, Path part) throws CommandFailure {
    SalvageReport report;
    long bytes = 2 * source.bytes();
    try (EventLog copy = LogOptions.make(part, kind == null ? source.kind() : kind, terminal);
        Progress progress = Progress.ofBytes("salvaging", bytes, terminal)) {
      LogSalvage salvage = new LogSalvage(source, copy, RoomVersions.STANDARD);
      report = salvage.run((done, total) -> progress.to(done));
      salvage.mark(report.isWhole()).write(part);
    }
    try (EventLog copy = LogOptions.openForReading(part, terminal)) {
      assert copy.rooms().size() == report.rooms().size() : "all rooms are there";
      copy.rooms().forEach(room -> readBack(room, copy));
    }
    return report;
  }

  /** Makes a room of its entries again; one after the other, so that memory holds one. */
  private static void readBack(dev.roomstate.log.LoggedRoom known, EventLog copy) {
    RoomVersion version = RoomVersions.STANDARD.get(known.version()).get();
    LoggedRoom[] room = {null};
    copy.forEachOf(
        known.id(),
        LogPosition.FIRST,
        entry -> {
          room[0] = room[0] == null ? LoggedRoom.of(entry, version, new EmptyRooms()) : room[0];
          room[0].apply(entry);
        });
  }

  /** Takes back a copy that could not be made. */
  private static void remove(Path part) throws IOException {
    if (!Files.exists(part)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(part)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
