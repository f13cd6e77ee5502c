package dev.roomstate.bench;

import dev.roomstate.EngineConfig;
import dev.roomstate.bench.workloads.Branch;
import dev.roomstate.bench.workloads.LoadedRoom;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.event.EventVerifier;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.VerifiedPdu;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Checks 4 and 5 of one event in a room of 1,000 members whose power levels list 200 users. */
@State(Scope.Benchmark)
public class AuthRulesBenchmark extends Timed {
  private static final int MEMBERS = 1_000;
  private static final int LISTED_USERS = 200;

  /** Events that the rules read differently. */
  public enum Kind {
    /** A message. */
    MESSAGE,
    /** A member changes its profile. */
    JOIN,
    /** A moderator kicks a member. */
    KICK,
    /** The power levels change. */
    POWER_LEVELS
  }

  /** Which event. */
  @Param public Kind kind;

  /** The room version. */
  @Param({"11"})
  public String version;

  private RoomReducer reducer;
  private Room room;
  private StateMap state;
  private VerifiedPdu event;

  /** Makes the room and the event. */
  @Setup
  public void setUp() {
    Begun begun = Rooms.joined(Samples.version(version), MEMBERS, false, 1);
    begun.main().powerLevels(Rooms.MODERATORS, LISTED_USERS, 1);
    LoadedRoom loaded = LoadedRoom.of(begun.script(), EngineConfig.withoutSignatures());
    reducer = loaded.writer().reducer();
    room = loaded.writer().room();
    state = loaded.stateAfter(begun.main());
    EventVerifier verifier = EventVerifier.withoutSignatures(begun.script().servers().ed25519());
    event = verifier.verify(send(begun.main()), begun.script().version().rules()).get();
  }

  private Pdu send(Branch branch) {
    return switch (kind) {
      case MESSAGE -> branch.message(7, 300);
      case JOIN -> branch.join(7, "Again");
      case KICK -> branch.member(1, 500, "leave");
      case POWER_LEVELS -> branch.powerLevels(Rooms.MODERATORS, LISTED_USERS, 2);
    };
  }

  /** Check 4. */
  @Benchmark
  public boolean byAuthEvents() {
    return reducer.checks().byAuthEvents(event, room).isAllowed();
  }

  /** Check 5. */
  @Benchmark
  public boolean byState() {
    return reducer.checks().byState(event, room, state).isAllowed();
  }
}
