package dev.roomstate.cli;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.room.StateView;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomstate state}: prints the state of a room. */
@Command(
    name = "state",
    description = "Prints the current state of a room, or the state after one of its events.",
    footer = {
      "",
      "Exits with 0 when the state was printed, with 2 when the file cannot be read",
      "to its end, an `event_id` is wrong, or rooms are mixed: then it is the state",
      "up to there."
    })
final class StateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @picocli.CommandLine.Option(
      names = "--at",
      paramLabel = "EVENT",
      description =
          "The state after this event: its id, a beginning of it that no other has, or the number"
              + " of its line.")
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
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      EventId[] onLine = new EventId[1];
      replay.run(
          (item, summary, answer) -> {
            if (String.valueOf(item.number()).equals(at)) {
              onLine[0] = answer.eventId();
            }
          });
      StateView state = at == null ? replay.currentState() : stateAfter(replay, onLine[0]);
      if (json) {
        StateOutput.lines(state, terminal);
      } else {
        TextOutput out = new TextOutput(terminal.out());
        StateOutput.table(state, out, options.palette(terminal));
        out.flush();
      }
      return replay.isReadable() ? ExitCode.FINE : ExitCode.UNREADABLE;
    }
  }

  private StateView stateAfter(RoomReplay replay, EventId onLine) throws CommandFailure {
    EventId id = EventSearch.in(replay, at, onLine);
    EventGraph graph = replay.writer().room().graph();
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
