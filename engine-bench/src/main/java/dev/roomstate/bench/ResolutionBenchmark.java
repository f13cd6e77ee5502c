package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.TwoSided;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.resolution.StateResolver;
import dev.roomstate.state.StateMap;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Resolves the two states of a fork. */
@State(Scope.Benchmark)
public class ResolutionBenchmark extends Timed {
  /** The room version. */
  @Param({"6", "10", "12"})
  public String version;

  /** Members, and conflicts on each side. */
  @Param({"100x10", "1000x10", "10000x10", "50000x10", "10000x1000"})
  public String shape;

  private EventGraph graph;
  private StateResolver resolver;
  private List<StateMap> states;

  /** Makes the room and its fork. */
  @Setup
  public void setUp() {
    String[] sizes = shape.split("x", 2);
    int members = Integer.parseInt(sizes[0]);
    int conflicts = Integer.parseInt(sizes[1]);
    TwoSided room = Rooms.twoSided(Samples.version(version), members, conflicts, false, 1);
    LoadedRoom loaded =
        LoadedRoom.of(room.script(), EngineConfig.withoutSignatures().withSoftFailure(false));
    graph = loaded.graph();
    resolver = loaded.writer().reducer().resolver();
    states = List.of(loaded.stateAfter(room.left()), loaded.stateAfter(room.right()));
  }

  /** Resolves. */
  @Benchmark
  public StateMap resolve() {
    return resolver.resolve(graph, states);
  }
}
