package dev.roomstate.cli;

import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.salvage.DamagedLog;
import dev.roomstate.log.salvage.SalvageMark;
import dev.roomstate.log.search.Finding;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
    try {
      return verify(output);
    } catch (LogFailure e) {
      output.failed(e, damages(e));
      throw e;
    }
  }

  private int verify(VerificationOutput output) throws CommandFailure {
    try (EventLog opened = log.openForReading(terminal)) {
      SalvageMark mark = log.mark();
      Map<RoomId, SalvageMark.Loss> losses = new LinkedHashMap<>();
      List<dev.roomstate.log.LoggedRoom> rooms = opened.rooms();
      mark.rooms()
          .forEach(
              (number, loss) -> {
                if (number < rooms.size()) {
                  losses.put(rooms.get(number).id(), loss);
                }
              });
      // Where none was recorded, the events were judged without.
      Option<KeysSoFar> keys = Option.when(!opened.keys().isEmpty(), KeysSoFar::new);
      Verification verification = new Verification(output, keys, mark.hasLosses(), losses);
      LoggedRooms.all(opened, log.name(), Option.none()).read(verification, terminal);
      output.end(
          new VerificationOutput.Result(
              verification.events,
              verification.rooms.size(),
              rejudge,
              rejudge && keys.isDefined(),
              verification.disagreements,
              verification.unjudged,
              losses,
              opened.snapshots().defects()));
      return verification.disagreements == 0 ? ExitCode.FINE : ExitCode.TROUBLE;
    }
  }

  /** All that is wrong with the files of a log that cannot be read. */
  private List<Finding> damages(LogFailure failure) throws CommandFailure {
    if (failure.kind() != LogFailure.Kind.DAMAGED) {
      return List.of();
    }
    DamagedLog files = log.files();
    try (Progress progress = Progress.ofBytes("checking", 2 * files.bytes(), terminal)) {
      return files.check((done, total) -> progress.to(done)).findings();
    }
  }

  /** Goes through the entries. */
  private final class Verification implements LoggedRooms.Sink {
    private final VerificationOutput output;
    private final Option<KeysSoFar> keys;
    private final boolean isSalvaged;
    private final Map<RoomId, SalvageMark.Loss> losses;
    private final Map<RoomId, RejudgedRoom> rooms = new HashMap<>();
    private long events;
    private long disagreements;
    private long unjudged;

    Verification(
        VerificationOutput output,
        Option<KeysSoFar> keys,
        boolean isSalvaged,
        Map<RoomId, SalvageMark.Loss> losses) {
      this.output = output;
      this.isSalvaged = isSalvaged;
      this.losses = losses;
      this.keys = keys;
    }

    @Override
    public void recorded(RecordedKey key) {
      keys.forEach(known -> known.add(key));
    }

    @Override
    public void applied(LogEntry entry, GraphEvent placed, LoggedRoom room) {
      events++;
      RejudgedRoom again = rooms.computeIfAbsent(room.id(), absent -> new RejudgedRoom(room, keys));
      if (rejudge) {
        for (RejudgedRoom.Disagreement found : again.judge(entry, placed)) {
          if (isForLoss(found)) {
            unjudged++;
            output.unjudged(found);
            again.follow();
          } else {
            disagreements++;
            output.disagreement(found, room.version());
          }
        }
      }
    }

    /** Whether what the event was judged by may be among what is lost. */
    private boolean isForLoss(RejudgedRoom.Disagreement found) {
      SalvageMark.Loss loss = losses.get(found.entry().roomId());
      boolean isKeyLost = isSalvaged && found.judged().outcome() == EventOutcome.DROPPED;
      return isKeyLost || (loss != null && found.entry().position().sequence() >= loss.from());
    }
  }
}
