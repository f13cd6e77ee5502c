package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.json.JsonObject;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RedactionFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a redaction does to what clients may see, and that it does nothing else. */
class RedactionHandlingTest {
  private static final TestServer HOME = TestServer.named("home.org");
  private static final TestServer AWAY = TestServer.named("away.org");

  private RoomStateEngine engine =
      RoomStateEngine.inMemory(EngineConfig.withKeys(TestServer.keys(HOME, AWAY)));

  static Stream<RoomVersion> versions() {
    return RoomVersions.STANDARD.all().toJavaStream();
  }

  private static boolean redactionRule(RoomVersion version) {
    return version.rules().has(AuthFlag.REDACTION_RULE);
  }

  private static boolean isRedacted(TestRoom room, EventId id) {
    JsonObject event = room.engine().event(room.id(), id).get();
    return event.object("content").get().size() == 0;
  }

  private TestRoom withBob(RoomVersion version) {
    TestRoom room = TestRoom.open(engine, version, HOME, "room");
    for (TestServer server : List.of(HOME, AWAY)) {
      UserId bob = server.user("bob");
      room.accept(server, room.member(bob, bob, "join"));
    }
    return room;
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionByOneWithTheLevelApplies(RoomVersion version) {
    TestRoom room = withBob(version);
    EventId message = room.accept(AWAY, room.message(AWAY.user("bob"), "secret"));
    assertTrue(!isRedacted(room, message));
    EventId redaction = room.accept(HOME, room.redaction(room.alice(), message));
    assertTrue(isRedacted(room, message));
    assertEquals(redaction, room.writer().room().redactedBy(message, AWAY.user("bob")).get());
    // The log and the engine's own copy keep what was judged.
    assertEquals(
        1,
        engine.entry(room.id(), message).get().event().pdu().json().object("content").get().size());
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionByOneOfTheSameServerApplies(RoomVersion version) {
    TestRoom room = withBob(version);
    EventId message = room.accept(HOME, room.message(room.alice(), "secret"));
    room.accept(HOME, room.redaction(HOME.user("bob"), message));
    assertTrue(isRedacted(room, message));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionByAnotherServerWithoutTheLevelDoesNotApply(RoomVersion version) {
    TestRoom room = withBob(version);
    EventId message = room.accept(HOME, room.message(room.alice(), "secret"));
    Received received = room.send(AWAY, room.redaction(AWAY.user("bob"), message));
    // In room versions 1 and 2 a rule rejects it; later it is accepted, and without effect.
    assertEquals(
        redactionRule(version) ? Outcome.REJECTED : Outcome.ACCEPTED,
        TestRoom.judged(received).entry().outcome());
    assertTrue(!isRedacted(room, message));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionOfItselfIsHarmless(RoomVersion version) {
    HandRoom room = HandRoom.made(version.id().equals("12") ? "11" : version.id());
    String redacts = "\"redacts\":\"$self:a.org\"";
    HandEvent self = redaction("$self:a.org", redacts, room).after("$bob:b.org");
    room.accept(self);
    assertTrue(room.room().redactedBy(new EventId("$self:a.org"), HOME.user("x")).isEmpty());
  }

  private static HandEvent redaction(String id, String redacts, HandRoom room) {
    boolean inContent = room.room().version().rules().has(RedactionFlag.REDACTS_IN_CONTENT);
    return new HandEvent(
            id,
            EventTypes.REDACTION,
            null,
            HandRoom.ALICE,
            inContent ? "{" + redacts + "}" : "{}",
            List.of(),
            List.of(),
            10,
            inContent ? "" : redacts)
        .auth("$create:a.org", "$levels:a.org", "$alice:a.org");
  }

  @Test
  void redactionsOfEachOtherBothApplyAndChangeNoVerdict() {
    HandRoom room = HandRoom.made("11");
    room.accept(redaction("$a", "\"redacts\":\"$b\"", room).after("$bob:b.org"));
    room.accept(redaction("$b", "\"redacts\":\"$a\"", room).after("$a"));
    UserId alice = new UserId(HandRoom.ALICE);
    assertEquals("$b", room.room().redactedBy(new EventId("$a"), alice).get().value());
    assertEquals("$a", room.room().redactedBy(new EventId("$b"), alice).get().value());
    assertEquals(Outcome.ACCEPTED, room.outcome("$a"));
    assertEquals(Outcome.ACCEPTED, room.outcome("$b"));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void redactionThatComesBeforeItsTargetApplies(RoomVersion version) {
    HandRoom room = HandRoom.made(version.id().equals("12") ? "11" : version.id());
    room.accept(
        redaction("$redaction:a.org", "\"redacts\":\"$m:a.org\"", room).after("$bob:b.org"));
    HandEvent target =
        new HandEvent(
                "$m:a.org",
                "m.room.message",
                null,
                HandRoom.BOB,
                "{\"body\":\"secret\"}",
                List.of(),
                List.of(),
                9,
                "")
            .auth("$create:a.org", "$levels:a.org", "$bob:b.org")
            .after("$bob:b.org");
    room.accept(target);
    JsonObject seen = room.engine().event(new RoomId(HandRoom.ID), new EventId("$m:a.org")).get();
    assertEquals(0, seen.object("content").get().size());
  }

  @Test
  void redactionOfAnotherDomainAppliesInVersionOneAsTheRuleAllowsByTheIdsDomain() {
    // The rule compares the domains of ids, not of senders: Bob's server chose the target's id.
    HandRoom room = HandRoom.made("1");
    room.accept(HandRoom.byAlice("$m:b.org").after("$bob:b.org"));
    HandEvent byBob =
        new HandEvent(
                "$r:b.org",
                EventTypes.REDACTION,
                null,
                HandRoom.BOB,
                "{}",
                List.of(),
                List.of(),
                10,
                "\"redacts\":\"$m:b.org\"")
            .auth("$create:a.org", "$levels:a.org", "$bob:b.org")
            .after("$m:b.org");
    room.accept(byBob);
    assertEquals(
        "$r:b.org",
        room.room().redactedBy(new EventId("$m:b.org"), new UserId(HandRoom.ALICE)).get().value());
  }

  @Test
  void rejectedRedactionDoesNotApply() {
    HandRoom room = HandRoom.made("11");
    room.accept(HandRoom.byAlice("$m").after("$bob:b.org"));
    HandEvent eve =
        new HandEvent(
            "$r",
            EventTypes.REDACTION,
            null,
            "@eve:a.org",
            "{\"redacts\":\"$m\"}",
            List.of("$create:a.org"),
            List.of("$m"),
            10,
            "");
    assertEquals(Outcome.REJECTED, room.judge(eve));
    assertTrue(room.room().redactedBy(new EventId("$m"), new UserId(HandRoom.ALICE)).isEmpty());
  }

  @Test
  void redactedPowerLevelsStillCount() {
    TestRoom room = TestRoom.open(engine, HandRoom.version("9"), HOME, "room");
    UserId bob = AWAY.user("bob");
    room.accept(AWAY, room.member(bob, bob, "join"));
    EventId levels =
        room.accept(
            HOME,
            room.state(
                StateKey.POWER_LEVELS,
                room.alice(),
                "{\"users\":{\"" + room.alice() + "\":100},\"invite\":50}"));
    room.accept(HOME, room.redaction(room.alice(), levels));
    // Redaction takes `invite` away in this version; Bob's invite is refused all the same.
    Received invite = room.send(AWAY, room.member(bob, AWAY.user("carol"), "invite"));
    assertEquals(Outcome.REJECTED, TestRoom.judged(invite).entry().outcome());
  }
}
