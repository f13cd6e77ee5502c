package dev.roomstate.bench.adversarial;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.RoomScript;
import java.util.List;

/**
 * A hostile history, ready to be received.
 *
 * @param script the room
 * @param config how the engine is set up
 * @param before events that make the room and are not measured
 * @param measured events whose receipt is measured, one by one
 * @param accepted whether every measured event has to be judged accepted
 */
record Attack(
    RoomScript script,
    EngineConfig config,
    List<byte[]> before,
    List<byte[]> measured,
    boolean accepted) {

  /** The attack of everything in the script from this event on. */
  static Attack from(RoomScript script, int first, EngineConfig config) {
    List<byte[]> all = script.pdus();
    return new Attack(
        script,
        config,
        List.copyOf(all.subList(0, first)),
        List.copyOf(all.subList(first, all.size())),
        true);
  }

  /** This attack, some of whose events are not accepted. */
  Attack notAllAccepted() {
    return new Attack(script, config, before, measured, false);
  }
}
