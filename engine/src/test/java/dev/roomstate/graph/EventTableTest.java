package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventTableTest {
  private static final EventId UNKNOWN = new EventId("$unknown");

  private static EventTable empty() {
    return EventTable.empty(5, EventLookup.NONE);
  }

  /** Any event of this number: with any outcome, references, states and kind of id. */
  private static NewEvent event(int number, Random random) {
    StateMap before = random.nextInt(4) == 0 ? null : StateMap.EMPTY.with(random.nextInt(9), 1);
    return new NewEvent(
        new Placement(
            number,
            id(number, random),
            random.nextInt(4) == 0 ? random.nextLong() >>> 1 : number + 1L,
            random.nextInt(9) == 0,
            random.nextInt(5) - 1,
            Option.none(),
            numbers(number, random),
            numbers(number, random),
            List.of(),
            random.nextBoolean()),
        Outcome.values()[random.nextInt(Outcome.values().length)],
        random.nextBoolean(),
        null,
        random.nextInt(9) == 0 ? new PowerLevelsLine(number, random.nextInt(5), 0) : null,
        before,
        before);
  }

  private static EventId id(int number, Random random) {
    return random.nextInt(3) == 0
        ? new EventId("$" + number + "x" + random.nextInt(1000) + ":a.org")
        : EventId.ofHash(random.nextInt(2), number, random.nextInt(2), random.nextInt(16));
  }

  private static int[] numbers(int below, Random random) {
    int[] numbers = new int[below == 0 ? 0 : random.nextInt(5)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(Math.min(below, 6));
    }
    return numbers;
  }

  private static void assertHas(List<NewEvent> events, EventTable table) {
    assertEquals(events.size(), table.size());
    for (int number = 0; number < events.size(); number++) {
      assertIs(events.get(number), table.event(number));
      assertEquals(number, table.number(events.get(number).placement().id()));
    }
    assertEquals(-1, table.number(UNKNOWN));
    assertThrows(IndexOutOfBoundsException.class, () -> table.event(events.size()));
  }

  private static void assertIs(NewEvent expected, GraphEvent event) {
    Placement placement = expected.placement();
    assertEquals(placement.id(), event.id());
    assertEquals(placement.depth(), event.depth());
    assertEquals(placement.key(), event.key());
    assertEquals(placement.isCreate(), event.isCreate());
    assertEquals(expected.outcome(), event.outcome());
    assertEquals(expected.authorisingServerSigned(), event.authorisingServerSigned());
    assertEquals(expected.before() == null, event.isOutlier());
    assertSame(expected.before(), event.stateBefore().getOrNull());
    assertSame(expected.after(), event.stateAfter().getOrNull());
    assertSame(expected.line(), event.line());
    assertArrayEquals(placement.authEvents(), event.authEvents());
    int[] prev = new int[event.prevEventCount()];
    for (int i = 0; i < prev.length; i++) {
      prev[i] = event.prevEvent(i);
    }
    assertArrayEquals(placement.prevEvents(), prev);
    assertEquals(
        placement.hasOnePrevEvent() && prev.length == 1, event.onlyPrevEvent().isDefined());
  }

  @Property(tries = 100)
  void branchingOffAnyVersionStaysRight(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 250) int steps,
      @ForAll @IntRange(max = 600) int first) {
    Random random = new Random(seed);
    EventTable begun = empty();
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      NewEvent event = event(i, random);
      begun = begun.with(event);
      events.add(event);
    }
    List<EventTable> versions = new ArrayList<>(List.of(begun));
    List<List<NewEvent>> contents = new ArrayList<>(List.of(events));
    for (int i = 0; i < steps; i++) {
      int base = random.nextInt(3) > 0 ? versions.size() - 1 : random.nextInt(versions.size());
      List<NewEvent> changed = new ArrayList<>(contents.get(base));
      if (!changed.isEmpty() && random.nextInt(6) == 0) {
        int at = random.nextInt(changed.size());
        NewEvent again = copyOfId(changed.get(at), event(at, random));
        changed.set(at, again);
        versions.add(versions.get(base).withReplaced(again));
      } else {
        NewEvent event = event(changed.size(), random);
        changed.add(event);
        versions.add(versions.get(base).with(event));
      }
      contents.add(changed);
    }
    for (int i = 0; i < versions.size(); i++) {
      assertHas(contents.get(i), versions.get(i));
    }
  }

  private static NewEvent copyOfId(NewEvent first, NewEvent again) {
    Placement p = again.placement();
    return new NewEvent(
        new Placement(
            p.number(),
            first.placement().id(),
            p.depth(),
            p.isCreate(),
            p.key(),
            p.newKey(),
            p.authEvents(),
            p.prevEvents(),
            p.unknownPrevEvents(),
            p.hasOnePrevEvent()),
        again.outcome(),
        again.authorisingServerSigned(),
        again.facts(),
        first.line() == null ? again.line() : first.line(),
        again.before(),
        again.after());
  }

  @Test
  void readersAreNotDisturbedByTheWriter() throws Exception {
    AtomicReference<EventTable> newest = new AtomicReference<>(empty());
    int count = 100_000;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Void> reader =
        () -> {
          Random random = new Random(3);
          int size = 0;
          while (size < count) {
            EventTable seen = newest.get();
            size = seen.size();
            for (int i = 0; i < 20 && size > 0; i++) {
              int at = i == 0 ? size - 1 : random.nextInt(size);
              NewEvent expected = event(at, new Random(at));
              assertEquals(at, seen.number(expected.placement().id()));
              assertArrayEquals(expected.placement().authEvents(), seen.event(at).authEvents());
              assertEquals(expected.outcome(), seen.event(at).outcome());
            }
          }
          return null;
        };
    try {
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      for (int i = 0; i < count; i++) {
        newest.set(newest.get().with(event(i, new Random(i))));
      }
      for (Future<Void> running : readers) {
        running.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Whoever needs the index of a table that was read makes it; nobody's numbers get lost. */
  @Test
  void indexIsMadeOnceThoughManyNeedItFirst() throws Exception {
    Random random = new Random(7);
    List<NewEvent> events = new ArrayList<>();
    for (int number = 0; number < 3_000; number++) {
      events.add(event(number, random));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 40; round++) {
        EventTable read = EventTable.read(round, EventLookup.NONE, 2_000, events::get);
        List<Callable<EventTable>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          all.add(
              () -> {
                assertHas(events.subList(0, 2_000), read);
                return read;
              });
        }
        all.add(
            () -> {
              EventTable grown = read;
              for (NewEvent event : events.subList(2_000, 3_000)) {
                grown = grown.with(event);
              }
              return grown;
            });
        List<Future<EventTable>> done = threads.invokeAll(all, 30, TimeUnit.SECONDS);
        for (Future<EventTable> one : done) {
          one.get();
        }
        assertHas(events, done.get(3).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
