package dev.roomstate.log.salvage;

import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the states of a salvaged room, and which of them only are what they most likely
 * were. For one thread.
 *
 * <p>The state after lost events is as good as told where they can but stand in one line behind the
 * only forward extremity: where the event that comes next cites nothing but the last of them, all
 * events came in full, and depths, which servers count up by one, leave room for nobody else. Where
 * forks were open, or an event between them may have been a merge, nothing tells what it cited.
 */
final class ToldStates {
  /** How many events that stand on lost ones are kept to be named; all are counted. */
  static final int UNTOLD_MAX = 1000;

  /** By number in the source, the states after lost events: what they were, or most likely were. */
  private final Map<Integer, StateMap> afterLost = new HashMap<>();

  /** By number in the source, the lost events after which the state is told. */
  private final Set<Integer> told = new HashSet<>();

  /** By number in the copy, the events before and after which the state is not told. */
  private final BitSet doubtful = new BitSet();

  /** By number in the copy, forward extremities that lost events are known to have cited. */
  private final Set<Integer> covered = new HashSet<>();

  private final List<SalvageReport.Untold> untold = new ArrayList<>();
  private boolean isPlain = true;
  private boolean isCurrentTold = true;
  private long currentUntoldFrom = -1;
  private int deepest = NumberMap.NONE;
  private long depthMax = Long.MIN_VALUE;
  private boolean isDeepestAlone;

  /** Whether every event so far came in full, and behind events that were there. */
  boolean isPlain() {
    return isPlain;
  }

  /** Whether the current state is told up to now. */
  boolean isCurrentTold() {
    return isCurrentTold;
  }

  /** An event comes that must have come before, as an outlier that is known or lost. */
  void cameTwice() {
    isPlain = false;
  }

  /** The events whose states rest on what is not told, in their order. */
  List<SalvageReport.Untold> untold() {
    return untold;
  }

  /** How many events have a state before them that is not told. */
  long untoldEvents() {
    return doubtful.cardinality();
  }

  /** The position of the first entry after which the current state is not told; negative: none. */
  long currentUntoldFrom() {
    return currentUntoldFrom;
  }

  /**
   * Entries of the room are lost before this one.
   *
   * @param first the number in the source of the first event that is new, were it not lost
   * @param likely what the state after each of them most likely is
   */
  void missing(int first, JudgedEvent next, Room room, StateMap likely) {
    int end = next.placement().number();
    Option<StateMap> line = first < end ? lineBehind(first, next, room) : Option.none();
    for (int lost = first; lost < end; lost++) {
      afterLost.put(lost, line.getOrElse(likely));
      if (line.isDefined()) {
        told.add(lost);
      }
    }
    isCurrentTold &= line.isDefined();
  }

  /** The state after the only extremity, where the lost events are a line behind it. */
  private Option<StateMap> lineBehind(int first, JudgedEvent next, Room room) {
    int[] prev = next.placement().prevEvents();
    int last = next.placement().number() - 1;
    boolean isNextOfLine =
        !next.outlier()
            && !next.stateGiven()
            && next.placement().hasOnePrevEvent()
            && prev.length == 1
            && prev[0] == last;
    Set<Integer> tips = new HashSet<>(room.graph().forwardExtremities().toJavaSet());
    tips.removeAll(covered);
    boolean isLine =
        isNextOfLine
            && isPlain
            && isCurrentTold
            && room.currentState().exists(CurrentState::isFresh)
            && isDeepestAlone
            && tips.equals(Set.of(deepest))
            && next.placement().depth() == depthMax + (last - first) + 2;
    if (!isLine) {
      return Option.none();
    }
    covered.add(deepest);
    return room.graph().event(deepest).stateAfter();
  }

  /** The state after a lost event that an entry follows. */
  StateMap afterLost(int number, StateMap likely) {
    return afterLost.getOrDefault(number, likely);
  }

  boolean isTold(int lost) {
    return told.contains(lost);
  }

  /** Whether the state after an event of the copy is told. */
  boolean isToldAfter(int copied) {
    return !doubtful.get(copied);
  }

  /** The state before an event rests on that after one that is lost. */
  void restsOnLost(long position, EventId event, int lost, Option<EventId> lostId) {
    if (untold.size() < UNTOLD_MAX) {
      untold.add(new SalvageReport.Untold(position, event, lost, lostId, isTold(lost)));
    }
  }

  /**
   * An entry was copied.
   *
   * @param source as it was
   * @param isTold whether the state before its event is told
   */
  void copied(JudgedEvent source, int number, long position, boolean isTold, EventGraph graph) {
    isPlain &=
        !source.outlier()
            && (source.placement().isCreate()
                || (!source.stateGiven() && source.placement().unknownPrevEvents().isEmpty()));
    doubtful.set(number, !isTold);
    if (!isCurrentTold && currentUntoldFrom < 0) {
      currentUntoldFrom = position;
    }
    GraphEvent event = graph.event(number);
    if (event.isOutlier() || event.depth() < depthMax) {
      return;
    }
    isDeepestAlone = event.depth() > depthMax;
    depthMax = event.depth();
    deepest = number;
  }
}
