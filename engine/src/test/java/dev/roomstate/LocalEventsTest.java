package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.content.Membership;
import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventTemplate;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Local events, in all room versions: they are made, and then received like any other. */
class LocalEventsTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer AWAY = TestServer.named("away.org:8448");

  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  private static RoomStateEngine engine() {
    return RoomStateEngine.inMemory(EngineConfig.withKeys(TestServer.keys(HOME, AWAY)));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void roomIsMadeJoinedAndTalkedIn(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    UserId bob = AWAY.user("bob");
    room.accept(AWAY, room.member(bob, bob, "join"));
    EventId message = room.accept(AWAY, room.message(bob, "hello"));
    assertEquals(Membership.JOIN, room.current().membership(bob));
    assertEquals(5, room.current().size());
    JudgedEvent entry = room.engine().entry(room.id(), message).get().event();
    assertEquals(HashStatus.OK, entry.hash());
    assertEquals(List.of(message), room.writer().room().forwardExtremities().toJavaList());
    boolean citesCreate = version.rules().has(AuthFlag.CREATE_IN_AUTH_EVENTS);
    assertEquals(citesCreate ? 3 : 2, entry.pdu().authEvents().size());
    assertEquals(6, entry.pdu().facts().depth());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventThatTheRulesRefuseIsRejectedLikeARemoteOne(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    UserId eve = AWAY.user("eve");
    Receipt.Judged judged = TestRoom.judged(room.send(AWAY, room.message(eve, "let me in")));
    assertEquals(Outcome.REJECTED, judged.entry().outcome());
    assertEquals(AuthRule.SENDER_NOT_JOINED, judged.entry().rejection().get().rule());
    assertTrue(room.engine().entry(room.id(), judged.entry().pdu().id()).isDefined());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventThatItsServerDidNotSignIsDropped(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    Receipt receipt = room.send(AWAY, room.message(room.alice(), "forged")).receipt();
    Receipt.Dropped dropped = assertInstanceOf(Receipt.Dropped.class, receipt);
    assertInstanceOf(EventDefect.NotSigned.class, dropped.defect());
    assertEquals(4, room.writer().room().graph().size());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void roomIdIsTheCreateEventsWhereTheVersionSaysSo(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    EventId create = room.current().get(StateKey.CREATE).get();
    boolean chosen = version.rules().has(FormatFlag.ROOM_ID_ON_CREATE);
    assertEquals(chosen ? "!room:home.org" : "!" + create.value().substring(1), room.id().value());
    assertEquals(Outcome.ACCEPTED, TestRoom.judged(room.made()).entry().outcome());
    assertEquals(List.of(room.id()), room.engine().rooms());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void forkIsMergedByTheNextLocalEvent(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    byte[] first = fork(room, "first");
    byte[] second = fork(room, "second");
    room.engine().receive(ReceivedPdu.of(first)).get();
    room.engine().receive(ReceivedPdu.of(second)).get();
    assertEquals(2, room.writer().room().forwardExtremities().size());
    EventId merge = room.accept(HOME, room.message(room.alice(), "merged"));
    JudgedEvent entry = room.engine().entry(room.id(), merge).get().event();
    assertEquals(2, entry.pdu().prevEvents().size());
    assertEquals(List.of(merge), room.writer().room().forwardExtremities().toJavaList());
    assertEquals(6, room.current().size());
  }

  /** A state event on the room as it is, that the room does not get yet. */
  private static byte[] fork(TestRoom room, String key) {
    return room.build(HOME, room.state(new StateKey("topic", key), room.alice(), "{}"));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventAfterMoreTipsThanItMayNameNamesTheNewest(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    byte[][] forks = new byte[25][];
    for (int i = 0; i < forks.length; i++) {
      forks[i] = fork(room, "fork" + i);
    }
    for (byte[] event : forks) {
      room.engine().receive(ReceivedPdu.of(event)).get();
    }
    EventId merge = room.accept(HOME, room.message(room.alice(), "merged"));
    assertEquals(20, room.engine().entry(room.id(), merge).get().event().pdu().prevEvents().size());
    assertEquals(6, room.writer().room().forwardExtremities().size());
  }

  @Test
  void depthStaysAtTheMostThatEveryVersionAllows() {
    HandRoom room = HandRoom.made("1");
    room.accept(HandRoom.byAlice("$deep:a.org").after("$bob:b.org").at(Long.MAX_VALUE - 2_000_000));
    TestServer server = TestServer.named("a.org");
    EventTemplate template =
        EventTemplate.message(
            new RoomId(HandRoom.ID),
            "m.room.message",
            server.user("alice"),
            5_000_000,
            TestServer.json("{}"));
    Received received = room.writer().send(template, server.builder(HandRoom.version("1").rules()));
    JudgedEvent entry = TestRoom.judged(received).entry();
    assertEquals(Outcome.ACCEPTED, entry.outcome());
    assertEquals((1L << 53) - 1, entry.pdu().facts().depth());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void restrictedAndThirdPartyFieldsAreCitedWhereTheVersionHasThem(RoomVersion version) {
    TestRoom room = TestRoom.open(engine(), version, HOME, "room");
    UserId bob = HOME.user("bob");
    EventTemplate join =
        room.state(
            StateKey.member(bob),
            bob,
            "{\"membership\":\"join\",\"join_authorised_via_users_server\":\""
                + room.alice()
                + "\"}");
    EventId id = room.accept(HOME, join);
    EventId alice = room.current().get(StateKey.member(room.alice())).get();
    assertEquals(
        version.rules().has(AuthFlag.RESTRICTED_JOIN),
        room.engine().entry(room.id(), id).get().event().pdu().authEvents().contains(alice));
  }

  @Test
  void contentThatNoEventMayHaveIsDroppedAndNotThrown() {
    TestRoom room = TestRoom.open(engine(), HandRoom.version("11"), HOME, "room");
    for (String content :
        List.of(
            "{\"a\":1.5}",
            "{\"a\":9007199254740992}",
            "{\"a\":\"" + "x".repeat(65_536) + "\"}",
            "{\"a\":\"" + "x".repeat((1 << 20) - 10) + "\"}",
            "{\"a\":".repeat(500) + "1" + "}".repeat(500))) {
      EventTemplate template = room.state(new StateKey("x", ""), room.alice(), "{}");
      JsonObject read = TestServer.json(content);
      EventTemplate filled =
          EventTemplate.state(
              room.id(), new StateKey("x", ""), room.alice(), template.originServerTs(), read);
      assertInstanceOf(Receipt.Dropped.class, room.send(HOME, filled).receipt());
      assertInstanceOf(
          Receipt.Dropped.class, room.send(HOME, template.with("extra", read)).receipt());
    }
    assertEquals(4, room.writer().room().graph().size());
    room.accept(HOME, room.message(room.alice(), "still open"));
  }

  @Test
  void contentOfTheDeepestNestingThatAnEventMayHaveIsSent() {
    TestRoom room = TestRoom.open(engine(), HandRoom.version("11"), HOME, "room");
    String deepest = "{\"a\":".repeat(499) + "1" + "}".repeat(499);
    room.accept(HOME, room.state(new StateKey("x", ""), room.alice(), deepest));
  }
}
