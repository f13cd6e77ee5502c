package dev.roomstate.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.event.StateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Values get dense numbers; every version knows its own, whatever others do. */
class InternerTest {
  private static final SeededHash<String> HASH = text -> SeededHash.ofText(text, 42);

  /** All values in one slot: the worst that an attacker could do. */
  private static final SeededHash<String> ALIKE = text -> 7;

  private static void assertHas(List<String> values, Interner<String> interner) {
    assertEquals(values.size(), interner.size());
    for (int i = 0; i < values.size(); i++) {
      assertEquals(i, interner.number(values.get(i)));
      assertEquals(values.get(i), interner.value(i));
    }
    assertEquals(Interner.ABSENT, interner.number("never"));
    assertThrows(IndexOutOfBoundsException.class, () -> interner.value(values.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> interner.value(-1));
  }

  /** A tree of versions: each is made of one that was made before, seldom the newest. */
  @Property(tries = 60)
  void branchingOffAnyVersionStaysRight(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int steps, @ForAll boolean alike) {
    Random random = new Random(seed);
    List<Interner<String>> versions = new ArrayList<>();
    List<List<String>> contents = new ArrayList<>();
    versions.add(Interner.empty(alike ? ALIKE : HASH));
    contents.add(List.of());
    for (int i = 0; i < steps; i++) {
      int base = random.nextInt(3) > 0 ? versions.size() - 1 : random.nextInt(versions.size());
      // Branches give the same number to different values, and the same value different numbers.
      String value = "v" + (random.nextBoolean() ? i : random.nextInt(steps));
      if (contents.get(base).contains(value)) {
        continue;
      }
      versions.add(versions.get(base).with(value));
      List<String> grown = new ArrayList<>(contents.get(base));
      grown.add(value);
      contents.add(grown);
    }
    for (int i = 0; i < versions.size(); i++) {
      assertHas(contents.get(i), versions.get(i));
    }
  }

  @Test
  void readersOfAnyVersionAreNotDisturbedByTheWriter() throws Exception {
    AtomicReference<Interner<String>> newest = new AtomicReference<>(Interner.empty(HASH));
    int count = 50_000;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Void> reader =
        () -> {
          Random random = new Random(2);
          while (true) {
            Interner<String> seen = newest.get();
            int size = seen.size();
            for (int i = 0; i < 50 && size > 0; i++) {
              int number = random.nextInt(size);
              assertEquals(number, seen.number("v" + number));
              assertEquals("v" + number, seen.value(number));
              assertEquals(Interner.ABSENT, seen.number("v" + (size + random.nextInt(3))));
            }
            if (size == count) {
              return null;
            }
          }
        };
    try {
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      for (int i = 0; i < count; i++) {
        newest.set(newest.get().with("v" + i));
      }
      for (Future<Void> running : readers) {
        running.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void writersThatBranchAtOnceGetTheirOwnValues() throws Exception {
    Interner<String> base = Interner.empty(HASH);
    for (int i = 0; i < 10; i++) {
      base = base.with("common" + i);
    }
    Interner<String> common = base;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        String name = "writer" + w + "-";
        writers.add(
            threads.submit(
                () -> {
                  List<String> values = new ArrayList<>();
                  for (int i = 0; i < 10; i++) {
                    values.add("common" + i);
                  }
                  Interner<String> own = common;
                  for (int i = 0; i < 2_000; i++) {
                    own = own.with(name + i);
                    values.add(name + i);
                  }
                  assertHas(values, own);
                  return null;
                }));
      }
      for (Future<Void> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void hashOfTextDependsOnEveryCharacterAndOnTheSeed() {
    String text = "m.room.member";
    long hash = SeededHash.ofText(text, 1);
    for (int i = 0; i < text.length(); i++) {
      String other = text.substring(0, i) + '\u00e9' + text.substring(i + 1);
      assertEquals(true, SeededHash.ofText(other, 1) != hash);
    }
    assertEquals(true, SeededHash.ofText(text, 2) != hash);
    assertEquals(true, SeededHash.ofText(text + '\0', 1) != hash);
  }

  @Test
  void keysThatEveryRoomReadsHaveTheSameNumbers() {
    for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE}) {
      StateKeys keys = StateKeys.wellKnown(seed);
      assertEquals(StateKeys.CREATE, keys.number(StateKey.CREATE));
      assertEquals(StateKeys.POWER_LEVELS, keys.number(StateKey.POWER_LEVELS));
      assertEquals(StateKeys.JOIN_RULES, keys.number(StateKey.JOIN_RULES));
      assertEquals(StateMap.ABSENT, keys.number(new StateKey("m.room.create", "x")));
      assertSame(keys, keys.with(StateKey.CREATE));
      StateKeys grown = keys.with(new StateKey("a", "b"));
      assertEquals(3, grown.number(new StateKey("a", "b")));
      assertEquals(new StateKey("a", "b"), grown.key(3));
      assertEquals(StateMap.ABSENT, grown.number(new StateKey("ab", "")));
      assertEquals(StateMap.ABSENT, keys.number(new StateKey("a", "b")));
    }
  }

  /** Keys whose parts make the same text when they are joined, and such as come again. */
  @Property(tries = 200)
  void everyKeyHasOneNumberAndNoTwoShareOne(
      @ForAll long seed,
      @ForAll List<@StringLength(max = 3) @Chars({'a', 'b'}) String> types,
      @ForAll List<@StringLength(max = 3) @Chars({'a', 'b'}) String> keys) {
    StateKeys known = StateKeys.wellKnown(seed);
    Map<StateKey, Integer> numbers = new HashMap<>();
    for (String type : types) {
      for (String key : keys) {
        StateKey made = new StateKey(type, key);
        known = known.with(made);
        numbers.putIfAbsent(made, known.number(made));
      }
    }
    assertEquals(numbers.size(), known.size() - StateKeys.wellKnown(seed).size());
    for (Map.Entry<StateKey, Integer> entry : numbers.entrySet()) {
      assertEquals(entry.getValue(), known.number(entry.getKey()));
      assertEquals(entry.getKey(), known.key(entry.getValue()));
    }
  }
}
