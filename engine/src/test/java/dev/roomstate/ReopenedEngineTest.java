package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine over a log that another one wrote goes on where that one stopped. */
class ReopenedEngineTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer AWAY = TestServer.named("away.org");
  private static final RoomId HAND = new RoomId(HandRoom.ID);

  private final InMemoryEventLog log = new InMemoryEventLog();
  private final EngineConfig config = EngineConfig.withKeys(TestServer.keys(HOME, AWAY));

  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void roomsOfEveryVersionAreFoundAgainAndGoOn(RoomVersion version) {
    TestRoom room = TestRoom.open(RoomStateEngine.open(config, log), version, HOME, "first");
    TestRoom other = TestRoom.open(room.engine(), version, HOME, "second");
    UserId bob = AWAY.user("bob");
    room.accept(AWAY, room.member(bob, bob, "join"));
    byte[] next = room.build(AWAY, room.message(bob, "after the pause"));
    RoomStateEngine reopened = RoomStateEngine.open(config, log);
    assertEquals(2, reopened.rooms().size());
    for (TestRoom written : new TestRoom[] {room, other}) {
      RoomWriter writer = reopened.room(written.id()).get();
      assertEquals(version, writer.room().version());
      assertEquals(written.current(), reopened.currentState(written.id()).get());
      assertEquals(
          written.writer().room().forwardExtremities(), writer.room().forwardExtremities());
    }
    Received received = reopened.receive(ReceivedPdu.of(next)).get();
    assertEquals(Outcome.ACCEPTED, TestRoom.judged(received).entry().outcome());
    EventId id = TestRoom.judged(received).entry().pdu().id();
    assertEquals(9, reopened.entry(room.id(), id).get().position().sequence());
    assertEquals(10, log.end().sequence());
  }

  @Test
  void roomOfAVersionThatIsNoLongerKnownWaitsToBeOpenedWithIt() {
    RoomVersion custom = new RoomVersion("org.example", RoomVersionRules.V11);
    EngineConfig knowing = config.withVersions(RoomVersions.STANDARD.with(custom));
    TestRoom room = TestRoom.open(RoomStateEngine.open(knowing, log), custom, HOME, "room");
    RoomStateEngine reopened = RoomStateEngine.open(config, log);
    assertTrue(reopened.room(room.id()).isEmpty());
    RoomWriter writer = reopened.openRoom(room.id(), custom);
    assertEquals(4, writer.room().graph().size());
    assertEquals(room.current(), reopened.currentState(room.id()).get());
  }

  @Test
  void withoutSoftFailureTheCurrentStateIsResolvedWhenItIsAskedFor() {
    EngineConfig unchecked = EngineConfig.withoutSignatures().withSoftFailure(false);
    HandRoom room = HandRoom.made("11", unchecked, log);
    room.accept(
        HandEvent.state(
                "$ban", "m.room.member", HandRoom.BOB, HandRoom.ALICE, "{\"membership\":\"ban\"}")
            .auth("$create:a.org", "$levels:a.org", "$alice:a.org", "$bob:b.org")
            .after("$bob:b.org"));
    // Bob is banned now, but not in the state before his message: that is not looked at.
    room.accept(HandRoom.byBob("$m").after("$bob:b.org"));
    assertTrue(room.room().currentState().isEmpty());
    assertEquals(2, room.room().forwardExtremities().size());
    assertEquals(
        "$ban",
        room.engine()
            .currentState(HAND)
            .get()
            .get(StateKey.member(new UserId(HandRoom.BOB)))
            .get()
            .value());
    RoomStateEngine reopened = RoomStateEngine.open(unchecked, log);
    assertEquals(room.engine().currentState(HAND), reopened.currentState(HAND));
  }

  @Test
  void withSoftFailureTheSameMessageIsSoftFailed() {
    HandRoom room = HandRoom.made("11");
    room.accept(
        HandEvent.state(
                "$ban", "m.room.member", HandRoom.BOB, HandRoom.ALICE, "{\"membership\":\"ban\"}")
            .auth("$create:a.org", "$levels:a.org", "$alice:a.org", "$bob:b.org")
            .after("$bob:b.org"));
    assertEquals(Outcome.SOFT_FAILED, room.judge(HandRoom.byBob("$m").after("$bob:b.org")));
    assertEquals("$ban", room.room().forwardExtremities().head().value());
  }

  @Test
  void statesBeforeAndAfterAnEventAreThoseOfItsPlace() {
    HandRoom room = HandRoom.made("11");
    room.accept(HandRoom.topic("$t", "key").after("$bob:b.org"));
    RoomStateEngine engine = room.engine();
    EventId id = new EventId("$t");
    assertEquals(5, engine.stateBefore(HAND, id).get().size());
    assertEquals(6, engine.stateAfter(HAND, id).get().size());
    assertEquals(id, engine.stateAfter(HAND, id).get().get(new StateKey("topic", "key")).get());
    assertTrue(engine.stateAfter(HAND, new EventId("$absent")).isEmpty());
    assertTrue(engine.stateAfter(new RoomId("!absent"), id).isEmpty());
    room.receive(HandRoom.topic("$outlier", "key").after("$gone"), Arrival.OUTLIER);
    assertTrue(engine.stateAfter(HAND, new EventId("$outlier")).isEmpty());
  }
}
