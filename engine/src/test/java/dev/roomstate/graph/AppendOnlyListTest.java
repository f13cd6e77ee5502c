package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

class AppendOnlyListTest {
  private static void assertHas(List<Integer> items, AppendOnlyList<Integer> list) {
    assertEquals(items.size(), list.size());
    for (int i = 0; i < items.size(); i++) {
      assertEquals(items.get(i), list.get(i));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> list.get(items.size()));
  }

  @Property(tries = 100)
  void branchingOffAnyVersionStaysRight(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 250) int steps,
      @ForAll @IntRange(max = 600) int first) {
    Random random = new Random(seed);
    AppendOnlyList<Integer> begun = AppendOnlyList.empty();
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      begun = begun.with(i);
      items.add(i);
    }
    List<AppendOnlyList<Integer>> versions = new ArrayList<>(List.of(begun));
    List<List<Integer>> contents = new ArrayList<>(List.of(items));
    for (int i = 0; i < steps; i++) {
      int base = random.nextInt(3) > 0 ? versions.size() - 1 : random.nextInt(versions.size());
      List<Integer> changed = new ArrayList<>(contents.get(base));
      if (!changed.isEmpty() && random.nextInt(6) == 0) {
        int at = random.nextInt(changed.size());
        changed.set(at, -i);
        versions.add(versions.get(base).withReplaced(at, -i));
      } else {
        changed.add(i);
        versions.add(versions.get(base).with(i));
      }
      contents.add(changed);
    }
    for (int i = 0; i < versions.size(); i++) {
      assertHas(contents.get(i), versions.get(i));
    }
  }

  @Test
  void readersAreNotDisturbedByTheWriter() throws Exception {
    AtomicReference<AppendOnlyList<Integer>> newest = new AtomicReference<>(AppendOnlyList.empty());
    int count = 200_000;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Void> reader =
        () -> {
          Random random = new Random(3);
          int size = 0;
          while (size < count) {
            AppendOnlyList<Integer> seen = newest.get();
            size = seen.size();
            for (int i = 0; i < 20 && size > 0; i++) {
              int at = i == 0 ? size - 1 : random.nextInt(size);
              assertEquals(at, seen.get(at));
            }
          }
          return null;
        };
    try {
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      for (int i = 0; i < count; i++) {
        newest.set(newest.get().with(i));
      }
      for (Future<Void> running : readers) {
        running.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
