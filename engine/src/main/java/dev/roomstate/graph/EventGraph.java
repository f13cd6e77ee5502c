package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.SortedSet;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The event graph of a room: every judged event, what it cites, the state before and after it, and
 * the forward extremities. Persistent: adding an event makes a new version and costs what the event
 * brings, not what the room holds. Thread-safe for any number of readers of any version.
 */
public final class EventGraph {
  private static final int[] NONE = {};

  // Measured, for rooms of the usual kind.
  private static final int EMPTY_BYTES = 1_000;
  private static final int KEY_BYTES = 160;
  private static final int UNKNOWN_ID_BYTES = 200;

  private final StateKeys keys;
  private final EventTable events;
  private final CitedBy citedBy;
  private final ForwardExtremities extremities;

  /** By event: the ids in its {@code prev_events} that were unknown; few events have such. */
  private final Map<Integer, List<EventId>> unknownPrevEvents;

  EventGraph(
      StateKeys keys,
      EventTable events,
      CitedBy citedBy,
      ForwardExtremities extremities,
      Map<Integer, List<EventId>> unknownPrevEvents) {
    this.keys = keys;
    this.events = events;
    this.citedBy = citedBy;
    this.extremities = extremities;
    this.unknownPrevEvents = unknownPrevEvents;
  }

  /**
   * The graph without events, which will hold all that it is told.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   */
  public static EventGraph empty(long hashSeed) {
    return empty(hashSeed, EventLookup.NONE);
  }

  /**
   * The graph without events.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   * @param lookup finds what the graph does not hold
   */
  public static EventGraph empty(long hashSeed, EventLookup lookup) {
    return new EventGraph(
        StateKeys.wellKnown(hashSeed),
        EventTable.empty(hashSeed, lookup),
        CitedBy.empty(),
        ForwardExtremities.NONE,
        HashMap.empty());
  }

  /** Whether it holds all that it is told, and has nowhere to look up anything. */
  public boolean holdsAll() {
    return events.lookup() == EventLookup.NONE;
  }

  /** How many events it has; their numbers are below that. */
  public int size() {
    return events.size();
  }

  /** The state keys of the room and their numbers. */
  public StateKeys keys() {
    return keys;
  }

  /** The number of the event, or a negative number where the graph does not have it. */
  public int number(EventId id) {
    return events.number(id);
  }

  /** The event of this number. */
  public GraphEvent event(int number) {
    return events.event(number);
  }

  /** The event of this id, if the graph has it. */
  public Option<GraphEvent> get(EventId id) {
    int number = events.number(id);
    return number < 0 ? Option.none() : Option.some(events.event(number));
  }

  CitedBy citedBy() {
    return citedBy;
  }

  /** How many bytes it takes in memory, roughly; what it shares with other versions included. */
  public long bytes() {
    return EMPTY_BYTES
        + events.bytes()
        + (long) KEY_BYTES * keys.size()
        + (long) UNKNOWN_ID_BYTES * unknownPrevEvents.size()
        + citedBy.bytes();
  }

  ForwardExtremities extremities() {
    return extremities;
  }

  Map<Integer, List<EventId>> unknownPrevEvents() {
    return unknownPrevEvents;
  }

  /** The numbers of the forward extremities. */
  public SortedSet<Integer> forwardExtremities() {
    return extremities.events();
  }

  /**
   * The states after the forward extremities by number, each version once. Two graphs of one room
   * have the same ones if this is the same object.
   */
  public SortedMap<Integer, StateMap> extremityStates() {
    return extremities.states().distinct();
  }

  /**
   * The newest edge by which an event on an auth chain cites this event, or 0: {@link #citing(int)}
   * is the event, {@link #olderCitation(int)} the next edge.
   */
  public int newestCitation(int number) {
    return citedBy.newestEdge(number);
  }

  /** The next older edge to the same event, or 0. */
  public int olderCitation(int edge) {
    return citedBy.olderEdge(edge);
  }

  /** The number of the event that cites by this edge. */
  public int citing(int edge) {
    return citedBy.citing(edge);
  }

