package dev.roomstate.cli;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.log.EventLog;
import dev.roomstate.room.StateView;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomstate state}: prints the state of a room. */
@Command(
    name = "state",
    description = "Prints the current state of a room, or the state after one of its events.",
    customSynopsis = {
      "roomstate state ROOM [--at=EVENT] [OPTIONS]",
      "       roomstate state --log=DIR [--room=ID] [--at=EVENT] [OPTIONS]"
    },
    footer = {
      "",
      "Exits with 0 when the state was printed, with 2 when the file cannot be read",
      "to its end, an `event_id` is wrong, or rooms are mixed: then it is the state",
      "up to there; or when the log cannot be used or does not have the room; with 3",
      "when it is damaged."
    })
final class StateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @picocli.CommandLine.Option(
      names = "--at",
      paramLabel = "EVENT",
      description =
          "The state after this event: its id, a beginning of it that no other has, or the number"
              + " of its line in the file or of its position in the log.")
  private String at;

  @picocli.CommandLine.Option(
      names = "--json",
      description = "Print one entry a line, as `[\"type\",\"state_key\",\"$id\"]`.")
  private boolean json;

  StateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    options.checkSource(options.log().isGiven());
    return options.log().isGiven() ? ofLog() : ofFile();
  }

  private int ofFile() throws CommandFailure, IOException {
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      EventId[] onLine = new EventId[1];
      replay.run(
          (item, summary, answer) -> {
            if (String.valueOf(item.number()).equals(at)) {
              onLine[0] = answer.eventId();
            }
          });
      EventGraph graph = replay.writer().room().graph();
      print(
          at == null
              ? replay.currentState()
              : stateAfter(
                  new EventSearch(at, EventSearch.FILE).in(graph, replay.waiting(), onLine[0]),
                  graph));
      return replay.isReadable() ? ExitCode.FINE : ExitCode.UNREADABLE;
    }
  }

  private int ofLog() throws CommandFailure {
    if (options.room() != null) {
      throw options.misused("with `--log` no room file is read: `" + options.room() + "`");
    }
    try (EventLog log = options.log().openForReading(terminal)) {
      EventId[] atPosition = new EventId[1];
      LoggedRoom room =
          LoggedRooms.one(log, options.log().name(), options.roomId())
              .read(
                  (entry, placed, after) -> {
                    if (String.valueOf(entry.position().sequence()).equals(at)) {
                      atPosition[0] = placed.id();
                    }
                  },
                  terminal)
              .only();
      EventGraph graph = room.room().graph();
      print(
          at == null
              ? room.currentState()
              : stateAfter(
                  new EventSearch(at, EventSearch.LOG).in(graph, List.of(), atPosition[0]), graph));
      return ExitCode.FINE;
    }
  }

  private void print(StateView state) {
    if (json) {
      StateOutput.lines(state, terminal);
    } else {
      TextOutput out = new TextOutput(terminal.out());
      StateOutput.table(state, out, options.palette(terminal));
      out.flush();
    }
  }

  private static StateView stateAfter(EventId id, EventGraph graph) throws CommandFailure {
    Option<GraphEvent> event = graph.get(id);
    if (event.isEmpty()) {
      throw new CommandFailure(
          "`" + id + "` was dropped or waits for other events: it has no state");
    }
    if (event.get().isOutlier()) {
      throw new CommandFailure("`" + id + "` is an outlier: it has no state");
    }
    return new StateView(graph, event.get().stateAfter().get());
  }
}
