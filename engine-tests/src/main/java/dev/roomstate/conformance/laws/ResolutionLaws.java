package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.ModelImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.conformance.RoomTimeline;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.RandomHistory;
import dev.roomstate.conformance.history.Temper;
import dev.roomstate.conformance.model.StateResolutionReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * State resolution of any states of a room is what the model says, in both readings, and does not
 * depend on the order of the states, on the order within them, or on one that is given twice.
 */
public interface ResolutionLaws {
  /** Who is tried; reads state resolution as servers do. */
  RoomImplementation subject();

  /** The subject, reading state resolution to the letter. */
  RoomImplementation subjectToTheLetter();

  /** Rooms with many forks. */
  @Provide
  default Arbitrary<HistorySeed> forkedHistories() {
    return HistoryArbitraries.histories(new Temper(6, false, false, 55));
  }

  /** Of states that the room had and of states that nobody ever had. */
  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  default void resolutionIsWhatTheModelSays(@ForAll("forkedHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    List<List<String>> sets = stateSets(history.timeline(), new Random(seed.seed()));
    ProtocolCase asked = history.toCase("resolution").withResolve(sets);
    Supplier<String> report = () -> history.timeline().draw() + asked.toLine();
    List<List<String>> resolved = subject().judge(asked).resolved();
    assertEquals(new ModelImplementation().judge(asked).resolved(), resolved, report);
    CaseAnswer toTheLetter = new ModelImplementation(StateResolutionReading.LETTER).judge(asked);
    assertEquals(toTheLetter, subjectToTheLetter().judge(asked), report);
  }

  /** However they are given. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  default void resolutionDependsOnTheStatesAlone(@ForAll("forkedHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    Random random = new Random(seed.seed());
    List<List<String>> sets = stateSets(history.timeline(), random);
    ProtocolCase asked = history.toCase("order").withResolve(sets);
    List<List<String>> resolved = subject().judge(asked).resolved();
    List<List<String>> shuffled = new ArrayList<>(sets);
    shuffled.add(sets.get(random.nextInt(sets.size())));
    Collections.shuffle(shuffled, random);
    shuffled.replaceAll(
        set -> {
          List<String> ids = new ArrayList<>(set);
          Collections.shuffle(ids, random);
          return ids;
        });
    assertEquals(
        resolved,
        subject().judge(asked.withResolve(shuffled)).resolved(),
        () -> history.timeline().draw() + asked.toLine());
  }

  /** Two to five states: after events of the room, or made of any of its state events. */
  private static List<List<String>> stateSets(RoomTimeline room, Random random) {
    List<String> judged = room.names().stream().filter(name -> !room.isOutOfRoom(name)).toList();
    List<List<String>> sets = new ArrayList<>();
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      String place = judged.get(random.nextInt(judged.size()));
      sets.add(random.nextInt(3) > 0 ? stateAfter(room, place) : anyState(room, judged, random));
    }
    return sets;
  }

  private static List<String> stateAfter(RoomTimeline room, String name) {
    return room.stateAfter(List.of(name)).entries().stream()
        .map(entry -> entry.event().value())
        .toList();
  }

  private static List<String> anyState(RoomTimeline room, List<String> judged, Random random) {
    List<String> shuffled = new ArrayList<>(judged);
    Collections.shuffle(shuffled, random);
    Set<String> keys = new TreeSet<>();
    List<String> state = new ArrayList<>();
    for (String name : shuffled) {
      room.stateKeyOf(name)
          .filter(key -> random.nextInt(5) > 0 && keys.add(key.toString()))
          .forEach(key -> state.add(room.id(name)));
    }
    return state;
  }
}
