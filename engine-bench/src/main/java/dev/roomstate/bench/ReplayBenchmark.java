package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.RoomScript;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Applies a log of 20,000 judged events that are decoded already. The figure is of one event. */
@State(Scope.Benchmark)
public class ReplayBenchmark extends Timed {
  /** Whether every tenth event of the talk is a state event; all others are messages. */
  @Param({"false", "true"})
  public boolean withState;

  private final List<JudgedEvent> log = new ArrayList<>();
  private RoomScript script;

  /** Makes the log. */
  @Setup
  public void setUp() {
    script = ReceiveBenchmark.history("11", false, withState);
    LoadedRoom room = LoadedRoom.of(script, EngineConfig.withoutSignatures());
    room.engine().log().forEachFrom(LogPosition.FIRST, entry -> log.add(entry.event()));
  }

  /** Applies the log. */
  @Benchmark
  @OperationsPerInvocation(ReceiveBenchmark.EVENTS)
  public Room apply() {
    Room room = Room.empty(script.version(), 1);
    for (JudgedEvent entry : log) {
      room = room.apply(entry);
    }
    return room;
  }
}
