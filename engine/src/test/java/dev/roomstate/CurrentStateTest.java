package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.Outcome;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.CurrentStateUpkeep;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the current state, in rooms with forks that nobody merges. */
class CurrentStateTest {
  private static final RoomId ID = new RoomId(HandRoom.ID);
  private static final EngineConfig CONFIG = EngineConfig.withoutSignatures();

  /** Forks from one event, each of which changes the topic: so many that resolving is put off. */
  private static final int FLOOD = 2_000;

  private final InMemoryEventLog log = new InMemoryEventLog();

  private static CurrentState kept(HandRoom room) {
    return room.room().currentState().get();
  }

  private static HandEvent fork(int number) {
    return HandRoom.topic("$fork" + number, "").after("$bob:b.org").at(10 + number);
  }

  private static HandRoom flooded(String version, EngineConfig config) {
    HandRoom room = HandRoom.made(version, config);
    for (int i = 0; i < FLOOD; i++) {
      room.accept(fork(i));
    }
    return room;
  }

  /** More forks until what is kept was left as it was. */
  private static HandRoom stale(String version) {
    HandRoom room = flooded(version, CONFIG);
    for (int i = FLOOD; kept(room).isFresh(); i++) {
      room.accept(fork(i));
    }
    return room;
  }

  private static HandEvent banOfBob() {
    return HandEvent.state(
            "$ban", "m.room.member", HandRoom.BOB, HandRoom.ALICE, "{\"membership\":\"ban\"}")
        .auth("$create:a.org", "$levels:a.org", "$alice:a.org", "$bob:b.org")
        .after("$bob:b.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "6", "11"})
  void someHundredForksLeaveItFresh(String version) {
    HandRoom room = HandRoom.made(version);
    for (int i = 0; i < 300; i++) {
      room.accept(fork(i));
      assertTrue(kept(room).isFresh());
    }
  }

  @Test
  void forksOfMessagesTakeNoEffort() {
    HandRoom room = HandRoom.made("11");
    for (int i = 0; i < FLOOD; i++) {
      room.accept(HandRoom.byAlice("$m" + i).after("$bob:b.org"));
    }
    assertEquals(FLOOD, room.room().forwardExtremities().size());
    assertEquals(1, room.room().graph().extremityStates().size());
    assertEquals(0, kept(room).debt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "6", "11"})
  void aFloodOfForksPutsItOffForNoMoreEventsThanItsEffortTakes(String version) {
    HandRoom room = flooded(version, CONFIG);
    int stale = 0;
    int longest = 0;
    long effort = 0;
    for (int i = FLOOD; i < 2 * FLOOD; i++) {
      long owed = kept(room).debt();
      room.accept(fork(i));
      stale = kept(room).isFresh() ? 0 : stale + 1;
      longest = Math.max(longest, stale);
      effort = Math.max(effort, kept(room).debt() - owed);
    }
    assertTrue(longest > 0, "it was never put off");
    assertTrue(effort > 0, "it was never resolved");
    assertTrue(longest <= effort / CurrentState.PAID_BY_EVENT + 1, longest + " events");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "6", "11"})
  void whoAsksForTheCurrentStateGetsItThoughItWasPutOff(String version) {
    HandRoom room = stale(version);
    HandRoom exact = HandRoom.made(version, CONFIG.withSoftFailure(false));
    for (int i = 0; i < room.room().graph().size() - 5; i++) {
      exact.accept(fork(i));
    }
    assertFalse(kept(room).isFresh());
    StateView current = room.engine().currentState(ID).get();
    assertEquals(exact.engine().currentState(ID).get(), current);
    assertNotEquals(current, new StateView(room.room().graph(), kept(room).state()));
  }

  @Test
  void aBanAmongTheForksTakesEffectWhenTheStateIsResolvedAgain() {
    HandRoom room = stale("11");
    room.accept(banOfBob());
    assertFalse(kept(room).isFresh());
    assertEquals(Outcome.ACCEPTED, room.judge(HandRoom.byBob("$early").after("$bob:b.org")));
    for (int i = 2 * FLOOD; !kept(room).isFresh(); i++) {
      room.accept(fork(i));
    }
    assertEquals(Outcome.SOFT_FAILED, room.judge(HandRoom.byBob("$late").after("$bob:b.org")));
  }

  @Test
  void alwaysResolvedABanTakesEffectAtOnce() {
    HandRoom room = HandRoom.made("11", CONFIG.withUpkeep(CurrentStateUpkeep.ALWAYS));
    long owed = 0;
    for (int i = 0; owed <= CurrentState.DEBT_MAX; i++) {
      room.accept(fork(i));
      assertTrue(kept(room).isFresh());
      owed = kept(room).debt();
    }
    room.accept(banOfBob());
    assertTrue(kept(room).isFresh());
    assertEquals(Outcome.SOFT_FAILED, room.judge(HandRoom.byBob("$late").after("$bob:b.org")));
  }

  @Test
  void onceTheForksAreMergedItIsFresh() {
    HandRoom room = stale("11");
    String[] tips =
        room.room()
            .forwardExtremities()
            .toJavaStream()
            .map(id -> id.value())
            .toArray(String[]::new);
    String merged = tips[0];
    for (int from = 1, n = 0; from < tips.length; from += 19, n++) {
      List<String> prev = new ArrayList<>(List.of(merged));
      prev.addAll(List.of(tips).subList(from, Math.min(tips.length, from + 19)));
      merged = "$merge" + n;
      room.accept(HandRoom.byAlice(merged).after(prev.toArray(String[]::new)));
    }
    assertEquals(1, room.room().forwardExtremities().size());
    for (int i = 0; !kept(room).isFresh(); i++) {
      assertTrue(i < CurrentState.DEBT_MAX / CurrentState.PAID_BY_EVENT);
      room.accept(HandRoom.byAlice("$m" + i).after(merged));
      merged = "$m" + i;
    }
    UserId bob = new UserId(HandRoom.BOB);
    assertTrue(
        new StateView(room.room().graph(), kept(room).state())
            .get(StateKey.member(bob))
            .isDefined());
  }

  @Test
  void replayKeepsWhatWasKept() {
    HandRoom room = HandRoom.made("11", CONFIG, log);
    Room[] replayed = {Room.empty(HandRoom.version("11"), 7)};
    log.forEachFrom(LogPosition.FIRST, entry -> replayed[0] = replayed[0].apply(entry.event()));
    room.engine()
        .subscribe(
            entry -> {
              replayed[0] = replayed[0].apply(entry.event());
              assertEquals(room.room().currentState(), replayed[0].currentState());
            });
    for (int i = 0; i < FLOOD; i++) {
      room.accept(fork(i));
    }
    assertFalse(replayed[0].currentState().get().debt() == 0);
  }
}
