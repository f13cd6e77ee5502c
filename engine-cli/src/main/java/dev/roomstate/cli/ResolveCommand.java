package dev.roomstate.cli;

import dev.roomstate.id.EventId;
import dev.roomstate.resolution.ResolutionTrace;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roomstate resolve}: resolves states of a room. */
@Command(
    name = "resolve",
    description = "Resolves states that are made of events of a room, and prints what comes out.",
    footer = {
      "",
      "Exits with 0 when the state was printed, with 2 when a file cannot be read or",
      "does not fit."
    })
final class ResolveCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @Parameters(
      index = "1",
      paramLabel = "SETS",
      description = "The states, as a JSON array of arrays of ids of state events.")
  private String sets;

  @Option(names = "--trace", description = "Show what is in conflict, and each event checked.")
  private boolean trace;

  @Option(names = "--json", description = "Print one entry a line; with --trace, one object.")
  private boolean json;

  ResolveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure, IOException {
    List<List<EventId>> states = readSets();
    Set<EventId> named = new HashSet<>();
    states.forEach(named::addAll);
    List<JudgedEvent> judged = new ArrayList<>();
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      replay.subscribe(
          entry -> {
            if (named.contains(entry.event().pdu().id())) {
              judged.add(entry.event());
            }
          });
      replay.run((item, summary, answer) -> {});
      CaseEvents events = new CaseEvents("room file", replay.writer(), judged, replay.waiting());
      requireStates(states, events);
      RoomVersion version = replay.writer().room().version();
      TraceOutput traced = new TraceOutput(version);
      CaseEvents.Resolution resolution =
          events.resolve(states, trace ? traced : ResolutionTrace.NONE);
      print(resolution, traced);
      return replay.isReadable() ? ExitCode.FINE : ExitCode.UNREADABLE;
    }
  }

  private List<List<EventId>> readSets() throws CommandFailure {
    try {
      return StateSets.read(InputFile.readJson(sets, terminal));
    } catch (Malformed e) {
      throw new CommandFailure("`" + sets + "` holds no state sets: " + e.getMessage());
    } catch (NotJson e) {
      throw new CommandFailure("`" + sets + "` is " + e.sentence(0));
    }
  }

  private void requireStates(List<List<EventId>> states, CaseEvents events) throws CommandFailure {
    for (int i = 0; i < states.size(); i++) {
      try {
        events.requireState(states.get(i));
      } catch (Malformed e) {
        throw new CommandFailure("state " + (i + 1) + " of `" + sets + "`: " + e.getMessage());
      }
    }
  }

  private void print(CaseEvents.Resolution resolution, TraceOutput traced) {
    if (json && trace) {
      traced.json(resolution, terminal);
    } else if (json) {
      StateOutput.lines(resolution.resolved(), terminal);
    } else {
      Palette palette = options.palette(terminal);
      TextOutput out = new TextOutput(terminal.out());
      if (trace) {
        traced.print(resolution, out, palette);
      }
      StateOutput.table(resolution.resolved(), out, palette);
      out.flush();
    }
  }
}
