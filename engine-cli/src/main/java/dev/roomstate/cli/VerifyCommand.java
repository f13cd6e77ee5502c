package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code roomstate verify}: checks a log, and its judgements too. */
@Command(
    name = "verify",
    description = {
      "Checks every frame of a log and reads every event.",
      "With --rejudge each event is judged again, and what comes out is compared with what was"
          + " logged."
    },
    footer = {
      "",
      "Exits with 0 when all is as it should be, with 1 when something that was judged",
      "again disagreed, with 2 when the log cannot be used, with 3 when it is damaged."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private LogOptions log;

  @picocli.CommandLine.Option(
      names = "--rejudge",
      description = "Judge every event again, from the PDUs in the order of the log.")
  private boolean rejudge;

  @picocli.CommandLine.Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @picocli.CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private final Option<KeyRing> keys;

  VerifyCommand(Terminal terminal) {
    this(terminal, Option.none());
  }

  /**
   * The command.
   *
   * @param keys what signatures are checked by when events are judged again; none: they are not
   */
  VerifyCommand(Terminal terminal, Option<KeyRing> keys) {
    this.terminal = terminal;
    this.keys = keys;
  }

  @Override
  public Integer call() throws CommandFailure {
    VerificationOutput output =
        json ? new VerificationOutput.OfJson(terminal) : new VerificationOutput.OfText(terminal);
    try (EventLog opened = log.openForReading(terminal)) {
      Verification verification = new Verification(output);
      LoggedRooms.all(opened, log.name(), Option.none()).read(verification, terminal);
      output.end(
          new VerificationOutput.Result(
              verification.events,
              verification.rooms.size(),
              rejudge,
              rejudge && keys.isDefined(),
              verification.disagreements));
      return verification.disagreements == 0 ? ExitCode.FINE : ExitCode.TROUBLE;
    } catch (LogFailure e) {
      output.failed(e);
      throw e;
    }
  }

  /** Goes through the entries. */
  private final class Verification implements LoggedRooms.Sink {
    private final VerificationOutput output;
    private final EngineConfig config = Engines.config().withKeys(keys);
    private final Map<RoomId, RejudgedRoom> rooms = new HashMap<>();
    private long events;
    private long disagreements;

    Verification(VerificationOutput output) {
      this.output = output;
    }

    @Override
    public void applied(LogEntry entry, GraphEvent placed, LoggedRoom room) {
      events++;
      RejudgedRoom again =
          rooms.computeIfAbsent(room.id(), absent -> new RejudgedRoom(room, config));
      if (rejudge) {
        for (RejudgedRoom.Disagreement found : again.judge(entry, placed)) {
          disagreements++;
          output.disagreement(found, room.version());
        }
      }
    }
  }
}
