package dev.roomstate;

import dev.roomstate.id.RoomId;
import dev.roomstate.receipt.Arrival;
import java.util.ArrayList;
import java.util.List;

/** One of many rooms of an engine, hand-written, in which each event follows the one before it. */
final class ChainRoom {
  private final RoomId id;
  private final RoomStateEngine engine;
  private String last = "$bob:b.org";
  private int next;

  /** A room that Alice has made and Bob has joined: five events. */
  ChainRoom(RoomStateEngine engine, String name) {
    this.engine = engine;
    this.id = new RoomId("!" + name + ":a.org");
    for (HandEvent event : HandRoom.beginning()) {
      engine.receive(event.received(id.value(), false, Arrival.IN_FULL)).get();
    }
  }

  RoomId id() {
    return id;
  }

  RoomWriter writer() {
    return engine.room(id).get();
  }

  /** The next message, which is to be received before others are made. */
  ReceivedPdu message() {
    String event = "$" + next++;
    ReceivedPdu made =
        HandRoom.byAlice(event).after(last).received(id.value(), false, Arrival.IN_FULL);
    last = event;
    return made;
  }

  /** The next messages. */
  List<ReceivedPdu> messages(int count) {
    List<ReceivedPdu> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(message());
    }
    return made;
  }
}
