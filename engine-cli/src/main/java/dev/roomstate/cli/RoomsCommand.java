package dev.roomstate.cli;

import dev.roomstate.log.EventLog;
import dev.roomstate.log.salvage.SalvageMark;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomstate rooms}: lists the rooms of a log. */
@Command(
    name = "rooms",
    description = "Lists the rooms of a log, in the order of their first events.",
    footer = {
      "",
      "Exits with 0 when they were listed, with 2 when the log cannot be used, with 3",
      "when it is damaged."
    })
final class RoomsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private LogOptions options;

  @Option(names = "--json", description = "Print one JSON object for each room.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  RoomsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    try (EventLog log = options.openForReading(terminal)) {
      LoggedRooms rooms =
          LoggedRooms.all(log, options.name(), io.vavr.control.Option.none())
              .read(LoggedRooms.Sink.NONE, terminal);
      if (json) {
        lines(rooms, options.mark());
      } else {
        table(rooms);
      }
    }
    return ExitCode.FINE;
  }

  private void lines(LoggedRooms rooms, SalvageMark mark) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    int number = 0;
    for (LoggedRoom room : rooms.rooms()) {
      writer.json().writeStartObject();
      room.summary().members(writer);
      SalvageMark.Loss loss = mark.rooms().get(number++);
      if (loss != null) {
        writer.json().writeNumberProperty("lost_events", loss.events());
      }
      writer.json().writeEndObject();
      writer.endLine();
    }
    writer.flush();
  }

  private void table(LoggedRooms rooms) {
    TextOutput out = new TextOutput(terminal.out());
    TextTable table =
        new TextTable("room", "version", "events", "soft failed", "rejected", "state", "hash");
    for (LoggedRoom room : rooms.rooms()) {
      RoomSummary summary = room.summary();
      table.row(
          room.id().value(),
          room.version().id(),
          String.valueOf(summary.events()),
          String.valueOf(summary.count(EventOutcome.SOFT_FAILED)),
          String.valueOf(summary.count(EventOutcome.REJECTED)),
          String.valueOf(summary.state().size()),
          summary.state().hash());
    }
    if (table.isEmpty()) {
      out.line("no rooms");
    } else {
      table.print(out, new Palette(Palette.isColored(Palette.When.AUTO, terminal)));
    }
    out.flush();
  }
}
