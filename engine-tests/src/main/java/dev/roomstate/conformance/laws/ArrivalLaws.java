package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.conformance.CaseAnswer;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.conformance.RoomImplementation;
import dev.roomstate.conformance.history.HistoryArbitraries;
import dev.roomstate.conformance.history.HistorySeed;
import dev.roomstate.conformance.history.RandomHistory;
import dev.roomstate.conformance.history.Temper;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.version.RoomVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
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
   * An auth chain with a hole is not taken for a whole one: what stands on the missing event waits,
   * and when that has come, all is as if it had been there from the beginning.
   */
  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  default void eventsWaitForTheWholeOfTheirAuthChains(
      @ForAll("writtenHistories") HistorySeed seed) {
    RandomHistory history = seed.history();
    Random random = new Random(seed.seed());
    ProtocolCase inFull = withOneCreateEvent(history.toCase("written"));
    // What comes without its history waits for its auth events alone.
    ProtocolCase written = random.nextBoolean() ? inFull : withoutHistory(inFull);
    List<ProtocolCase.Entry> others = new ArrayList<>(written.events());
    int at = 1 + random.nextInt(others.size() - 1);
    ProtocolCase.Entry missing = others.remove(at);
    String id = missing.trustedId().get();
    Supplier<String> report = () -> id + " of " + history.timeline().draw() + written.toLine();

    Map<String, Set<String>> chains = authChains(written, history.timeline().version());
    for (CaseAnswer.EventAnswer event : subject().judge(written.withEvents(others)).events()) {
      if (chains.getOrDefault(event.eventId(), Set.of()).contains(id)) {
        assertEquals("deferred", event.outcome(), report);
      }
    }
    others.add(missing);
    CaseAnswer inOrder = subject().judge(written);
    CaseAnswer late = subject().judge(written.withEvents(others));
    assertEquals(essence(inOrder), essence(late), report);
  }

  private static ProtocolCase withoutHistory(ProtocolCase asked) {
    return asked.withEvents(asked.events().stream().map(ProtocolCase.Entry::asOutlier).toList());
  }

  /** By id: all that an event stands on, as it was written. */
  private static Map<String, Set<String>> authChains(ProtocolCase written, RoomVersion version) {
    Map<String, Set<String>> chains = new HashMap<>();
    for (ProtocolCase.Entry entry : written.events()) {
      byte[] bytes = entry.pdu().getBytes(StandardCharsets.UTF_8);
      for (Pdu pdu :
          EventFormat.parse(bytes, version.rules(), entry.trustedId().map(EventId::new))) {
        Set<String> chain = new TreeSet<>();
        for (EventId auth : pdu.authEvents()) {
          chain.add(auth.value());
          chain.addAll(chains.getOrDefault(auth.value(), Set.of()));
        }
        chains.put(pdu.id().value(), chain);
      }
    }
    return chains;
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
