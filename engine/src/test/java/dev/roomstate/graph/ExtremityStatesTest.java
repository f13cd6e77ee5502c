package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The states after the forward extremities, beside a list of one state for each extremity. */
class ExtremityStatesTest {
  private static Set<Object> versions(Iterable<StateMap> states) {
    Set<Object> versions = Collections.newSetFromMap(new IdentityHashMap<>());
    states.forEach(state -> versions.add(state.version()));
    return versions;
  }

  @Property(tries = 300)
  void eachVersionIsThereOnceAsLongAsAnExtremityHasIt(@ForAll long seed) {
    Random random = new Random(seed);
    List<StateMap> known = new ArrayList<>(List.of(StateMap.EMPTY));
    List<StateMap> slow = new ArrayList<>();
    ExtremityStates states = ExtremityStates.NONE;
    for (int number = 0; number < 60; number++) {
      ExtremityStates before = states;
      Set<Object> versionsBefore = versions(slow);
      if (slow.isEmpty() || random.nextInt(5) > 1) {
        StateMap base = known.get(random.nextInt(known.size()));
        StateMap after = random.nextBoolean() ? base : base.with(random.nextInt(3), number);
        known.add(after);
        slow.add(after);
        states = states.with(number, after);
      } else {
        states = states.without(slow.remove(random.nextInt(slow.size())));
      }
      assertEquals(versions(slow), versions(states.distinct().values()));
      assertEquals(versions(slow).size(), states.distinct().size());
      if (versions(slow).equals(versionsBefore)) {
        assertSame(before.distinct(), states.distinct());
      }
    }
  }
}
