package dev.roomstate;

import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.Room;
import dev.roomstate.version.EventReferenceFormat;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;

/** A room of hand-written events, in an engine of its own that checks no signatures. */
public final class HandRoom {
  /** Who made the room. */
  public static final String ALICE = "@alice:a.org";

  /** A member without power, of another server. */
  public static final String BOB = "@bob:b.org";

  /** The room's id, as all its events have it. */
  public static final String ID = "!room:a.org";

  private final RoomVersion version;
  private final RoomStateEngine engine;
  private final RoomWriter writer;

  private HandRoom(RoomVersion version, RoomStateEngine engine) {
    this.version = version;
    this.engine = engine;
    this.writer = engine.openRoom(new RoomId(ID), version);
  }

  /** A room without events. */
  public static HandRoom empty(String version, EngineConfig config, EventLog log) {
    return new HandRoom(version(version), RoomStateEngine.open(config, log));
  }

  /** A room that Alice has made and Bob has joined: its last event is {@code $bob}. */
  public static HandRoom made(String version, EngineConfig config) {
    return made(version, config, new InMemoryEventLog());
  }

  /** A room that Alice has made and Bob has joined: its last event is {@code $bob}. */
  public static HandRoom made(String version, EngineConfig config, EventLog log) {
    HandRoom room = empty(version, config, log);
    for (HandEvent event : beginning(version)) {
      room.accept(event);
    }
    return room;
  }

  /** As {@link #made(String, EngineConfig)}, with all checks but that of signatures. */
  public static HandRoom made(String version) {
    return made(version, EngineConfig.withoutSignatures());
  }

  /** The first five events of a room of room version 11. */
  public static List<HandEvent> beginning() {
    return beginning("11");
  }

  /** The first five events of a room of this version. */
  public static List<HandEvent> beginning(String version) {
    String created = "{\"creator\":\"" + ALICE + "\",\"room_version\":\"" + version + "\"}";
    return List.of(
        HandEvent.state("$create:a.org", "m.room.create", "", ALICE, created).at(1),
        HandEvent.member("$alice:a.org", ALICE, "join")
            .auth("$create:a.org")
            .after("$create:a.org")
            .at(2),
        HandEvent.state(
                "$levels:a.org",
                "m.room.power_levels",
                "",
                ALICE,
                "{\"users\":{\"" + ALICE + "\":100}}")
            .auth("$create:a.org", "$alice:a.org")
            .after("$alice:a.org")
            .at(3),
        HandEvent.state(
                "$rules:a.org", "m.room.join_rules", "", ALICE, "{\"join_rule\":\"public\"}")
            .auth("$create:a.org", "$alice:a.org", "$levels:a.org")
            .after("$levels:a.org")
            .at(4),
        HandEvent.member("$bob:b.org", BOB, "join")
            .auth("$create:a.org", "$levels:a.org", "$rules:a.org")
            .after("$rules:a.org")
            .at(5));
  }

  /** The standard version of this number. */
  public static RoomVersion version(String id) {
    return RoomVersions.STANDARD.get(id).get();
  }

  /** A message of Alice's that cites what it must. */
  public static HandEvent byAlice(String id) {
    return HandEvent.message(id, ALICE).auth("$create:a.org", "$levels:a.org", "$alice:a.org");
  }

  /** A message of Bob's that cites what it must. */
  public static HandEvent byBob(String id) {
    return HandEvent.message(id, BOB).auth("$create:a.org", "$levels:a.org", "$bob:b.org");
  }

  /** A state event of Alice's, of a type that no rule knows. */
  public static HandEvent topic(String id, String key) {
    return HandEvent.state(id, "topic", key, ALICE, "{}")
        .auth("$create:a.org", "$levels:a.org", "$alice:a.org");
  }

  /** Receives an event with its history. */
  public Received receive(HandEvent event) {
    return receive(event, Arrival.IN_FULL);
  }

  /** Receives an event. */
  public Received receive(HandEvent event, Arrival arrival) {
    return writer.receive(received(event, arrival));
  }

  /** The event as an engine takes it. */
  public ReceivedPdu received(HandEvent event, Arrival arrival) {
    boolean pairs = version.rules().references() == EventReferenceFormat.ID_AND_HASHES;
    return event.received(ID, pairs, arrival);
  }

  /** Receives an event that must be accepted. */
  public Received accept(HandEvent event) {
    Received received = receive(event);
    if (!(received.receipt() instanceof Receipt.Judged judged)
        || judged.entry().outcome() != Outcome.ACCEPTED) {
      throw new AssertionError(event.id() + ": " + received.receipt());
    }
    return received;
  }

  /** The outcome of an event that must be judged at once. */
  public Outcome judge(HandEvent event) {
    return ((Receipt.Judged) receive(event).receipt()).entry().outcome();
  }

  /** The outcome of an event that is in the room. */
  public Outcome outcome(String id) {
    return room().graph().get(new EventId(id)).get().outcome();
  }

  /** The room as it is now. */
  public Room room() {
    return writer.room();
  }

  /** Its writer. */
  public RoomWriter writer() {
    return writer;
  }

  /** Its engine. */
  public RoomStateEngine engine() {
    return engine;
  }
}
