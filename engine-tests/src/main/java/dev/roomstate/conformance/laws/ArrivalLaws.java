package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.RandomHistory;
import dev.roomstate.conformance.history.Temper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * In whatever order the events of a room arrive: each is let in or is rejected all the same, and
 * the states before and after it are the same. Soft failure, extremities and the current state may
 * differ.
 */
public interface ArrivalLaws {
  /** Who is tried. */
  RoomImplementation subject();

  /** Rooms with hostile events that arrive in the order in which they were written. */
  @Provide
  default Arbitrary<HistorySeed> writtenHistories() {
    return HistoryArbitraries.histories(new Temper(12, false, false, 40));
  }

  /** The law. */
  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  default void theOrderOfArrivalDecidesNothingButSoftFailure(
      @ForAll("writtenHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    ProtocolCase written = withOneCreateEvent(history.toCase("written").withSoftFail(true));
    List<ProtocolCase.Entry> shuffled = new ArrayList<>(written.events());
    Collections.shuffle(shuffled, new Random(seed.seed()));
    CaseAnswer inOrder = subject().judge(written);
    CaseAnswer outOfOrder = subject().judge(written.withEvents(shuffled));
    assertEquals(
        essence(inOrder), essence(outOfOrder), () -> history.timeline().draw() + written.toLine());
  }

  /**
   * Of two create events of a room, the first to arrive makes it: that is no matter of this law.
   */
  private static ProtocolCase withOneCreateEvent(ProtocolCase asked) {
    List<ProtocolCase.Entry> entries = new ArrayList<>();
    for (ProtocolCase.Entry entry : asked.events()) {
      if (entries.isEmpty() || !entry.pdu().contains("\"m.room.create\"")) {
        entries.add(entry);
      }
    }
    return asked.withEvents(entries);
  }

  private static Map<String, String> essence(CaseAnswer answer) {
    Map<String, String> essence = new TreeMap<>();
    for (CaseAnswer.EventAnswer event : answer.events()) {
      String outcome = event.isAllowed() ? "allowed" : event.outcome();
      essence.put(
          String.valueOf(event.eventId()),
          outcome + " " + event.stateBefore() + " " + event.stateAfter() + event.missing());
    }
    return essence;
  }
}
