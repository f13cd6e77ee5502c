package dev.roomstate;

import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventLookup;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the rules read of events, as far as graphs of all rooms hold it beside the log: that of the
 * events that were judged or looked up last. Thread-safe.
 */
final class HeldEventFacts {
  /** Of how many events it is held; some 400 bytes each. A power of two. */
  static final int EVENTS_MAX = 1 << 16;

  private final AtomicReferenceArray<EventLookup.HeldFacts> held =
      new AtomicReferenceArray<>(EVENTS_MAX);

  private final AtomicInteger next = new AtomicInteger();

  /** Finds what a room's graph does not hold in the log. */
  EventLookup lookupOf(RoomWriter room) {
    return new EventLookup() {
      @Override
      public EventFacts facts(int number) {
        return room.loggedFacts(number);
      }

      @Override
      public void held(HeldFacts facts) {
        HeldFacts oldest = held.getAndSet(next.getAndIncrement() & EVENTS_MAX - 1, facts);
        if (oldest != null) {
          oldest.letGo();
        }
      }
    };
  }
}
