package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.state.StateMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What two power levels events are both based on, beside a walk of the whole lines. */
class PowerLevelsLineTest {
  private static List<Integer> walked(int event, List<PowerLevelsLine> lines) {
    List<Integer> line = new ArrayList<>();
    for (int next = event; next != StateMap.ABSENT; next = lines.get(next).next()) {
      line.add(next);
    }
    return line;
  }

  @Property(tries = 300)
  void firstCommonEventIsTheFirstOfOneLineThatTheOtherHas(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
    Random random = new Random(seed);
    int branching = 1 + random.nextInt(40);
    List<PowerLevelsLine> lines = new ArrayList<>();
    for (int event = 0; event < size; event++) {
      boolean isEnd = event == 0 || random.nextInt(100) == 0;
      int next = Math.max(0, event - 1 - random.nextInt(branching));
      lines.add(isEnd ? PowerLevelsLine.END : PowerLevelsLine.from(next, lines::get));
    }
    for (int i = 0; i < 50; i++) {
      int one = random.nextInt(size);
      int other = random.nextInt(size);
      List<Integer> line = walked(other, lines);
      int expected =
          walked(one, lines).stream().filter(line::contains).findFirst().orElse(StateMap.ABSENT);
      assertEquals(line.size() - 1, lines.get(other).length());
      assertEquals(expected, PowerLevelsLine.firstCommon(one, other, lines::get));
    }
  }

  @Test
  void longLinesAreNotWalked() {
    int size = 100_000;
    List<PowerLevelsLine> lines = new ArrayList<>(List.of(PowerLevelsLine.END));
    for (int event = 1; event < size; event++) {
      lines.add(PowerLevelsLine.from(event - 1, lines::get));
    }
    int[] looks = new int[1];
    for (int event : new int[] {0, 1, 77, 5_000, 65_535, 99_998}) {
      looks[0] = 0;
      int common =
          PowerLevelsLine.firstCommon(
              event,
              size - 1,
              number -> {
                looks[0]++;
                return lines.get(number);
              });
      assertEquals(event, common);
      assertTrue(looks[0] < 300, "looked at " + looks[0]);
    }
  }
}
