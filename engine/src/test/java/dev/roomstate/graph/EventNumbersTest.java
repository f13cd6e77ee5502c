package dev.roomstate.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.EventId;
import dev.roomstate.receipt.Arrival;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The numbers of events, for which everything else in a room stands. */
class EventNumbersTest {
  private static final int IDS = 12;

  /** What the graph has, asked both ways. */
  private static Map<String, Integer> numbers(EventGraph graph) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int number = 0; number < graph.size(); number++) {
      EventId id = graph.event(number).id();
      assertEquals(null, numbers.put(id.value(), number), "two numbers for " + id);
      assertEquals(number, graph.number(id));
    }
    return numbers;
  }

  private static Arrival anyArrival(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Arrival.OUTLIER;
      case 1 -> new Arrival.WithState(List.of(new EventId("$create:a.org")));
      default -> Arrival.IN_FULL;
    };
  }

  /**
   * Goal: one id keeps one number, and no two share one. Method: few events come again and again,
   * with and without their history, and before what they follow; every version is looked at again
   * when all have come.
   */
  @Property(tries = 100)
  void everyIdHasOneNumberHoweverOftenItComes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int arrivals) {
    Random random = new Random(seed);
    HandRoom room = HandRoom.made("11");
    Map<EventGraph, Map<String, Integer>> versions = new LinkedHashMap<>();
    for (int i = 0; i < arrivals; i++) {
      int event = random.nextInt(IDS);
      String after = event < 3 ? "$bob:b.org" : "$" + event / 2;
      room.receive(HandRoom.topic("$" + event, "").after(after), anyArrival(random));
      versions.put(room.room().graph(), numbers(room.room().graph()));
    }
    Map<String, Integer> last = numbers(room.room().graph());
    versions.forEach(
        (version, had) -> {
          assertEquals(had, numbers(version));
          assertTrue(last.entrySet().containsAll(had.entrySet()), "a number was changed");
        });
  }
}
