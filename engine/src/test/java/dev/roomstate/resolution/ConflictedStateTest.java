package dev.roomstate.resolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.state.StateMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The split of states into what is in conflict and what is not. */
class ConflictedStateTest {
  private static final int KEYS = 50_000;

  /** Nodes from the root to a leaf of a state of so many keys. */
  private static final int LEVELS = 4;

  /** In the place of what two states share: no node, so that looking into it is an error. */
  private static final Object NEVER_LOOKED_INTO = "shared";

  /** Spoils what two tries share; the number of pairs of nodes that they do not. */
  private static int spoilShared(Object first, Object second) {
    if (!(first instanceof Object[] left) || !(second instanceof Object[] right)) {
      return 1;
    }
    int different = 1;
    for (int i = 0; i < left.length; i++) {
      if (left[i] == right[i]) {
        left[i] = NEVER_LOOKED_INTO;
        right[i] = NEVER_LOOKED_INTO;
      } else {
        different += spoilShared(left[i], right[i]);
      }
    }
    return different;
  }

  /**
   * Goal: the split costs what differs, whatever the states hold. Method: each node that both have
   * is replaced by something that is none; what remains grows with the number of differences.
   */
  @Property(tries = 30)
  void splitLooksOnlyAtWhatDiffers(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int differences) {
    Random random = new Random(seed);
    StateMap first = StateMap.EMPTY;
    for (int key = 0; key < KEYS; key++) {
      first = first.with(key, key);
    }
    StateMap second = first;
    Map<Integer, Integer> changed = new TreeMap<>();
    while (changed.size() < differences) {
      int key = random.nextInt(KEYS);
      changed.put(key, KEYS + changed.size());
      second = second.with(key, changed.get(key));
    }
    assertTrue(spoilShared(first.version(), second.version()) <= LEVELS * differences);

    ConflictedState conflict = ConflictedState.of(List.of(first, second), new Effort());

    assertEquals(changed.keySet(), keys(conflict));
    Set<Integer> events = new TreeSet<>(changed.keySet());
    events.addAll(changed.values());
    assertEquals(events, RandomAuthGraph.numbers(conflict.events()));
    assertEquals(KEYS - differences, conflict.unconflicted().size());
  }

  private static Set<Integer> keys(ConflictedState conflict) {
    return new TreeSet<>(Arrays.stream(conflict.keys()).boxed().toList());
  }
}
