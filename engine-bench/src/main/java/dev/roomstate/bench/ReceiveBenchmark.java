package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.RoomScript;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Receives a room of 20,000 events from bytes to the log in memory: 1,000 members join, then they
 * talk in events of 1 KB. The figure is of one event.
 */
@State(Scope.Benchmark)
public class ReceiveBenchmark extends Timed {
  static final int EVENTS = 20_000;
  static final int MEMBERS = 1_000;
  private static final int BODY_BYTES = 330;

  /** Whether signatures are checked. */
  @Param({"false", "true"})
  public boolean signed;

  /** Whether every tenth event of the talk is a state event; all others are messages. */
  @Param({"false", "true"})
  public boolean withState;

  /** The room version. */
  @Param({"11"})
  public String version;

  private EngineConfig config;
  private RoomScript script;

  /** The history that is received. */
  static RoomScript history(String version, boolean signed, boolean withState) {
    Begun begun = Rooms.joined(Samples.version(version), MEMBERS, signed, 1);
    int joined = begun.script().pdus().size();
    Rooms.talk(begun, EVENTS - joined, BODY_BYTES, MEMBERS, withState);
    return begun.script();
  }

  /** Makes the history. */
  @Setup
  public void setUp() {
    script = history(version, signed, withState);
    config =
        signed
            ? EngineConfig.withKeys(script.servers().keyRing())
            : EngineConfig.withoutSignatures();
  }

  /** Receives the events. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public LoadedRoom receive() {
    return LoadedRoom.of(script, config);
  }
}
