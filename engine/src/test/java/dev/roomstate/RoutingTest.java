package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.RoomStateEngine.Unroutable;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room an event goes to, and which events open one. */
class RoutingTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer EVE = TestServer.named("eve.org");

  private final InMemoryEventLog log = new InMemoryEventLog();
  private final EngineConfig config = EngineConfig.withKeys(TestServer.keys(HOME, EVE));
  private final RoomStateEngine engine = RoomStateEngine.open(config, log);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"room_id\":1}",
        "{\"room_id\":\"room\"}",
        "{\"type\":\"m.room.create\"}",
        "{\"type\":\"m.room.create\",\"content\":{\"room_version\":\"12\"}}"
      })
  void whatIsNoEventOfAnyRoomIsUnroutable(String text) {
    assertEquals(Unroutable.NO_ROOM, engine.receive(ReceivedPdu.of(utf8(text))).getLeft());
    assertEquals(List.of(), engine.rooms());
  }

  @Test
  void createEventOfAnUnknownVersionIsUnroutable() {
    byte[] event = utf8("{\"type\":\"m.room.create\",\"content\":{\"room_version\":\"nobody's\"}}");
    assertEquals(Unroutable.UNKNOWN_VERSION, engine.receive(ReceivedPdu.of(event)).getLeft());
    assertEquals(List.of(), engine.rooms());
  }

  @Test
  void eventOfARoomThatIsNotOpenIsUnroutable() {
    byte[] event = utf8("{\"room_id\":\"!absent:home.org\"}");
    assertEquals(Unroutable.UNKNOWN_ROOM, engine.receive(ReceivedPdu.of(event)).getLeft());
    assertTrue(engine.currentState(new RoomId("!absent:home.org")).isEmpty());
  }

  private static byte[] create(TestServer by, UserId sender, String room, RoomVersion version) {
    String content = "{\"creator\":\"" + sender + "\",\"room_version\":\"" + version.id() + "\"}";
    EventTemplate template =
        EventTemplate.state(new RoomId(room), StateKey.CREATE, sender, 1, TestServer.json(content));
    return by.builder(version.rules()).build(template, List.of(), List.of(), 1, event -> "c");
  }

  @Test
  void forgedCreateEventOpensNoRoom() {
    byte[] forged = create(EVE, HOME.user("alice"), "!room:home.org", HandRoom.version("1"));
    Received received = engine.receive(ReceivedPdu.of(forged)).get();
    assertInstanceOf(Receipt.Dropped.class, received.receipt());
    assertEquals(List.of(), engine.rooms());
    assertEquals(0, log.end().sequence());
  }

  @Test
  void createEventOfAForeignServerCannotTakeARoomsVersion() {
    byte[] rejected = create(EVE, EVE.user("eve"), "!room:home.org", HandRoom.version("10"));
    Receipt.Judged judged = TestRoom.judged(engine.receive(ReceivedPdu.of(rejected)).get());
    assertEquals(Outcome.REJECTED, judged.entry().outcome());
    assertEquals(AuthRule.CREATE_ROOM_ID_DOMAIN, judged.entry().rejection().get().rule());
    TestRoom room = TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    assertEquals("11", room.writer().room().version().id());
    assertEquals(4, room.current().size());
    RoomStateEngine reopened = RoomStateEngine.open(config, log);
    assertEquals("11", reopened.room(room.id()).get().room().version().id());
    assertEquals(room.current(), reopened.currentState(room.id()).get());
  }

  @Test
  void secondCreateEventOfARoomIsRejectedInIt() {
    TestRoom room = TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    byte[] second = create(HOME, HOME.user("bob"), "!room:home.org", HandRoom.version("11"));
    Receipt.Judged judged = TestRoom.judged(engine.receive(ReceivedPdu.of(second)).get());
    assertEquals(AuthRule.CREATE_NOT_FIRST, judged.entry().rejection().get().rule());
    assertEquals(4, room.current().size());
  }

  @Test
  void eventThatCameBeforeItsCreateEventDoesNotChangeTheVersionWhenReopened() {
    TestRoom home = TestRoom.open(engine, HandRoom.version("11"), HOME, "room");
    RoomStateEngine other = RoomStateEngine.open(config, new InMemoryEventLog());
    RoomWriter writer = other.openRoom(home.id(), home.version());
    EventTemplate stray =
        EventTemplate.message(home.id(), "x", home.alice(), 1, TestServer.json("{}"));
    byte[] bytes =
        HOME.builder(home.version().rules()).build(stray, List.of(), List.of(), 1, event -> "s");
    assertEquals(
        AuthRule.AUTH_EVENTS_NO_CREATE,
        TestRoom.judged(writer.receive(ReceivedPdu.of(bytes))).entry().rejection().get().rule());
    log.forEachFrom(
        LogPosition.FIRST,
        entry -> writer.receive(ReceivedPdu.of(entry.event().pdu().canonical().bytes())));
    RoomStateEngine reopened = RoomStateEngine.open(config, other.log());
    assertEquals("11", reopened.room(home.id()).get().room().version().id());
    assertEquals(other.currentState(home.id()), reopened.currentState(home.id()));
    assertEquals(5, reopened.room(home.id()).get().room().graph().size());
  }

  @Test
  void roomThatHasNoCreateEventYetKeepsTheVersionThatItIsOpenedWith() {
    HandRoom room = HandRoom.empty("11", EngineConfig.withoutSignatures(), log);
    room.receive(HandEvent.message("$stray", HandRoom.ALICE));
    RoomStateEngine reopened = RoomStateEngine.open(EngineConfig.withoutSignatures(), log);
    RoomWriter writer = reopened.openRoom(new RoomId(HandRoom.ID), HandRoom.version("11"));
    assertEquals("11", writer.room().version().id());
    assertEquals(1, writer.room().graph().size());
  }

  @Test
  void openRoomStaysAsItIs() {
    RoomWriter writer = engine.openRoom(new RoomId("!a:b"), HandRoom.version("11"));
    assertEquals(writer, engine.openRoom(new RoomId("!a:b"), HandRoom.version("1")));
    assertEquals(List.of(new RoomId("!a:b")), engine.rooms());
  }

  @Test
  void roomDropsACreateEventOfAnotherVersionAndEventsOfOtherRooms() {
    RoomWriter writer = engine.openRoom(new RoomId("!r:home.org"), HandRoom.version("11"));
    UserId alice = HOME.user("alice");
    for (String[] other : new String[][] {{"!r:home.org", "10"}, {"!s:home.org", "11"}}) {
      byte[] create = create(HOME, alice, other[0], HandRoom.version(other[1]));
      assertTrue(writer.receive(ReceivedPdu.of(create)).receipt() instanceof Receipt.Dropped);
    }
    assertEquals(0, writer.room().graph().size());
    byte[] create = create(HOME, alice, "!r:home.org", HandRoom.version("11"));
    assertEquals(
        Outcome.ACCEPTED,
        TestRoom.judged(writer.receive(ReceivedPdu.of(create))).entry().outcome());
  }

  @Test
  void unlistedRoomTakesWhateverItIsHanded() {
    RoomWriter writer = engine.openUnlistedRoom(HandRoom.version("11"));
    byte[] create = create(HOME, HOME.user("alice"), "!r:home.org", HandRoom.version("11"));
    assertEquals(
        Outcome.ACCEPTED,
        TestRoom.judged(writer.receive(ReceivedPdu.of(create))).entry().outcome());
    assertEquals(List.of(), engine.rooms());
  }
}
