package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.room.RecentMerges;
import dev.roomstate.state.StateMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who merges the forks that another event has merged gets the state that was resolved then. */
class RecentMergesTest {
  private static HandRoom forked(String version, int forks) {
    HandRoom room = HandRoom.made(version);
    for (int i = 0; i < forks; i++) {
      room.accept(HandRoom.topic("$fork" + i, "").after("$bob:b.org").at(10 + i));
    }
    return room;
  }

  private static StateMap before(HandRoom room, String id) {
    return room.room().graph().get(new EventId(id)).flatMap(GraphEvent::stateBefore).get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "6", "11"})
  void sameForksAreResolvedOnceInWhateverOrderTheyAreNamed(String version) {
    HandRoom room = forked(version, 3);
    room.accept(HandRoom.byAlice("$m1").after("$fork0", "$fork1"));
    room.accept(HandRoom.byAlice("$other").after("$fork0", "$fork2"));
    room.accept(HandRoom.byAlice("$m2").after("$fork1", "$fork0"));
    assertTrue(before(room, "$m1").isSameVersion(before(room, "$m2")));
    assertFalse(before(room, "$m1").isSameVersion(before(room, "$other")));
  }

  @Test
  void oldMergesAreForgotten() {
    int forks = RecentMerges.REMEMBERED_MAX + 2;
    HandRoom room = forked("11", forks);
    room.accept(HandRoom.byAlice("$m1").after("$fork0", "$fork1"));
    for (int i = 2; i < forks; i++) {
      room.accept(HandRoom.byAlice("$between" + i).after("$fork0", "$fork" + i));
    }
    room.accept(HandRoom.byAlice("$m2").after("$fork0", "$fork1"));
    assertFalse(before(room, "$m1").isSameVersion(before(room, "$m2")));
    assertEquals(before(room, "$m1"), before(room, "$m2"));
  }

  /** What was an outlier may get another outcome, and resolution asks for outcomes. */
  @Test
  void mergesAreForgottenWhenAnOutlierIsJudgedInFull() {
    HandRoom room = forked("11", 2);
    HandEvent outlier = HandRoom.topic("$outlier", "other").after("$bob:b.org");
    room.receive(outlier, Arrival.OUTLIER);
    room.accept(HandRoom.byAlice("$m1").after("$fork0", "$fork1"));
    List<StateMap> merged =
        List.of("$fork0", "$fork1").stream()
            .map(id -> room.room().graph().get(new EventId(id)).get().stateAfter().get())
            .toList();
    assertTrue(room.room().merges().resolved(merged).isDefined());
    room.accept(outlier);
    assertTrue(room.room().merges().resolved(merged).isEmpty());
  }
}
