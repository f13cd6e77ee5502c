package dev.roomstate.log.salvage;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.graph.Placement;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateChanges;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A room whose entries are copied from a log in which some may be lost. For one thread.
 *
 * <p>A copied entry stands in a room that never had the lost events, as rooms do that a server has
 * joined late: the ids that it cites are unknown, and it came with the state before it. So the copy
 * is a log like any other. Where nothing of a room is lost its entries come out as they were.
 */
final class SalvagedRoom {
  /** Nothing is judged, so that nobody asks what an event says, and none of it is kept. */
  private static final EventLookup NO_FACTS =
      new EventLookup() {
        @Override
        public EventFacts facts(int number) {
          throw new IllegalStateException("nothing is judged while a log is salvaged");
        }

        @Override
        public void held(HeldFacts facts) {
          // Nothing is.
        }
      };

  private final RoomId id;
  private final RoomVersion version;
  private final NumberMap events = new NumberMap();
  private final NumberMap keys = new NumberMap();
  private final SortedMap<Integer, Option<EventId>> lost = new TreeMap<>();

  private final ToldStates states = new ToldStates();

  private Room room;
  private int next;
  private int newestInFull = NumberMap.NONE;
  private long copied;

  /** What the entry before was like; null before the first. */
  private Passed before;

  private long inexactFrom = -1;

  /** The lost event in the source after which is the state that the entry now builds on. */
  private int restsOn;

  private boolean isBeforeTold;

  /** Where the entry that is copied now will stand in the copy. */
  private long position;

  SalvagedRoom(RoomId id, RoomVersion version) {
    this.id = id;
    this.version = version;
    this.room = Room.empty(version, UUID.randomUUID().getMostSignificantBits(), NO_FACTS);
    for (int key : new int[] {StateKeys.CREATE, StateKeys.POWER_LEVELS, StateKeys.JOIN_RULES}) {
      keys.put(key, key);
    }
  }

  RoomId id() {
    return id;
  }

  RoomVersion version() {
    return version;
  }

  /**
   * The events that are known to be lost: their numbers in the source, and ids if they are told.
   */
  SortedMap<Integer, Option<EventId>> lost() {
    return lost;
  }

  /** How many entries were copied. */
  long copied() {
    return copied;
  }

  /** The position of the first entry that came after a loss, or may have; negative if none. */
  long inexactFrom() {
    return inexactFrom;
  }

  /** The states that are not told. */
  ToldStates states() {
    return states;
  }

  /**
   * What stood before an entry in its source.
   *
   * @param back how many entries before it that before it of the same room is, as it says; 0: none
   * @param entries how many entries, of all rooms, are known to stand before it
   * @param missed how many frames before it are lost, each an entry or not
   */
  record Passed(long back, long entries, long missed) {
    /** Whether it must be the next one of its room after another one. */
    boolean follows(Passed other) {
      return other == null ? back == 0 : back == entries - other.entries + missed - other.missed;
    }
  }

  /**
   * The next entry, as the copy has it; or why it cannot be in the copy.
   *
   * @param at its position in the copy
   * @param passed what stood before it
   */
  Either<String, JudgedEvent> next(JudgedEvent source, long at, Passed passed) {
    Placement was = source.placement();
    Pdu pdu = source.pdu();
    if (was.number() - (long) next > passed.missed()
        || was.key() > was.number() + StateKeys.JOIN_RULES + 1) {
      return Either.left("its numbers do not fit its room");
    }
    Option<GraphEvent> there = room.graph().get(pdu.id());
    if (there.exists(event -> source.outlier() || !event.isOutlier())) {
      return Either.left("its event is there already");
    }
    position = at;
    miss(source, pdu, passed);
    before = passed;
    restsOn = NumberMap.NONE;
    isBeforeTold = true;
    JudgedEvent copy = moved(source, room.graph().place(pdu));
    room = room.apply(copy);
    int number = copy.placement().number();
    boolean isTold = (restsOn == NumberMap.NONE || states.isTold(restsOn)) && isBeforeTold;
    states.copied(source, number, at, isTold, room.graph());
    newestInFull = source.outlier() ? newestInFull : number;
    copied++;
    return Either.right(copy);
  }

  /** Notes which events must be lost, since this one comes next, and what it says of their ids. */
  private void miss(JudgedEvent source, Pdu pdu, Passed passed) {
    Placement was = source.placement();
    boolean isGap = was.number() > next || !(states.isPlain() || passed.follows(before));
    if (isGap) {
      inexact();
      states.missing(next, source, room, latestState());
    }
    for (; next < was.number(); next++) {
      lost.put(next, Option.none());
    }
    if (was.number() < next) {
      states.cameTwice();
    }
    next = Math.max(next, was.number() + 1);
    lost.remove(was.number());
    if (lost.isEmpty()) {
      return;
    }
    Set<EventId> prev = new LinkedHashSet<>(pdu.prevEvents());
    was.unknownPrevEvents().forEach(prev::remove);
    name(was.prevEvents(), prev);
    name(was.authEvents(), new LinkedHashSet<>(pdu.authEvents()));
  }

