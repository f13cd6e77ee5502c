package dev.roomstate.conformance;

import static dev.roomstate.conformance.EventDraft.ban;
import static dev.roomstate.conformance.EventDraft.join;
import static dev.roomstate.conformance.EventDraft.message;
import static dev.roomstate.conformance.EventDraft.topic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.Temper;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit's own tools: hand-written rooms and random ones. */
class RoomTimelineTest {
  static Stream<String> versions() {
    return RoomVersions.STANDARD.all().map(RoomVersion::id).toJavaStream();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyEventOfAHandWrittenRoomIsAccepted(String version) {
    for (RoomTimeline room :
        List.of(RoomTimeline.room(version), RoomTimeline.sealedRoom(version))) {
      room.add(join("bob"), topic("alice", "x").named("fork"), message("bob").after("bob-join"));
      room.add(ban("alice", "bob").after("fork", "message"));
      CaseAnswer answer = new EngineImplementation().judge(room.toCase("room").withSoftFail(true));
      for (CaseAnswer.EventAnswer event : answer.events()) {
        assertEquals("accepted", event.outcome(), () -> room.draw(answer));
      }
    }
  }

  @Test
  void sealedRoomHasTheSameIdsInEveryRun() {
    assertEquals("$RcbtGl", RoomTimeline.sealedRoom("11").id("join_rules").substring(0, 7));
  }

  @Test
  void drawingShowsWhatAnEventFollowsAndCitesAndWhatBecameOfIt() {
    RoomTimeline room = RoomTimeline.room("11").add(message("bob"));
    String drawing = room.draw(new EngineImplementation().judge(room.toCase("drawing")));
    String line =
        drawing.lines().filter(text -> text.strip().startsWith("message")).findFirst().get();
    assertEquals(
        "  message            <- join_rules  m.room.message by @bob:b.org"
            + " {\"body\":\"hello\",\"msgtype\":\"m.text\"} auth [$create, $power_levels]",
        line);
    assertTrue(drawing.strip().endsWith("=> rejected (auth_events: SENDER_NOT_JOINED)"), drawing);
  }

  @Test
  void caseIsOneLineOfTheProtocol() {
    ProtocolCase asked = RoomTimeline.empty("11").create("alice").toCase("one");
    assertEquals(
        "{\"case\":\"one\",\"room_version\":\"11\",\"events\":[{\"event_id\":\"$create\",\"pdu\":"
            + "{\"type\":\"m.room.create\",\"state_key\":\"\",\"sender\":\"@alice:a.org\","
            + "\"room_id\":\"!room:a.org\",\"content\":{\"room_version\":\"11\"},"
            + "\"prev_events\":[],\"auth_events\":[],\"depth\":1,"
            + "\"origin_server_ts\":1600000000000}}]}",
        asked.toLine());
  }

  @Test
  void sameSeedMakesTheSameHistoryAndAnotherMakesAnother() {
    String line = HistorySeed.of("12", 5, 30, Temper.MIXED).toCase().toLine();
    assertEquals(line, HistorySeed.of("12", 5, 30, Temper.MIXED).toCase().toLine());
    assertNotEquals(line, HistorySeed.of("12", 6, 30, Temper.MIXED).toCase().toLine());
  }

  /** Goal: a disagreement shrinks. Method: an implementation that lies about bans. */
  @Test
  void disagreementShrinksToFewMoves() {
    RoomImplementation honest = new EngineImplementation();
    RoomImplementation liar =
        asked ->
            asked.toLine().contains("\"membership\":\"ban\"")
                ? CaseAnswer.failed("never heard of bans")
                : honest.judge(asked);
    HistorySeed history = HistorySeed.of("11", 3, 60, Temper.HONEST);
    assertTrue(!history.differences(honest, liar).isEmpty());
    assertEquals(1, history.shrink(honest, liar).moves().size());
  }
}
