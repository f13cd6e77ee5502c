package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

class CitedByTest {
  /** The events that cite this one, newest first. */
  private static List<Integer> citing(CitedBy edges, int cited) {
    List<Integer> citing = new ArrayList<>();
    for (int edge = edges.newestEdge(cited); edge != 0; edge = edges.olderEdge(edge)) {
      citing.add(edges.citing(edge));
    }
    return citing;
  }

  private static List<Integer> expected(List<int[]> auth, int cited) {
    List<Integer> citing = new ArrayList<>();
    for (int event = auth.size() - 1; event >= 0; event--) {
      for (int target : auth.get(event)) {
        if (target == cited) {
          citing.add(event);
        }
      }
    }
    return citing;
  }

  private static int[] randomAuth(Random random, int event) {
    int[] candidates = random.ints(random.nextInt(5), 0, Math.max(1, event)).distinct().toArray();
    return event == 0 ? new int[0] : candidates;
  }

  @Property(tries = 60)
  void branchingOffAnyVersionStaysRight(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
    Random random = new Random(seed);
    List<CitedBy> versions = new ArrayList<>(List.of(CitedBy.empty()));
    List<List<int[]>> contents = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < steps; i++) {
      int base = random.nextInt(3) > 0 ? versions.size() - 1 : random.nextInt(versions.size());
      List<int[]> grown = new ArrayList<>(contents.get(base));
      int[] auth = randomAuth(random, grown.size());
      versions.add(versions.get(base).with(grown.size(), auth));
      grown.add(auth);
      contents.add(grown);
    }
    for (int i = 0; i < versions.size(); i++) {
      for (int event = 0; event < contents.get(i).size() + 2; event++) {
        assertEquals(expected(contents.get(i), event), citing(versions.get(i), event));
      }
    }
  }

  @Test
  void readersAreNotDisturbedByTheWriter() throws Exception {
    int count = 20_000;
    record Seen(CitedBy edges, int events) {}
    // Each event cites the first, the one before it, and the middle one.
    AtomicReference<Seen> newest = new AtomicReference<>(new Seen(CitedBy.empty(), 0));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Void> reader =
        () -> {
          int events = 0;
          Random random = new Random(4);
          while (events < count) {
            Seen seen = newest.get();
            events = seen.events();
            if (events > 4) {
              int event = 1 + random.nextInt(events - 2);
              int edge = seen.edges().newestEdge(0);
              assertEquals(events - 1, seen.edges().citing(edge));
              List<Integer> citing = citing(seen.edges(), event);
              assertEquals(event + 1, citing.get(citing.size() - 1));
              assertEquals(List.of(), citing(seen.edges(), events - 1));
            }
          }
          return null;
        };
    try {
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      CitedBy edges = CitedBy.empty();
      for (int i = 0; i < count; i++) {
        int[] auth =
            i < 3 ? (i == 0 ? new int[0] : new int[] {i - 1}) : new int[] {0, i - 1, i / 2};
        edges = edges.with(i, i == 3 || i == 2 ? new int[] {0, i - 1} : auth);
        newest.set(new Seen(edges, i + 1));
      }
      for (Future<Void> running : readers) {
        running.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