  /**
   * The state after the first previous event that was judged in full; the empty state where there
   * is none. Log entries tell the state before an event by its difference from this.
   */
  public StateMap baseline(Placement placement) {
    for (int number : placement.prevEvents()) {
      EventChunk chunk = events.chunk(number);
      if (!chunk.isOutlier(number & EventChunk.MASK)) {
        return chunk.after(number & EventChunk.MASK);
      }
    }
    return StateMap.EMPTY;
  }

  /**
   * Where an event stands, or will stand, in this graph. One that came as an outlier before stays
   * what it was: states that hold it may not change by another copy.
   */
  public Placement place(Pdu pdu) {
    EventFacts facts = pdu.facts();
    int known = events.number(facts.id());
    int number = known < 0 ? size() : known;
    boolean keepsFacts = known >= 0 && events.event(known).isState();
    int key;
    Option<StateKey> newKey = Option.none();
    if (known >= 0 || facts.stateKey().isEmpty()) {
      key = known >= 0 ? events.event(known).key() : StateMap.ABSENT;
    } else {
      StateKey own = facts.key().get();
      int ofOwn = keys.number(own);
      newKey = ofOwn == StateMap.ABSENT ? Option.some(own) : Option.none();
      key = newKey.isDefined() ? keys.size() : ofOwn;
    }
    boolean isCreate = facts.is(EventTypes.CREATE);
    return new Placement(
        number,
        facts.id(),
        keepsFacts ? events.event(known).depth() : facts.depth(),
        isCreate,
        key,
        newKey,
        // A create event cites nothing, whatever it lists: it waits for none of it.
        isCreate ? NONE : numbers(pdu.authEvents(), number),
        numbers(pdu.prevEvents(), Integer.MAX_VALUE),
        unknown(pdu.prevEvents()),
        pdu.prevEvents().size() == 1);
  }

  /** The numbers of those events that the graph has, below a limit, each once. */
  private int[] numbers(List<EventId> named, int limit) {
    int[] numbers = new int[named.size()];
    int n = 0;
    for (EventId id : named) {
      int number = events.number(id);
      boolean repeated = false;
      for (int i = 0; i < n; i++) {
        repeated |= numbers[i] == number;
      }
      if (number >= 0 && number < limit && !repeated) {
        numbers[n++] = number;
      }
    }
    return n == numbers.length ? numbers : Arrays.copyOf(numbers, n);
  }

