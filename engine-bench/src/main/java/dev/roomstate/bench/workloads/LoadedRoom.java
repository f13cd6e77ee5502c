package dev.roomstate.bench.workloads;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.Outcome;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.state.StateMap;
import java.util.List;

/** A history that an engine has received. */
public final class LoadedRoom {
  private final RoomStateEngine engine;
  private final RoomWriter writer;

  private LoadedRoom(RoomStateEngine engine, RoomWriter writer) {
    this.engine = engine;
    this.writer = writer;
  }

  /** A room without events. */
  public static LoadedRoom empty(RoomScript script, EngineConfig config) {
    RoomStateEngine engine = RoomStateEngine.inMemory(config);
    return new LoadedRoom(engine, engine.openRoom(script.roomId(), script.version()));
  }

  /** The room with all of the history, every event of which has to be accepted. */
  public static LoadedRoom of(RoomScript script, EngineConfig config) {
    LoadedRoom room = empty(script, config);
    room.acceptAll(script.pdus());
    return room;
  }

  /** Receives events that have to be accepted. */
  public void acceptAll(List<byte[]> pdus) {
    for (byte[] pdu : pdus) {
      Receipt receipt = receive(pdu).receipt();
      if (!(receipt instanceof Receipt.Judged judged)
          || judged.entry().outcome() != Outcome.ACCEPTED) {
        throw new IllegalStateException("not accepted: " + receipt);
      }
    }
  }

  /** Receives an event. */
  public Received receive(byte[] pdu) {
    return writer.receive(ReceivedPdu.of(pdu));
  }

  /** The engine. */
  public RoomStateEngine engine() {
    return engine;
  }

  /** The room's writer. */
  public RoomWriter writer() {
    return writer;
  }

  /** The room's graph. */
  public EventGraph graph() {
    return writer.room().graph();
  }

  /** The state after the event at the end of a branch. */
  public StateMap stateAfter(Branch branch) {
    EventId tip = branch.tips().get(0);
    return graph().get(tip).flatMap(GraphEvent::stateAfter).get();
  }
}
