package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.crypto.Ed25519;
import dev.roomstate.resolution.StateResolutionReading;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;

/** How the command line sets the engine up. */
final class Engines {
  /** Most events of a room that may wait for others. */
  static final int MAX_PARKED_EVENTS = 1_000_000;

  /** Most bytes of them. */
  static final long MAX_PARKED_BYTES = 1L << 30;

  private Engines() {}

  /** Without keys and without check 6, until they are asked for. */
  static EngineConfig config() {
    return new EngineConfig(
        RoomVersions.STANDARD,
        Option.none(),
        Ed25519.best(),
        StateResolutionReading.NETWORK,
        false,
        MAX_PARKED_EVENTS,
        MAX_PARKED_BYTES);
  }
}
