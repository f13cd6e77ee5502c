package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code roomstate why}: explains what came of an event. */
@Command(
    name = "why",
    description = "Explains why an event was accepted, soft-failed, rejected, dropped or deferred.",
    customSynopsis = {
      "roomstate why ROOM EVENT [OPTIONS]",
      "       roomstate why --log=DIR [--room=ID] EVENT [OPTIONS]"
    },
    footer = {
      "",
      "Exits with 0 when the event was accepted or soft-failed, with 1 when it was",
      "rejected, dropped or left deferred, with 2 when there is no such event or the",
      "file or the log cannot be read, with 3 when the log is damaged."
    })
final class WhyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EVENT",
      description =
          "The event's id, a beginning of it that no other has, or the number of its line in the"
              + " file or of its position in the log.")
  private String event;

  @picocli.CommandLine.Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  WhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    event = options.operand("EVENT", event);
    return options.log().isGiven() ? ofLog() : ofFile();
  }

  private int ofLog() throws CommandFailure {
    try (EventLog log = options.log().openForReading(terminal)) {
      LoggedCandidates candidates = new LoggedCandidates(event);
      LoggedRoom room =
          LoggedRooms.one(log, options.log().name(), options.roomId())
              .read(candidates, terminal)
              .only();
      LoggedCandidates.Candidate meant = candidates.only();
      Subject subject = meant.subject(room);
      print(new ExplanationOutput(room.version(), subject, meant.explanation(room), Option.none()));
      return subject.answer().outcome().isTrouble() ? ExitCode.TROUBLE : ExitCode.FINE;
    }
  }

  private void print(ExplanationOutput output) {
    if (json) {
      output.json(terminal);
    } else {
      output.print(terminal, options.palette(terminal));
    }
  }

  private int ofFile() throws CommandFailure, IOException {
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      Candidates candidates = new Candidates(replay.writer());
      replay.subscribe(candidates::judged);
      replay.run(candidates);
      Subject subject = candidates.only();
      Explanation explanation = candidates.explain(subject, options.softFail());
      print(
          new ExplanationOutput(
              replay.writer().room().version(),
              subject,
              explanation,
              Option.some(replay.hasKeys())));
      if (!replay.isReadable()) {
        return ExitCode.UNREADABLE;
      }
      return subject.answer().outcome().isTrouble() ? ExitCode.TROUBLE : ExitCode.FINE;
    }
  }

  /**
   * The event that is explained, and its answer.
   *
   * @param number the number of its line or of its position
   * @param where {@code line 3}
   */
  record Subject(
      long number, String where, boolean outlier, EventSummary summary, EventAnswer answer) {}

  /** The events that may be meant. */
  private final class Candidates implements RoomReplay.Sink {
    private final RoomWriter writer;
    private final EventSearch search = new EventSearch(event, EventSearch.FILE);
    private final boolean isLineNumber = event.chars().allMatch(c -> c >= '0' && c <= '9');
    private final Map<EventId, Subject> byId = new HashMap<>();
    private final Map<EventId, Judgement> judgements = new HashMap<>();
    private Subject byLine;
    private Room before;

    Candidates(RoomWriter writer) {
      this.writer = writer;
      this.before = writer.room();
    }

    private record Judgement(JudgedEvent entry, Room before, GraphEvent placed) {}

    void judged(LogEntry entry) {
      EventId id = entry.event().pdu().id();
      // The writer's room may be further by now.
      Room after = before.apply(entry.event());
      // Which event is on a line is only known once it is answered.
      if (search.matches(id) || isLineNumber) {
        judgements.put(id, new Judgement(entry.event(), before, after.graph().get(id).get()));
      }
      before = after;
    }

    @Override
    public void answered(RoomFile.Item item, EventSummary summary, EventAnswer answer) {
      Subject subject =
          new Subject(item.number(), item.where(), item.entry().outlier(), summary, answer);
      if (String.valueOf(item.number()).equals(event)) {
        byLine = subject;
      }
      EventId id = answer.eventId() == null ? item.entry().eventId().getOrNull() : answer.eventId();
      if (search.matches(id)) {
        byId.merge(id, subject, (first, next) -> first.outlier() ? next : first);
      }
    }

    Subject only() throws CommandFailure {
      return search.isEmpty() && byLine != null ? byLine : byId.get(search.only());
    }

    Explanation explain(Subject subject, boolean softFailure) {
      Judgement judgement = judgements.get(subject.answer().eventId());
      return judgement == null
          ? null
          : Explanation.of(
              judgement.entry(),
              judgement.before(),
              judgement.placed(),
              writer.reducer(),
              softFailure);
    }
  }
}
