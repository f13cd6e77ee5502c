package dev.roomstate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The room file or the log that a command reads, and how. */
final class RoomOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ROOM",
      description =
          "The room's events: one a line, as `{\"pdu\": …}` or bare, or a JSON array of them;"
              + " may be compressed by gzip; `-` is standard input.")
  private String room;

  @Mixin private LogOptions log;

  @Option(
      names = "--room",
      paramLabel = "ID",
      description = "The room of the log; may be left out where the log has only one.")
  private String roomId;

  @Option(
      names = "--room-version",
      paramLabel = "VERSION",
      description = "The room version; otherwise the create event tells, which must come first.")
  private String roomVersion;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The servers' keys, as JSON; without them signatures are not checked.")
  private String keys;

  @Option(
      names = "--trust-ids",
      description = "Believe the `event_id` beside an event, and check no hash.")
  private boolean trustIds;

  @Option(
      names = "--soft-fail",
      description =
          "Check each event against the current state of the room too; with --log that is always"
              + " done.")
  private boolean softFail;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto (on a terminal, unless NO_COLOR is set), always, or never.")
  private Palette.When color;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The room file, or null where none is given. */
  String room() {
    return room;
  }

  LogOptions log() {
    return log;
  }

  io.vavr.control.Option<String> roomId() {
    return io.vavr.control.Option.of(roomId);
  }

  io.vavr.control.Option<String> roomVersion() {
    return io.vavr.control.Option.of(roomVersion);
  }

  io.vavr.control.Option<String> keys() {
    return io.vavr.control.Option.of(keys);
  }

  boolean trustIds() {
    return trustIds;
  }

  boolean softFail() {
    return softFail || log.isGiven();
  }

  Palette palette(Terminal terminal) {
    return new Palette(Palette.isColored(color, terminal));
  }

  /** A fault of who has typed the command. */
  ParameterException misused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  /**
   * The operand behind the room file, which is the only one where a log is read.
   *
   * @param label what the operand is called
   * @param second what stands behind the first operand, or null
   */
  String operand(String label, String second) {
    String found = log.isGiven() ? room : second;
    if (log.isGiven() && second != null) {
      throw misused("with `--log` no room file is read: `" + second + "` is one operand too many");
    }
    if (found == null) {
      String file = room == null && !log.isGiven() ? "s: 'ROOM', '" : ": '";
      throw misused("missing required parameter" + file + label + "'");
    }
    checkSource(log.isGiven());
    return found;
  }

  /** Refuses options that mean nothing for what is read, and that nothing is read. */
  void checkSource(boolean isLog) {
    if (!isLog && room == null) {
      throw misused("missing required parameter: 'ROOM'");
    }
    if (!isLog && roomId != null) {
      throw misused("`--room` chooses a room of a log, and a room file is read");
    }
    Map<String, Boolean> judging = new LinkedHashMap<>();
    judging.put("--room-version", roomVersion != null);
    judging.put("--keys", keys != null);
    judging.put("--trust-ids", trustIds);
    judging.forEach(
        (option, given) -> {
          if (isLog && given) {
            throw misused("`" + option + "` is for judging, and a log is read without");
          }
        });
  }
}