  private List<EventId> unknown(List<EventId> named) {
    List<EventId> unknown = List.of();
    for (EventId id : named) {
      if (events.number(id) < 0) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        unknown.add(id);
      }
    }
    return unknown;
  }

  /** This graph and an event that was judged in full, the state before it given. */
  public EventGraph with(
      Pdu pdu, Outcome outcome, boolean authorisingServerSigned, StateMap before) {
    return with(place(pdu), outcome, authorisingServerSigned, Option.some(pdu.facts()), before);
  }

  /** This graph and an event that came without its history. */
  public EventGraph withOutlier(Pdu pdu, Outcome outcome, boolean authorisingServerSigned) {
    return withOutlier(place(pdu), outcome, authorisingServerSigned, Option.some(pdu.facts()));
  }

  /**
   * This graph and an event that was judged in full, the state before it given.
   *
   * @param facts what the rules read of the event; none where it is looked up when a rule asks
   */
  public EventGraph with(
      Placement placement,
      Outcome outcome,
      boolean authorisingServerSigned,
      Option<EventFacts> facts,
      StateMap before) {
    StateMap after =
        !placement.isState() || outcome == Outcome.REJECTED
            ? before
            : before.with(placement.key(), placement.number());
    EventGraph placed = placed(placement, outcome, authorisingServerSigned, facts, before, after);
    return new EventGraph(
        placed.keys,
        placed.events,
        placed.citedBy,
        extremities.after(placement, outcome, placed.new FullyJudged()),
        placed.unknownPrevEvents);
  }

  /**
   * This graph and an event that came without its history.
   *
   * @param facts what the rules read of the event; none where it is looked up when a rule asks
   */
  public EventGraph withOutlier(
      Placement placement,
      Outcome outcome,
      boolean authorisingServerSigned,
      Option<EventFacts> facts) {
    return placed(placement, outcome, authorisingServerSigned, facts, null, null);
  }

  private EventGraph placed(
      Placement placement,
      Outcome outcome,
      boolean authorisingServerSigned,
      Option<EventFacts> facts,
      StateMap before,
      StateMap after) {
    int number = placement.number();
    boolean isNew = number == size();
    Option<EventFacts> kept = placement.isState() || placement.isCreate() ? facts : Option.none();
    NewEvent event =
        new NewEvent(
            placement,
            outcome,
            isNew ? authorisingServerSigned : events.event(number).authorisingServerSigned(),
            isNew ? kept.getOrNull() : events.chunk(number).facts(number & EventChunk.MASK),
            isNew ? line(placement) : events.event(number).line(),
            before,
            after);
    return new EventGraph(
        placement.newKey().fold(() -> keys, keys::with),
        isNew ? events.with(event) : events.withReplaced(event),
        isNew && placement.isState() ? withCitations(number, placement.authEvents()) : citedBy,
        extremities,
        before == null || placement.unknownPrevEvents().isEmpty()
            ? unknownPrevEvents
            : unknownPrevEvents.put(number, placement.unknownPrevEvents()));
  }

  /**
   * What the graph holds of this event may be let go of from now on: the log has it.
   *
   * @see EventLookup#held
   */
  public void letGoLater(int number) {
    GraphEvent event = events.event(number);
    if (event.isState() || event.isCreate()) {
      event.letGoLater();
    }
  }

  private PowerLevelsLine line(Placement placement) {
    if (placement.key() != StateKeys.POWER_LEVELS) {
      return null;
    }
    for (int cited : placement.authEvents()) {
      if (events.event(cited).key() == StateKeys.POWER_LEVELS) {
        return PowerLevelsLine.from(cited, this::lineOf);
      }
    }
    return PowerLevelsLine.END;
  }

  private PowerLevelsLine lineOf(int powerLevels) {
    return events.event(powerLevels).line();
  }

  /**
   * Of two power levels events the newest that both are based on: one of the two, the power levels
   * event among its auth events, that among those of this one, and so on. {@link StateMap#ABSENT}
   * where there is none.
   */
  public int commonPowerLevels(int one, int other) {
    return PowerLevelsLine.firstCommon(one, other, this::lineOf);
  }

  /** How many power levels events a power levels event is based on, in that sense. */
  public int powerLevelsBelow(int powerLevels) {
    return lineOf(powerLevels).length();
  }

  /**
   * The citations with those of a state event. What a message cites is on no auth chain of a state
   * before a state event cites the message, so its citations are kept from then on.
   */
  private CitedBy withCitations(int citing, int[] auth) {
    Deque<Integer> messages = new ArrayDeque<>();
    CitedBy grown = withCitations(citedBy, citing, auth, messages);
    while (!messages.isEmpty()) {
      int message = messages.pop();
      grown = withCitations(grown, message, events.event(message).authEvents(), messages);
    }
    return grown;
  }

  private CitedBy withCitations(
      CitedBy citations, int citing, int[] auth, Deque<Integer> messages) {
    for (int cited : auth) {
      if (!events.event(cited).isState() && citations.newestEdge(cited) == 0) {
        messages.push(cited);
      }
    }
    return citations.with(citing, auth);
  }

  /** What extremities need to know of the events that were judged in full. */
  private final class FullyJudged implements ForwardExtremities.Names {
    @Override
    public int judged(EventId id) {
      int number = events.number(id);
      return number < 0 || isOutlier(number) ? -1 : number;
    }

    @Override
    public EventId id(int number) {
      return events.event(number).id();
    }

    @Override
    public boolean isOutlier(int number) {
      return events.event(number).isOutlier();
    }

    @Override
    public int[] prevEvents(int number) {
      return events.chunk(number).prevEvents(number & EventChunk.MASK);
    }

    @Override
    public List<EventId> unknownPrevEvents(int number) {
      return unknownPrevEvents.getOrElse(number, List.of());
    }

    @Override
    public Outcome outcome(int number) {
      return events.event(number).outcome();
    }

    @Override
    public StateMap stateAfter(int number) {
      return events.chunk(number).after(number & EventChunk.MASK);
    }
  }
}
