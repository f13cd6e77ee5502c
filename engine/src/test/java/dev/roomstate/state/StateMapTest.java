package dev.roomstate.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The persistent map beside {@link HashMap}. */
class StateMapTest {
  /** A step: the key gets the event, or goes where the event is negative. */
  record Step(int key, int event) {}

  /** Keys near each other, at the edges of leaves and branches, and far away. */
  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> keys =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 40),
            Arbitraries.of(31, 32, 33, 1_023, 1_024, 1_025, 32_767, 32_768, 1 << 20, 1 << 30),
            Arbitraries.integers().between(0, Integer.MAX_VALUE));
    return Combinators.combine(keys, Arbitraries.integers().between(-3, 9))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  private static StateMap apply(StateMap map, Step step) {
    return step.event < 0 ? map.without(step.key) : map.with(step.key, step.event);
  }

  private static void apply(Map<Integer, Integer> map, Step step) {
    if (step.event < 0) {
      map.remove(step.key);
    } else {
      map.put(step.key, step.event);
    }
  }

  private static Map<Integer, Integer> entries(StateMap map) {
    Map<Integer, Integer> entries = new TreeMap<>();
    List<Integer> order = new ArrayList<>();
    map.forEach(
        (key, event) -> {
          entries.put(key, event);
          order.add(key);
        });
    assertEquals(new ArrayList<>(entries.keySet()), order, "in the order of the keys");
    return entries;
  }

  @Property(tries = 500)
  void mapHasWhatAHashMapHasAfterEveryStep(@ForAll("steps") List<Step> steps) {
    StateMap map = StateMap.EMPTY;
    Map<Integer, Integer> expected = new HashMap<>();
    List<StateMap> versions = new ArrayList<>();
    List<Map<Integer, Integer>> contents = new ArrayList<>();
    for (Step step : steps) {
      map = apply(map, step);
      apply(expected, step);
      assertEquals(expected.size(), map.size());
      assertEquals(expected.getOrDefault(step.key, StateMap.ABSENT), map.get(step.key));
      versions.add(map);
      contents.add(new TreeMap<>(expected));
    }
    for (int i = 0; i < versions.size(); i++) {
      assertEquals(contents.get(i), entries(versions.get(i)), "older versions stay as they were");
    }
  }

  @Property(tries = 300)
  void differenceIsWhatDiffers(
      @ForAll("steps") List<Step> common,
      @ForAll("steps") List<Step> left,
      @ForAll("steps") List<Step> right) {
    StateMap base = StateMap.EMPTY;
    for (Step step : common) {
      base = apply(base, step);
    }
    StateMap first = base;
    for (Step step : left) {
      first = apply(first, step);
    }
    StateMap second = base;
    for (Step step : right) {
      second = apply(second, step);
    }
    Map<Integer, Integer> a = entries(first);
    Map<Integer, Integer> b = entries(second);
    List<Integer> seen = new ArrayList<>();
    first.difference(
        second,
        (key, before, after) -> {
          assertEquals(a.getOrDefault(key, StateMap.ABSENT), before);
          assertEquals(b.getOrDefault(key, StateMap.ABSENT), after);
          seen.add(key);
        });
    Map<Integer, Integer> differing = new TreeMap<>(a);
    differing.putAll(b);
    differing.keySet().removeIf(key -> a.containsKey(key) && a.get(key).equals(b.get(key)));
    assertEquals(new ArrayList<>(differing.keySet()), seen);
    assertEquals(a.equals(b), first.equals(second));
    assertEquals(second.equals(first), first.equals(second));
    if (a.equals(b)) {
      assertEquals(first.hashCode(), second.hashCode());
    }
  }

  @Property(tries = 200)
  void orderOfStepsToDifferentKeysDoesNotMatter(@ForAll("steps") List<Step> steps) {
    Map<Integer, Integer> last = new HashMap<>();
    steps.forEach(step -> apply(last, step));
    StateMap forwards = StateMap.EMPTY;
    for (Step step : steps) {
      forwards = apply(forwards, step);
    }
    StateMap direct = StateMap.EMPTY;
    for (Map.Entry<Integer, Integer> entry : last.entrySet()) {
      direct = direct.with(entry.getKey(), entry.getValue());
    }
    assertEquals(direct, forwards);
    assertEquals(direct.hashCode(), forwards.hashCode());
  }

  @Test
  void hundredThousandKeysAreKeptAndTakenAway() {
    int count = 100_000;
    StateMap map = StateMap.EMPTY;
    int[] events = new int[count];
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      int key = (int) ((i * 7_919L) % count);
      events[key] = random.nextInt(1 << 20);
      map = map.with(key, events[key]);
    }
    assertEquals(count, map.size());
    for (int key = 0; key < count; key++) {
      assertEquals(events[key], map.get(key));
    }
    assertEquals(StateMap.ABSENT, map.get(count));
    StateMap full = map;
    for (int key = 0; key < count; key += 2) {
      map = map.without(key);
    }
    assertEquals(count / 2, map.size());
    int[] differing = {0};
    full.difference(map, (key, before, after) -> differing[0]++);
    assertEquals(count / 2, differing[0]);
  }

  @Test
  void versionsShareWhatTheyHaveInCommon() {
    StateMap map = StateMap.EMPTY;
    for (int key = 0; key < 10_000; key++) {
      map = map.with(key, key);
    }
    StateMap changed = map.with(5_000, 1);
    assertTrue(map.isSameVersion(map));
    assertFalse(map.isSameVersion(changed));
    assertNotEquals(map, changed);
    assertEquals(map, changed.with(5_000, 5_000));
  }

  @Test
  void absentKeysAreAbsentHoweverFarAway() {
    for (StateMap map : List.of(StateMap.EMPTY, StateMap.EMPTY.with(3, 4))) {
      for (int key : new int[] {-1, Integer.MIN_VALUE, 0, 31, 32, 1 << 30, Integer.MAX_VALUE}) {
        assertEquals(StateMap.ABSENT, map.get(key));
        assertSame(map, map.without(key));
      }
    }
    assertEquals(StateMap.EMPTY, StateMap.EMPTY.with(70, 1).without(70));
    assertEquals(StateMap.EMPTY.hashCode(), StateMap.EMPTY.with(70, 1).without(70).hashCode());
    assertEquals("StateMap{3=4 }", StateMap.EMPTY.with(3, 4).toString());
  }
}
