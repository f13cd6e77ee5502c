package dev.roomstate;

import dev.roomstate.graph.EventLookup.HeldFacts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the rules read of events, as far as graphs of all rooms hold it beside the log: that of the
 * events that were judged or looked up last. Thread-safe.
 */
final class HeldEventFacts {
  /** Of how many events it is held; some 400 bytes each. A power of two. */
  static final int EVENTS_MAX = 1 << 16;

  private final AtomicReferenceArray<HeldFacts> held = new AtomicReferenceArray<>(EVENTS_MAX);

  private final AtomicInteger next = new AtomicInteger();

  /** From now on it is held, until as many others have come. */
  void held(HeldFacts facts) {
    HeldFacts oldest = held.getAndSet(next.getAndIncrement() & EVENTS_MAX - 1, facts);
    if (oldest != null) {
      oldest.letGo();
    }
  }
}
