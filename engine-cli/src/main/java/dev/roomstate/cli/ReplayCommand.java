package dev.roomstate.cli;

import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogKind;
import dev.roomstate.version.RoomVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code roomstate replay}: judges the events of a room, or reads a log of judged ones. */
@Command(
    name = "replay",
    description = {
      "Judges the events of a room file, and tells what came of each; with --log they are also"
          + " appended to that log, unless it has them already.",
      "Without a room file, the log is read without judging."
    },
    customSynopsis = {
      "roomstate replay ROOM [--log=DIR] [OPTIONS]",
      "       roomstate replay --log=DIR [--room=ID] [OPTIONS]"
    },
    footer = {
      "",
      "Exits with 0 when all is fine, with 1 when an event was rejected, dropped or",
      "left deferred, with 2 when the file cannot be read to its end, an `event_id`",
      "is wrong, or rooms are mixed, or when the log cannot be used; with 3 when the",
      "log is damaged."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @Option(names = "--json", description = "Print one JSON object for each event.")
  private boolean json;

  @Option(
      names = "--log-kind",
      paramLabel = "KIND",
      description = "What keeps a log that is made: chronicle or file.")
  private LogKind kind;

  @Option(
      names = "--durability",
      paramLabel = "WHEN",
      description =
          "When an event is printed: each (synced to the disk for itself), group (synced together"
              + " with others; the default), or os (handed to the operating system).")
  private Durability durability;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    boolean appends = options.room() != null && options.log().isGiven();
    if (!appends && (kind != null || durability != null)) {
      throw options.misused(
          (kind == null ? "`--durability`" : "`--log-kind`")
              + " is for appending the events of a room file to a log");
    }
    options.checkSource(options.room() == null && options.log().isGiven());
    return options.room() == null ? readLog() : judgeFile();
  }

  private int judgeFile() throws CommandFailure, IOException {
    long start = System.nanoTime();
    LogOptions log = options.log();
    Durability chosen = durability == null ? Durability.GROUP : durability;
    RoomReplay.LogSource source =
        log.isGiven()
            ? () -> log.openForWriting(kind, chosen, terminal)
            : RoomReplay.LogSource.NONE;
    RoomSummary summary;
    boolean isReadable;
    try (RoomReplay replay = RoomReplay.open(options, source, terminal);
        Lines lines = lines("line")) {
      RoomVersion version = replay.writer().room().version();
      replay.run(
          new RoomReplay.Sink() {
            @Override
            public void answered(RoomFile.Item item, EventSummary event, EventAnswer answer) {
              lines.answered(item.number(), event, answer, version);
            }

            @Override
            public void flush() {
              lines.flush();
            }
          });
      summary = replay.summary();
      isReadable = replay.isReadable();
      lines.summary(summary, (System.nanoTime() - start) / NANOS);
    }
    if (!isReadable) {
      return ExitCode.UNREADABLE;
    }
    return summary.isTrouble() ? ExitCode.TROUBLE : ExitCode.FINE;
  }

  private int readLog() throws CommandFailure {
    long start = System.nanoTime();
    boolean isTrouble = false;
    try (EventLog log = options.log().openForReading(terminal);
        Lines lines = lines("pos.")) {
      LoggedRooms rooms =
          LoggedRooms.all(log, options.log().name(), options.roomId())
              .read(
                  (entry, placed, room) ->
                      lines.answered(
                          entry.position().sequence(),
                          EventSummary.of(entry.event().pdu().facts()),
                          room.answer(entry.event(), placed),
                          room.version()),
                  terminal);
      lines.flush();
      for (LoggedRoom room : rooms.rooms()) {
        RoomSummary summary = room.summary();
        isTrouble |= summary.isTrouble();
        lines.summary(summary, (System.nanoTime() - start) / NANOS);
      }
    }
    return isTrouble ? ExitCode.TROUBLE : ExitCode.FINE;
  }

  private Lines lines(String numbered) {
    return json
        ? new JsonLines()
        : new TableLines(new ReplayTable(terminal.out(), options.palette(terminal), numbered));
  }

  /** Prints answers and summaries; what was printed is out when it is closed. */
  private interface Lines extends AutoCloseable {
    void answered(long number, EventSummary event, EventAnswer answer, RoomVersion version);

    void summary(RoomSummary summary, double seconds);

    void flush();

    @Override
    default void close() {
      flush();
    }
  }

  private record TableLines(ReplayTable table) implements Lines {
    @Override
    public void answered(long number, EventSummary event, EventAnswer answer, RoomVersion version) {
      table.row(number, event, answer, version);
    }

    @Override
    public void summary(RoomSummary summary, double seconds) {
      table.summary(summary, seconds);
    }

    @Override
    public void flush() {
      table.flush();
    }
  }

  private final class JsonLines implements Lines {
    private final AnswerWriter writer = new AnswerWriter(terminal.out());

    @Override
    public void answered(long number, EventSummary event, EventAnswer answer, RoomVersion version) {
      writer.event(answer, version);
      writer.endLine();
    }

    @Override
    public void summary(RoomSummary summary, double seconds) {
      flush();
      PrintStream err = terminal.err();
      AnswerWriter line = new AnswerWriter(err);
      line.json().writeStartObject();
      summary.members(line);
      line.json().writeName("seconds");
      line.json().writeNumber(String.format(Locale.ROOT, "%.3f", seconds));
      line.json().writeEndObject();
      line.endLine();
      line.flush();
      err.flush();
    }

    @Override
    public void flush() {
      writer.flush();
    }
  }
}
