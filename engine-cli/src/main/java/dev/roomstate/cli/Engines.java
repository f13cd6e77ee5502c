package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.MemoryLimits;

/** How the command line sets the engine up. */
final class Engines {
  /** Most events of a room that may wait for others. */
  static final int PARKED_EVENTS_MAX = 1_000_000;

  /** Most bytes of them. */
  static final long PARKED_BYTES_MAX = 1L << 30;

  private Engines() {}

  /** Without keys and without check 6, until they are asked for. */
  static EngineConfig config() {
    return EngineConfig.withoutSignatures()
        .withSoftFailure(false)
        .withMemory(MemoryLimits.STANDARD.withParked(PARKED_EVENTS_MAX, PARKED_BYTES_MAX));
  }
}
