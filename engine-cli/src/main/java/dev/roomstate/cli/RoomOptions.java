package dev.roomstate.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The room file that a command reads, and how. */
final class RoomOptions {
  @Parameters(
      index = "0",
      paramLabel = "ROOM",
      description =
          "The room's events: one a line, as `{\"pdu\": …}` or bare, or a JSON array of them;"
              + " may be compressed by gzip; `-` is standard input.")
  private String room;

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
      description = "Check each event against the current state of the room too.")
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

  String room() {
    return room;
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
    return softFail;
  }

  Palette palette(Terminal terminal) {
    return new Palette(Palette.isColored(color, terminal));
  }
}
