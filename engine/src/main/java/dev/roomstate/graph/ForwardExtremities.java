package dev.roomstate.graph;

import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
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
 * @param states the states after them
 * @param seenThrough rejected and soft-failed events that an accepted event names, so that what
 *     they name is named too; each is walked once
 * @param namedEarly ids that an accepted event names, in the same sense, before they are judged
 */
record ForwardExtremities(
    SortedSet<Integer> events,
    ExtremityStates states,
    Set<Integer> seenThrough,
    SortedSet<EventId> namedEarly) {
  static final ForwardExtremities NONE =
      new ForwardExtremities(
          TreeSet.empty(), ExtremityStates.NONE, HashSet.empty(), TreeSet.empty());

  /** What an event names, by id and where it is judged by number. */
  interface Names {
    /** The number of the event of this id, if it was judged in full; else a negative number. */
    int judged(EventId id);

    /** The ids that the event of this number names in {@code prev_events}. */
    List<EventId> prevEvents(int number);

    /** What became of the event of this number. */
    Outcome outcome(int number);

    /** The state after the event of this number. */
    StateMap stateAfter(int number);
  }

  /** The extremities after an event was judged in full. */
  ForwardExtremities after(
      EventId id, int number, Outcome outcome, List<EventId> prevEvents, Names names) {
    boolean named = namedEarly.contains(id);
    boolean accepted = outcome == Outcome.ACCEPTED;
    if (!named && !accepted) {
      return this;
    }
    boolean becomesOne = accepted && !named;
    // First it comes, then others go: so a state that it takes over is not seen to leave.
    SortedSet<Integer> tips = becomesOne ? events.add(number) : events;
    ExtremityStates tipStates = becomesOne ? states.with(number, names.stateAfter(number)) : states;
    Set<Integer> through = named && !accepted ? seenThrough.add(number) : seenThrough;
    SortedSet<EventId> early = namedEarly.remove(id);
    Deque<EventId> open = new ArrayDeque<>(prevEvents);
    while (!open.isEmpty()) {
      EventId next = open.pop();
      int judged = names.judged(next);
      if (judged < 0) {
        early = early.add(next);
      } else if (names.outcome(judged) == Outcome.ACCEPTED) {
        tipStates = tips.contains(judged) ? tipStates.without(names.stateAfter(judged)) : tipStates;
        tips = tips.remove(judged);
      } else if (!through.contains(judged)) {
        through = through.add(judged);
        open.addAll(names.prevEvents(judged));
      }
    }
    return new ForwardExtremities(tips, tipStates, through, early);
  }
}
