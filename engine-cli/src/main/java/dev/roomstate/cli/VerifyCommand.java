package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.RecordedKey;
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

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    VerificationOutput output =
        json ? new VerificationOutput.OfJson(terminal) : new VerificationOutput.OfText(terminal);
    try (EventLog opened = log.openForReading(terminal)) {
      Option<KeyRing> keys = keys(opened);
      Verification verification = new Verification(output, keys);
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

  /** The keys that the log has recorded; none where its events were judged without. */
  private static Option<KeyRing> keys(EventLog log) {
    Map<String, Map<String, VerifyKey>> keys = new HashMap<>();
    for (RecordedKey recorded : log.keys()) {
      keys.computeIfAbsent(recorded.server(), server -> new HashMap<>())
          .put(recorded.keyId(), recorded.key());
    }
    return keys.isEmpty() ? Option.none() : Option.some(KeyRing.of(keys));
  }

  /** Goes through the entries. */
  private final class Verification implements LoggedRooms.Sink {
    private final VerificationOutput output;
    private final EngineConfig config;
    private final Map<RoomId, RejudgedRoom> rooms = new HashMap<>();
    private long events;
    private long disagreements;

    Verification(VerificationOutput output, Option<KeyRing> keys) {
      this.output = output;
      this.config = Engines.config().withKeys(keys);
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
