package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.RoomScript;
import dev.roomstate.bench.workloads.Rooms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The state after each event of a room of 10,000 events in whose history 500 forks open and are
 * merged, from bytes, without signatures. The figure is of one event.
 */
@State(Scope.Benchmark)
public class ForkBenchmark extends Timed {
  private static final int EVENTS = 10_000;
  private static final int FORKS = 500;

  /** The room version. */
  @Param({"11", "12"})
  public String version;

  /** How many members it has. */
  @Param({"100", "1000"})
  public int members;

  /** Whether events are checked against the current state too. */
  @Param({"true"})
  public boolean softFailure;

  private RoomScript script;
  private EngineConfig config;

  /** Makes the history. */
  @Setup
  public void setUp() {
    script = Rooms.forked(Samples.version(version), members, EVENTS, FORKS, false, 1).script();
    while (script.pdus().size() > EVENTS) {
      script.pdus().remove(script.pdus().size() - 1);
    }
    config = EngineConfig.withoutSignatures().withSoftFailure(softFailure);
  }

  /** Receives the events. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public LoadedRoom receive() {
    return LoadedRoom.of(script, config);
  }
}
