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

    /** The id of the event of this number. */
    EventId id(int number);

    /** Whether the event of this number was not judged in full. */
    boolean isOutlier(int number);

    /** The numbers of the events that this one names in {@code prev_events}. */
    int[] prevEvents(int number);

    /** The ids that it names in {@code prev_events} and that were unknown then. */
    List<EventId> unknownPrevEvents(int number);

    /** What became of the event of this number. */
    Outcome outcome(int number);

    /** The state after the event of this number. */
    StateMap stateAfter(int number);
  }

  /** The extremities after an event was judged in full. */
  ForwardExtremities after(Placement placement, Outcome outcome, Names names) {
    int number = placement.number();
    boolean named = !namedEarly.isEmpty() && namedEarly.contains(placement.id());
    boolean accepted = outcome == Outcome.ACCEPTED;
    if (!named && !accepted) {
      return this;
    }
    if (!named && follows(placement, names)) {
      int followed = placement.prevEvents()[0];
      return new ForwardExtremities(
          events.remove(followed).add(number), states, seenThrough, namedEarly);
    }
    boolean becomesOne = accepted && !named;
    // First it comes, then others go: so a state that it takes over is not seen to leave.
    SortedSet<Integer> tips = becomesOne ? events.add(number) : events;
    ExtremityStates tipStates = becomesOne ? states.with(number, names.stateAfter(number)) : states;
    Set<Integer> through = named && !accepted ? seenThrough.add(number) : seenThrough;
    SortedSet<EventId> early = named ? namedEarly.remove(placement.id()) : namedEarly;
    Deque<Integer> open = new ArrayDeque<>();
    early = named(placement.prevEvents(), placement.unknownPrevEvents(), early, open, names);
    while (!open.isEmpty()) {
      int judged = open.pop();
      if (names.outcome(judged) == Outcome.ACCEPTED) {
        tipStates = tips.contains(judged) ? tipStates.without(names.stateAfter(judged)) : tipStates;
        tips = tips.remove(judged);
      } else if (!through.contains(judged)) {
        through = through.add(judged);
        early =
            named(names.prevEvents(judged), names.unknownPrevEvents(judged), early, open, names);
      }
    }
    return new ForwardExtremities(tips, tipStates, through, early);
  }

  /** Whether an event names one extremity only, and its state is that after it. */
  private boolean follows(Placement placement, Names names) {
    int[] named = placement.prevEvents();
    return named.length == 1
        && placement.unknownPrevEvents().isEmpty()
        && events.contains(named[0])
        && names.stateAfter(named[0]).isSameVersion(names.stateAfter(placement.number()));
  }

  /** Opens those that are judged; the ids of all others are named early. */
  private static SortedSet<EventId> named(
      int[] numbers,
      List<EventId> unknown,
      SortedSet<EventId> namedEarly,
      Deque<Integer> open,
      Names names) {
    SortedSet<EventId> early = namedEarly;
    for (int number : numbers) {
      if (names.isOutlier(number)) {
        early = early.add(names.id(number));
      } else {
        open.add(number);
      }
    }
    for (EventId id : unknown) {
      // It may have come since.
      int judged = names.judged(id);
      if (judged < 0) {
        early = early.add(id);
      } else {
        open.add(judged);
      }
    }
    return early;
  }
}
