package dev.roomstate;

import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonString;
import dev.roomstate.receipt.LocalEvents;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RedactionFlag;
import dev.roomstate.version.RoomVersion;
import java.util.List;

/** A room of local events, hashed and signed, with time that passes by one second an event. */
public final class TestRoom {
  private final RoomStateEngine engine;
  private final RoomVersion version;
  private final TestServer server;
  private final RoomId id;
  private final Received made;
  private long time = 1_700_000_000_000L;

  /** Makes a room of this version on an engine, by Alice of this server, who does not join yet. */
  public TestRoom(RoomStateEngine engine, RoomVersion version, TestServer server, String name) {
    this.engine = engine;
    this.version = version;
    this.server = server;
    boolean namesRoom = version.rules().has(FormatFlag.ROOM_ID_ON_CREATE);
    RoomId chosen = new RoomId("!" + name + ":" + server.name());
    String content =
        "{\"room_version\":\""
            + version.id()
            + "\",\"creator\":\""
            + alice()
            + "\",\"name\":\""
            + name
            + "\"}";
    EventTemplate template =
        namesRoom
            ? EventTemplate.state(chosen, StateKey.CREATE, alice(), time, TestServer.json(content))
            : EventTemplate.create(alice(), time, TestServer.json(content));
    byte[] create =
        server
            .builder(version.rules())
            .build(template, List.of(), List.of(), 1, event -> "create-" + name);
    this.made = engine.receive(ReceivedPdu.of(create)).get();
    this.id = namesRoom ? chosen : judged(made).entry().pdu().facts().roomId();
  }

  /** A room with Alice in it, her power levels, and open to all. */
  public static TestRoom open(
      RoomStateEngine engine, RoomVersion version, TestServer server, String name) {
    TestRoom room = new TestRoom(engine, version, server, name);
    UserId alice = room.alice();
    room.accept(server, room.member(alice, alice, "join"));
    boolean privileged = version.rules().has(AuthFlag.PRIVILEGED_CREATORS);
    String levels = privileged ? "{}" : "{\"users\":{\"" + alice + "\":100}}";
    room.accept(server, room.state(StateKey.POWER_LEVELS, alice, levels));
    room.accept(server, room.state(StateKey.JOIN_RULES, alice, "{\"join_rule\":\"public\"}"));
    return room;
  }

  /** Who made the room. */
  public UserId alice() {
    return server.user("alice");
  }

  /** The room's id. */
  public RoomId id() {
    return id;
  }

  /** What became of the create event. */
  public Received made() {
    return made;
  }

  /** The room's version. */
  public RoomVersion version() {
    return version;
  }

  /** The room's engine. */
  public RoomStateEngine engine() {
    return engine;
  }

  /** The room's writer. */
  public RoomWriter writer() {
    return engine.room(id).get();
  }

  /** The current state. */
  public StateView current() {
    return engine.currentState(id).get();
  }

  /** A state event. */
  public EventTemplate state(StateKey key, UserId sender, String content) {
    return EventTemplate.state(id, key, sender, time += 1_000, TestServer.json(content));
  }

  /** A membership. */
  public EventTemplate member(UserId sender, UserId target, String membership) {
    return state(StateKey.member(target), sender, "{\"membership\":\"" + membership + "\"}");
  }

  /** A message. */
  public EventTemplate message(UserId sender, String body) {
    return EventTemplate.message(
        id,
        "m.room.message",
        sender,
        time += 1_000,
        TestServer.json("{\"body\":\"" + body + "\"}"));
  }

  /** A redaction of an event, as the version writes it. */
  public EventTemplate redaction(UserId sender, EventId target) {
    boolean inContent = version.rules().has(RedactionFlag.REDACTS_IN_CONTENT);
    String content = inContent ? "{\"redacts\":\"" + target + "\"}" : "{}";
    EventTemplate template =
        EventTemplate.message(
            id, EventTypes.REDACTION, sender, time += 1_000, TestServer.json(content));
    return inContent ? template : template.with("redacts", JsonString.of(target.value()));
  }

  /** Sends as a server does. */
  public Received send(TestServer by, EventTemplate template) {
    return writer().send(template, by.builder(version.rules()));
  }

  /** The bytes of an event on the room as it is, which the room does not get yet. */
  public byte[] build(TestServer by, EventTemplate template) {
    Room now = writer().room();
    String opaqueId = "opaque" + template.originServerTs();
    return LocalEvents.build(
        template,
        now,
        writer().reducer().currentState(now),
        by.builder(version.rules()),
        new LocalEvents.Surroundings() {
          @Override
          public byte[] referenceHash(EventId id) {
            return new byte[0];
          }

          @Override
          public String opaqueId() {
            return opaqueId;
          }
        });
  }

  /** Sends what must be accepted, and says which event it became. */
  public EventId accept(TestServer by, EventTemplate template) {
    Receipt.Judged judged = judged(send(by, template));
    if (judged.entry().outcome() != Outcome.ACCEPTED) {
      throw new AssertionError(template.type() + ": " + judged.entry().rejection());
    }
    return judged.entry().pdu().id();
  }

  /** The receipt of an event that must have been judged. */
  public static Receipt.Judged judged(Received received) {
    if (received.receipt() instanceof Receipt.Judged judged) {
      return judged;
    }
    throw new AssertionError(received.receipt());
  }
}
