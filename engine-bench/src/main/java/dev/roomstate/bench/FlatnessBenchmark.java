package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.RoomScript;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.TwoSided;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.EventVerifier;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.resolution.StateResolver;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Cost follows the change, not the room: the same work in rooms of different size. Members who
 * write and change are the same hundred in each.
 *
 * <p>Events are judged in runs, each run on from the same room. A run's first event goes on from a
 * version of the room that is not the newest any more and so copies its tables, which no engine
 * does in a line of events; runs are long to make that small.
 */
@State(Scope.Benchmark)
public class FlatnessBenchmark extends Timed {
  private static final int RUN = 20_000;
  private static final int ACTIVE = 90;
  private static final int BODY_BYTES = 330;

  /** How many members the room has. */
  @Param({"100", "1000", "10000", "50000"})
  public int members;

  /** The room version. */
  @Param({"11"})
  public String version;

  private RoomReducer reducer;
  private Room room;
  private List<VerifiedPdu> messages;
  private List<VerifiedPdu> memberships;
  private EventGraph graph;
  private StateResolver resolver;
  private List<StateMap> fork;

  /** Makes the rooms and the events. */
  @Setup
  public void setUp() {
    EngineConfig config = EngineConfig.withoutSignatures();
    Rooms.Begun begun = Rooms.joined(Samples.version(version), members, false, 1);
    LoadedRoom loaded = LoadedRoom.of(begun.script(), config);
    reducer = loaded.writer().reducer();
    room = loaded.writer().room();
    messages = run(begun.script(), begun.main().fork(), false);
    memberships = run(begun.script(), begun.main().fork(), true);

    TwoSided sides = Rooms.twoSided(Samples.version(version), members, 10, false, 1);
    LoadedRoom forked = LoadedRoom.of(sides.script(), config);
    graph = forked.graph();
    resolver = forked.writer().reducer().resolver();
    fork = List.of(forked.stateAfter(sides.left()), forked.stateAfter(sides.right()));
  }

  private static List<VerifiedPdu> run(RoomScript script, Branch branch, boolean memberships) {
    int from = script.pdus().size();
    for (int i = 0; i < RUN; i++) {
      int user = 1 + i % ACTIVE;
      if (memberships) {
        branch.join(user, "Again " + i);
      } else {
        branch.message(user, BODY_BYTES);
      }
    }
    EventVerifier verifier = EventVerifier.withoutSignatures(script.servers().ed25519());
    List<VerifiedPdu> events = new ArrayList<>();
    for (byte[] pdu : script.pdus().subList(from, from + RUN)) {
      events.add(
          verifier
              .verify(
                  EventFormat.parse(pdu, script.version().rules()).get(), script.version().rules())
              .get());
    }
    return events;
  }

  private Room judge(List<VerifiedPdu> events) {
    Room judged = room;
    for (VerifiedPdu event : events) {
      judged = reducer.judge(event, Arrival.IN_FULL, judged).room();
    }
    return judged;
  }

  /** Checks 4 to 6 of a message, and the room after it. */
  @Benchmark
  @OperationsPerInvocation(RUN)
  public Room judgeMessage() {
    return judge(messages);
  }

  /** Checks 4 to 6 of a membership, and the room after it. */
  @Benchmark
  @OperationsPerInvocation(RUN)
  public Room judgeMembership() {
    return judge(memberships);
  }

  /** The resolution of two states with ten conflicts. */
  @Benchmark
  public StateMap resolveFork() {
    return resolver.resolve(graph, fork);
  }
}
