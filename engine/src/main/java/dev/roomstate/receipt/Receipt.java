package dev.roomstate.receipt;

import dev.roomstate.event.EventDefect;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.KeyRequest;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.room.JudgedEvent;
import io.vavr.collection.SortedSet;

/** The answer to an event that was received. Immutable. */
public sealed interface Receipt {
  /** Checks 1 to 6 were made, and the event is in the log. */
  record Judged(JudgedEvent entry, GraphEvent placed) implements Receipt {}

  /** Check 1 or 2 says no; the event is as if it had never come. */
  record Dropped(EventDefect defect) implements Receipt {}

  /**
   * The event waits for others, and is judged when they come.
   *
   * @param id the event
   * @param hash what check 3 came to
   * @param missing the ids that it waits for and that are not judged, sorted
   */
  record Deferred(EventId id, HashStatus hash, SortedSet<EventId> missing) implements Receipt {}

  /**
   * Keys have to be fetched first; the event waits for them, save a create event whose room is not
   * open, which has to be received again.
   *
   * @param id the event
   * @param keys the keys
   */
  record KeysMissing(EventId id, SortedSet<KeyRequest> keys) implements Receipt {}

  /** The event is known: it was received before, and is not judged again. */
  record Known(EventId id) implements Receipt {}

  /**
   * Too many events, or too many bytes of them, wait already; the event is not kept and has to be
   * received again.
   *
   * @param id the event
   * @param missing the ids that it would have waited for, sorted
   */
  record Overflow(EventId id, SortedSet<EventId> missing) implements Receipt {}
}
