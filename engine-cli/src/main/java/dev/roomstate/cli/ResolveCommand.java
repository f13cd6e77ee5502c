package dev.roomstate.cli;

import dev.roomstate.RoomWriter;
import dev.roomstate.id.EventId;
import dev.roomstate.log.EventLog;
import dev.roomstate.resolution.ResolutionTrace;
import dev.roomstate.room.JudgedEvent;
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
    customSynopsis = {
      "roomstate resolve ROOM SETS [OPTIONS]",
      "       roomstate resolve --log=DIR [--room=ID] SETS [OPTIONS]"
    },
    footer = {
      "",
      "Exits with 0 when the state was printed, with 2 when a file or the log cannot be",
      "read or does not fit, with 3 when the log is damaged."
    })
final class ResolveCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private RoomOptions options;

  @Parameters(
      index = "1",
      arity = "0..1",
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
    sets = options.operand("SETS", sets);
    List<List<EventId>> states = readSets();
    Set<EventId> named = new HashSet<>();
    states.forEach(named::addAll);
    return options.log().isGiven() ? ofLog(states, named) : ofFile(states, named);
  }

  private int ofLog(List<List<EventId>> states, Set<EventId> named) throws CommandFailure {
    List<JudgedEvent> judged = new ArrayList<>();
    try (EventLog log = options.log().openForReading(terminal)) {
      LoggedRoom room =
          LoggedRooms.one(log, options.log().name(), options.roomId())
              .read(
                  (entry, placed, after) -> {
                    if (named.contains(placed.id())) {
                      judged.add(entry.event());
                    }
                  },
                  terminal)
              .only();
      resolve(states, new CaseEvents("log", room.room(), room.reducer(), judged, List.of()));
      return ExitCode.FINE;
    }
  }

  private int ofFile(List<List<EventId>> states, Set<EventId> named)
      throws CommandFailure, IOException {
    List<JudgedEvent> judged = new ArrayList<>();
    try (RoomReplay replay = RoomReplay.open(options, terminal)) {
      replay.subscribe(
          entry -> {
            if (named.contains(entry.event().pdu().id())) {
              judged.add(entry.event());
            }
          });
      replay.run((item, summary, answer) -> {});
      RoomWriter writer = replay.writer();
      resolve(
          states,
          new CaseEvents("room file", writer.room(), writer.reducer(), judged, replay.waiting()));
      return replay.isReadable() ? ExitCode.FINE : ExitCode.UNREADABLE;
    }
  }

  private void resolve(List<List<EventId>> states, CaseEvents events) throws CommandFailure {
    requireStates(states, events);
    TraceOutput traced = new TraceOutput(events.version());
    print(events.resolve(states, trace ? traced : ResolutionTrace.NONE), traced);
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
