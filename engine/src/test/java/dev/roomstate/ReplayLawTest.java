package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.event.Outcome;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.id.UserId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Replaying is not judging: applying the entries of a log makes, after any prefix, the room that
 * judging made.
 */
class ReplayLawTest {
  private static final RoomId ID = new RoomId(HandRoom.ID);
  private static final String[] VERSIONS = {"1", "2", "3", "6", "10", "11"};

  /** A history with forks, mixed outcomes, late parents, outliers and redactions. */
  record History(HandRoom room, EventLog log, List<Room> live) {}

  private static History history(long seed, String version) {
    return history(seed, version, new InMemoryEventLog());
  }

  /** A history that is written to this log. */
  static History history(long seed, String version, EventLog log) {
    Random random = new Random(seed);
    HandRoom room = HandRoom.empty(version, EngineConfig.withoutSignatures(), log);
    List<Room> live = new ArrayList<>();
    live.add(room.room());
    room.engine().subscribe(entry -> live.add(room.room()));
    if (random.nextInt(4) == 0) {
      HandRoom.beginning(version)
          .subList(0, 3)
          .forEach(event -> room.receive(event, Arrival.OUTLIER));
    }
    HandRoom.beginning(version).forEach(room::receive);
    List<String> ids = new ArrayList<>(List.of("$rules:a.org", "$bob:b.org"));
    List<HandEvent> late = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      HandEvent event = random(random, "$e" + i + ":a.org", ids);
      ids.add(event.id());
      if (random.nextInt(5) == 0) {
        late.add(event);
      } else {
        room.receive(event, random.nextInt(8) == 0 ? Arrival.OUTLIER : Arrival.IN_FULL);
      }
    }
    late.forEach(room::receive);
    return new History(room, log, live);
  }

  private static HandEvent random(Random random, String id, List<String> ids) {
    int reach = random.nextInt(3) == 0 ? 15 : 4;
    String[] prev = new String[1 + random.nextInt(3)];
    for (int i = 0; i < prev.length; i++) {
      prev[i] = ids.get(Math.max(0, ids.size() - 1 - random.nextInt(reach)));
    }
    boolean byBob = random.nextInt(4) == 0;
    HandEvent event =
        switch (random.nextInt(8)) {
          case 0, 1 -> HandRoom.topic(id, "key" + random.nextInt(4));
          case 2 -> byBob ? HandRoom.byBob(id) : HandRoom.byAlice(id);
          case 3 -> HandEvent.message(id, "@eve:e.org").auth("$create:a.org");
          case 4 ->
              HandEvent.state(id, "topic", "bobs", HandRoom.BOB, "{}")
                  .auth("$create:a.org", "$levels:a.org", "$bob:b.org");
          case 5 ->
              HandEvent.state(
                      id,
                      "m.room.member",
                      HandRoom.BOB,
                      HandRoom.ALICE,
                      "{\"membership\":\"" + (random.nextInt(4) > 0 ? "ban" : "leave") + "\"}")
                  .auth("$create:a.org", "$levels:a.org", "$alice:a.org", "$bob:b.org");
          case 6 ->
              new HandEvent(
                      id,
                      "m.room.redaction",
                      null,
                      HandRoom.ALICE,
                      "{\"redacts\":\"$e3:a.org\"}",
                      List.of(),
                      List.of(),
                      10,
                      "\"redacts\":\"$e4:a.org\"")
                  .auth("$create:a.org", "$levels:a.org", "$alice:a.org");
          default -> HandRoom.byBob(id);
        };
    return event.after(prev).at(10 + random.nextInt(20));
  }

  @Property(tries = 150)
  void appliedEntriesMakeTheLiveRoomAfterAnyPrefix(
      @ForAll long seed, @ForAll @IntRange(max = 5) int version) {
    History history = history(seed, VERSIONS[version]);
    Room replayed = Room.empty(HandRoom.version(VERSIONS[version]), 7);
    assertSameRoom(history.live.get(0), replayed);
    int entries = 0;
    for (LogEntry entry : entries(history.log)) {
      replayed = replayed.apply(entry.event());
      assertSameRoom(history.live.get(++entries), replayed);
    }
    assertEquals(history.live.size() - 1, entries);
  }

  @Property(tries = 100)
  void reopenedEngineIsTheEngineThatWasClosed(
      @ForAll long seed, @ForAll @IntRange(max = 5) int version) {
    History history = history(seed, VERSIONS[version]);
    RoomStateEngine reopened = RoomStateEngine.open(EngineConfig.withoutSignatures(), history.log);
    RoomWriter writer = reopened.openRoom(ID, HandRoom.version(VERSIONS[version]));
    assertEquals(VERSIONS[version], writer.room().version().id());
    assertSameRoom(history.room.room(), writer.room());
    for (int i = 0; i < writer.room().graph().size(); i++) {
      EventId id = writer.room().graph().event(i).id();
      assertEquals(history.room.engine().entry(ID, id), reopened.entry(ID, id));
      assertEquals(history.room.engine().event(ID, id), reopened.event(ID, id));
    }
  }

  static List<LogEntry> entries(EventLog log) {
    List<LogEntry> entries = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, entries::add);
    return entries;
  }

  static void assertSameRoom(Room expected, Room actual) {
    assertEquals(expected.forwardExtremities(), actual.forwardExtremities());
    assertEquals(expected.create().map(create -> create.id()), actual.create().map(c -> c.id()));
    assertEquals(expected.id(), actual.id());
    EventGraph graph = expected.graph();
    assertEquals(graph.size(), actual.graph().size());
    assertEquals(graph.keys().size(), actual.graph().keys().size());
    for (int i = 0; i < graph.size(); i++) {
      assertSameEvent(graph.event(i), actual.graph().event(i));
    }
    assertEquals(
        new StateView(graph, expected.currentState().get().state()),
        new StateView(actual.graph(), actual.currentState().get().state()));
    assertEquals(expected.currentState(), actual.currentState());
    UserId alice = new UserId(HandRoom.ALICE);
    for (String target : List.of("$e3:a.org", "$e4:a.org")) {
      EventId id = new EventId(target);
      assertEquals(expected.redactedBy(id, alice), actual.redactedBy(id, alice));
    }
  }

  private static void assertSameEvent(GraphEvent expected, GraphEvent actual) {
    assertEquals(expected.id(), actual.id());
    assertEquals(expected.number(), actual.number());
    assertEquals(expected.key(), actual.key());
    assertEquals(expected.outcome(), actual.outcome());
    assertEquals(expected.isOutlier(), actual.isOutlier());
    assertEquals(expected.stateBefore(), actual.stateBefore());
    assertEquals(expected.stateAfter(), actual.stateAfter());
    assertEquals(expected.prevEventCount(), actual.prevEventCount());
    assertEquals(expected.authEventCount(), actual.authEventCount());
    assertEquals(expected.onlyPrevEvent(), actual.onlyPrevEvent());
  }

  /** The generator makes what the law is about, or the law says little. */
  @Property(tries = 1)
  void historiesHaveAllOutcomesAndForks() {
    int[] outcomes = new int[Outcome.values().length];
    int forks = 0;
    int outliers = 0;
    for (int seed = 0; seed < 40; seed++) {
      Room room = history(seed, "11").room.room();
      for (int i = 0; i < room.graph().size(); i++) {
        outcomes[room.graph().event(i).outcome().ordinal()]++;
        outliers += room.graph().event(i).isOutlier() ? 1 : 0;
      }
      forks += room.graph().forwardExtremities().size() > 1 ? 1 : 0;
    }
    for (int count : outcomes) {
      assertEquals(true, count > 10, "outcomes " + Arrays.toString(outcomes));
    }
    assertEquals(true, forks > 10, "forks " + forks);
    assertEquals(true, outliers > 10, "outliers " + outliers);
  }
}