  private void name(int[] numbers, Set<EventId> cited) {
    if (numbers.length != cited.size()) {
      return;
    }
    int i = 0;
    for (EventId one : cited) {
      lost.computeIfPresent(numbers[i++], (number, known) -> Option.some(one));
    }
  }

  private void inexact() {
    inexactFrom = inexactFrom < 0 ? position : inexactFrom;
  }

  private JudgedEvent moved(JudgedEvent source, Placement placement) {
    Placement was = source.placement();
    events.put(was.number(), placement.number());
    if (was.isState()) {
      keys.put(was.key(), placement.key());
    }
    boolean isGiven = source.stateGiven() || isCutOff(source, placement);
    if (isGiven != source.stateGiven()) {
      inexact();
    }
    StateChanges before = source.outlier() ? source.before() : before(source, placement);
    return source.movedTo(placement, isGiven, before, source.current().map(this::current));
  }

  /** Whether an event has previous events after which the copy has no state. */
  private boolean isCutOff(JudgedEvent source, Placement placement) {
    if (source.outlier() || placement.isCreate()) {
      return false;
    }
    boolean isCutOff = !placement.unknownPrevEvents().isEmpty();
    for (int prev : placement.prevEvents()) {
      isCutOff |= room.graph().event(prev).isOutlier();
    }
    return isCutOff;
  }

  private StateChanges before(JudgedEvent source, Placement placement) {
    StateMap known = translated(source.before(), baseline(source));
    if (restsOn != NumberMap.NONE) {
      int copy = events.get(restsOn);
      Option<EventId> id =
          copy == NumberMap.NONE
              ? lost.getOrDefault(restsOn, Option.none())
              : Option.some(room.graph().event(copy).id());
      states.restsOnLost(position, placement.id(), restsOn, id);
    }
    return StateChanges.between(room.graph().baseline(placement), known);
  }

  /** What is known of the state after the first previous event that was judged in full. */
  private StateMap baseline(JudgedEvent source) {
    EventGraph graph = room.graph();
    for (int prev : source.placement().prevEvents()) {
      int copy = events.get(prev);
      if (copy == NumberMap.NONE) {
        restsOn = prev;
        return states.afterLost(prev, latestState());
      }
      Option<StateMap> after = graph.event(copy).stateAfter();
      if (after.isDefined()) {
        isBeforeTold = states.isToldAfter(copy);
        return after.get();
      }
      // An event waits until what is before it was judged in full, unless it brings its state.
      if (!source.stateGiven() && !source.placement().isCreate()) {
        restsOn = prev;
        return latestState();
      }
      // What is an outlier here may have been judged in full by an entry that is lost.
      restsOn = states.isCurrentTold() ? restsOn : prev;
    }
    return StateMap.EMPTY;
  }

  /** What the state after an event that comes now, and is lost, most likely is. */
  private StateMap latestState() {
    StateMap current = room.currentState().get().state();
    if (current.size() > 0) {
      return current;
    }
    return newestInFull == NumberMap.NONE
        ? StateMap.EMPTY
        : room.graph().event(newestInFull).stateAfter().get();
  }

  private CurrentState.Change current(CurrentState.Change change) {
    StateMap kept = room.currentState().get().state();
    StateMap now = translated(change.changes(), kept);
    return new CurrentState.Change(StateChanges.between(kept, now), change.effort());
  }

  /** A state of the copy, changed as one of the source; a key that gets a lost event stays. */
  private StateMap translated(StateChanges changes, StateMap state) {
    StateMap changed = state;
    for (int i = 0; i < changes.size(); i++) {
      int key = keys.get(changes.key(i));
      boolean goes = changes.event(i) == StateMap.ABSENT;
      int event = goes ? StateMap.ABSENT : events.get(changes.event(i));
      if (key == NumberMap.NONE || (!goes && event == NumberMap.NONE)) {
        inexact();
      } else {
        changed = goes ? changed.without(key) : changed.with(key, event);
      }
    }
    return changed;
  }

  /** The ids of lost events, as far as they are told. */
  List<EventId> lostIds() {
    List<EventId> ids = new ArrayList<>();
    lost.values().forEach(told -> told.forEach(ids::add));
    return ids;
  }
}
