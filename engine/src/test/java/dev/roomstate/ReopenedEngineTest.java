package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.RoomStateEngine.Unroutable;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertThrows(LogFailure.class, () -> reopened.openRoom(room.id(), HandRoom.version("11")));
    RoomWriter writer = reopened.openRoom(room.id(), custom);
    assertEquals(4, writer.room().graph().size());
    assertEquals(room.current(), reopened.currentState(room.id()).get());
  }

  @Test
  void roomsOfUnknownVersionsKeepNothingFromOtherRooms(@TempDir Path folder) {
    RoomVersion custom = new RoomVersion("org.example", RoomVersionRules.V11);
    RoomVersions more = RoomVersions.STANDARD.with(custom);
    TestRoom room;
    TestRoom other;
    byte[] next;
    byte[] create;
    try (RoomStateEngine knowing =
        RoomStateEngine.open(
            config.withVersions(more), FileEventLog.open(folder, more, Durability.OS))) {
      room = TestRoom.open(knowing, custom, HOME, "room");
      other = TestRoom.open(knowing, HandRoom.version("11"), HOME, "other");
      next = room.build(HOME, room.message(room.alice(), "more"));
      create = knowing.log().read(LogPosition.FIRST).get().event().pdu().canonical().bytes();
    }
    EventLog unknowing = FileEventLog.open(folder, RoomVersions.STANDARD, Durability.OS);
    try (RoomStateEngine engine = RoomStateEngine.open(config, unknowing)) {
      assertEquals(4, engine.room(other.id()).get().room().graph().size());
      assertEquals(List.of(other.id()), engine.rooms());
      ReceivedPdu received = ReceivedPdu.of(next);
      assertEquals(Unroutable.UNKNOWN_VERSION, engine.receive(received).getLeft());
      String ofEleven = new String(create, StandardCharsets.UTF_8).replace("org.example", "11");
      ReceivedPdu taking =
          ReceivedPdu.of(ofEleven.getBytes(StandardCharsets.UTF_8))
              .trusting(new EventId("$taking"));
      assertEquals(Unroutable.UNKNOWN_VERSION, engine.receive(taking).getLeft());
      LogFailure failure = assertThrows(LogFailure.class, () -> unknowing.read(LogPosition.FIRST));
      assertEquals(LogFailure.Kind.UNUSABLE, failure.kind());
      assertTrue(failure.getMessage().contains("`org.example`"), failure.getMessage());
      assertTrue(failure.getMessage().contains("`" + room.id() + "`"), failure.getMessage());
      assertThrows(LogFailure.class, () -> engine.openRoom(room.id(), HandRoom.version("11")));
    }
  }

  @Test
  void engineThatCannotSaveItsRoomsClosesItsLog() {
    class UnsavingLog extends PassingLog {
      private final Throwable thrown;
      private boolean closed;

      UnsavingLog(Throwable thrown) {
        super(new InMemoryEventLog());
        this.thrown = thrown;
      }

      @Override
      public SnapshotStore snapshots() {
        return new SnapshotStore() {
          @Override
          public boolean keepsAny() {
            return true;
          }

          @Override
          public Option<byte[]> read(RoomId roomId) {
            return Option.none();
          }

          @Override
          public void write(RoomId roomId, byte[] snapshot) {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) thrown;
          }
        };
      }

      @Override
      public void close() {
        closed = true;
        super.close();
      }
    }
    EngineConfig saving =
        EngineConfig.withoutSignatures().withMemory(MemoryLimits.STANDARD.withUnsavedEntriesMin(1));
    UnsavingLog broken = new UnsavingLog(new StackOverflowError());
    RoomStateEngine engine = HandRoom.made("11", saving, broken).engine();
    assertThrows(StackOverflowError.class, engine::close);
    assertTrue(broken.closed);
    // A snapshot that could not be made is no reason to fail.
    UnsavingLog full = new UnsavingLog(new IllegalArgumentException("no"));
    HandRoom.made("11", saving, full).engine().close();
    assertTrue(full.closed);
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
