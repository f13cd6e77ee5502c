package dev.roomstate.graph;

import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.SortedSet;
import io.vavr.collection.TreeSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The accepted events that no accepted event names in {@code prev_events}, directly or through
 * rejected and soft-failed ones. Immutable.
 *
 * @param events their numbers
 * @param seenThrough rejected and soft-failed events that an accepted event names, so that what
 *     they name is named too; each is walked once
 * @param namedEarly ids that an accepted event names, in the same sense, before they are judged
 */
record ForwardExtremities(
    SortedSet<Integer> events, Set<Integer> seenThrough, Set<EventId> namedEarly) {
  static final ForwardExtremities NONE =
      new ForwardExtremities(TreeSet.empty(), HashSet.empty(), HashSet.empty());

  /** What an event names, by id and where it is judged by number. */
  interface Names {
    /** The number of the event of this id, if it was judged in full; else a negative number. */
    int judged(EventId id);

    /** The ids that the event of this number names in {@code prev_events}. */
    List<EventId> prevEvents(int number);

    /** What became of the event of this number. */
    Outcome outcome(int number);
  }

  /** The extremities after an event was judged in full. */
  ForwardExtremities after(
      EventId id, int number, Outcome outcome, List<EventId> prevEvents, Names names) {
    boolean named = namedEarly.contains(id);
    boolean accepted = outcome == Outcome.ACCEPTED;
    if (!named && !accepted) {
      return this;
    }
    SortedSet<Integer> tips = events;
    Set<Integer> through = named && !accepted ? seenThrough.add(number) : seenThrough;
    Set<EventId> early = namedEarly.remove(id);
    Deque<EventId> open = new ArrayDeque<>(prevEvents);
    while (!open.isEmpty()) {
      EventId next = open.pop();
      int judged = names.judged(next);
      if (judged < 0) {
        early = early.add(next);
      } else if (names.outcome(judged) == Outcome.ACCEPTED) {
        tips = tips.remove(judged);
      } else if (!through.contains(judged)) {
        through = through.add(judged);
        open.addAll(names.prevEvents(judged));
      }
    }
    return new ForwardExtremities(accepted && !named ? tips.add(number) : tips, through, early);
  }
}
