package dev.roomstate.cli;

import dev.roomstate.event.EventFacts;
import dev.roomstate.id.EventId;
import dev.roomstate.room.Room;
import dev.roomstate.version.RoomVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code roomstate replay}: judges the events of a room, one after the other. */
@Command(
    name = "replay",
    description = "Judges the events of a room file, and tells what came of each.",
    footer = {
      "",
      "Exits with 0 when all is fine, with 1 when an event was rejected, dropped or",
      "left deferred, with 2 when the file cannot be read to its end, an `event_id`",
      "is wrong, or rooms are mixed."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @Option(names = "--json", description = "Print one JSON object for each event.")
  private boolean json;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    long start = System.nanoTime();
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      if (json) {
        writeLines(replay);
        writeSummary(replay, (System.nanoTime() - start) / NANOS);
      } else {
        ReplayTable table =
            new ReplayTable(terminal.out(), options.palette(terminal), replay.writer());
        replay.run(table);
        table.summary(replay, (System.nanoTime() - start) / NANOS);
      }
      return exitCode(replay);
    }
  }

  private static int exitCode(RoomReplay replay) {
    if (!replay.isReadable()) {
      return ExitCode.UNREADABLE;
    }
    for (EventOutcome outcome : EventOutcome.values()) {
      if (outcome.isTrouble() && replay.count(outcome) > 0) {
        return ExitCode.TROUBLE;
      }
    }
    return ExitCode.FINE;
  }

  private void writeLines(RoomReplay replay) {
    AnswerWriter writer = new AnswerWriter(terminal.out());
    RoomVersion version = replay.writer().room().version();
    RoomReplay.Sink answers =
        new RoomReplay.Sink() {
          @Override
          public void answered(RoomFile.Item item, EventSummary summary, EventAnswer answer) {
            writer.event(answer, version);
            writer.endLine();
          }

          @Override
          public void flush() {
            writer.flush();
          }
        };
    try {
      replay.run(answers);
    } finally {
      writer.flush();
    }
  }

  private void writeSummary(RoomReplay replay, double seconds) {
    PrintStream err = terminal.err();
    AnswerWriter writer = new AnswerWriter(err);
    JsonGenerator summary = writer.json();
    Room room = replay.writer().room();
    summary.writeStartObject();
    writer.string(
        "room_id", room.create().map(EventFacts::roomId).map(Object::toString).getOrNull());
    summary.writeStringProperty("room_version", room.version().id());
    summary.writeNumberProperty("events", replay.answered());
    summary.writeObjectPropertyStart("outcomes");
    for (EventOutcome outcome : EventOutcome.values()) {
      summary.writeNumberProperty(outcome.label(), replay.count(outcome));
    }
    summary.writeEndObject();
    summary.writeStringProperty("state", replay.currentState().hash());
    summary.writeArrayPropertyStart("forward_extremities");
    for (EventId id : room.forwardExtremities()) {
      summary.writeString(id.value());
    }
    summary.writeEndArray();
    summary.writeName("seconds");
    summary.writeNumber(String.format(Locale.ROOT, "%.3f", seconds));
    summary.writeEndObject();
    writer.endLine();
    writer.flush();
    err.flush();
  }
}
