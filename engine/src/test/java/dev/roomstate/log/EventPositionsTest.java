package dev.roomstate.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventPositionsTest {
  @Property(tries = 60)
  void positionsAreThoseOfTheEntriesHoweverFarApart(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 700) int entries) throws MalformedBytes {
    Random random = new Random(seed);
    EventPositions positions = EventPositions.EMPTY;
    List<Long> first = new ArrayList<>();
    List<Long> last = new ArrayList<>();
    long position = random.nextInt(10);
    for (int i = 0; i < entries; i++) {
      position += random.nextInt(40) == 0 ? random.nextLong() >>> 20 : 1 + random.nextInt(5);
      if (!first.isEmpty() && random.nextInt(10) == 0) {
        int event = random.nextInt(first.size());
        last.set(event, position);
        positions = positions.with(event, new LogPosition(position));
      } else {
        positions = positions.with(first.size(), new LogPosition(position));
        first.add(position);
        last.add(position);
      }
    }
    assertAre(first, last, positions);
    BinaryWriter out = new BinaryWriter();
    positions.write(out);
    BinaryReader in = new BinaryReader(out.written(), 0, out.length());
    assertAre(first, last, EventPositions.read(in, new LogPosition(Long.MAX_VALUE)));
    in.end();
  }

  private static void assertAre(List<Long> first, List<Long> last, EventPositions positions) {
    assertEquals(first.size(), positions.size());
    for (int event = 0; event < first.size(); event++) {
      assertEquals(first.get(event), positions.first(event).sequence());
      assertEquals(last.get(event), positions.last(event).sequence());
    }
  }
}
