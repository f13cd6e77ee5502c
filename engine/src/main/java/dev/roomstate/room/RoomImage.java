package dev.roomstate.room;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.EventGraphReader;
import dev.roomstate.graph.EventGraphWriter;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.state.StateMap;
import dev.roomstate.state.StateMapReader;
import dev.roomstate.state.StateMapWriter;
import dev.roomstate.version.RoomVersion;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * A room as bytes: all that its log has made of it but what is in the log as well, which is what
 * the rules read of its events. {@code docs/snapshot-format.md} has it byte by byte.
 */
public final class RoomImage {
  private RoomImage() {}

  /** Writes the room. */
  public static void write(Room room, BinaryWriter out) {
    EventGraphWriter graph = new EventGraphWriter(out);
    graph.write(room.graph());
    out.number(room.creates().size());
    room.creates()
        .forEach(
            (roomId, event) -> {
              out.text(roomId.value());
              out.id(event);
            });
    out.octet(room.currentState().isDefined() ? 1 : 0);
    room.currentState().forEach(kept -> currentState(kept, graph.states(), out));
    out.number(room.redactions().values().map(Vector::size).sum().longValue());
    room.redactions().values().forEach(claims -> claims.forEach(claim -> redaction(claim, out)));
  }

  private static void currentState(CurrentState kept, StateMapWriter states, BinaryWriter out) {
    states.write(kept.state());
    out.octet(kept.isFresh() ? 1 : 0);
    out.number(kept.debt());
  }

  private static void redaction(RedactionClaim claim, BinaryWriter out) {
    out.id(claim.redaction());
    out.id(claim.target());
    out.text(claim.senderServer().value());
    out.octet(claim.byPower() ? 1 : 0);
  }

  /**
   * Reads the room that bytes are.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   * @param lookup finds what the rules read of the events
   */
  public static Room read(RoomVersion version, BinaryReader in, long hashSeed, EventLookup lookup)
      throws MalformedBytes {
    EventGraphReader reader = new EventGraphReader(in, hashSeed);
    EventGraph graph = reader.read(lookup);
    Map<RoomId, EventId> creates = LinkedHashMap.empty();
    for (long left = in.number(); left > 0; left--) {
      creates = creates.put(in.roomId(), in.id());
    }
    Option<CurrentState> current =
        in.octet() == 1 ? Option.some(currentState(reader.states(), in)) : Option.none();
    reader.checkStates(graph);
    SortedMap<EventId, Vector<RedactionClaim>> redactions = TreeMap.empty();
    for (long left = in.number(); left > 0; left--) {
      RedactionClaim claim = new RedactionClaim(in.id(), in.id(), in.serverName(), in.octet() == 1);
      redactions =
          redactions.put(
              claim.target(), redactions.getOrElse(claim.target(), Vector.empty()).append(claim));
    }
    return new Room(version, graph, creates, current, redactions, RecentMerges.NONE);
  }

  private static CurrentState currentState(StateMapReader states, BinaryReader in)
      throws MalformedBytes {
    StateMap state = states.read();
    return new CurrentState(state, in.octet() == 1, in.number());
  }
}
