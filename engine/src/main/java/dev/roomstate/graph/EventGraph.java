package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.state.Interner;
import dev.roomstate.state.SeededHash;
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
  private final StateKeys keys;
  private final Interner<EventId> ids;
  private final AppendOnlyList<GraphEvent> events;
  private final CitedBy citedBy;
  private final ForwardExtremities extremities;

  /** By event: the ids in its {@code prev_events} that were unknown; few events have such. */
  private final Map<Integer, List<EventId>> unknownPrevEvents;

  private EventGraph(
      StateKeys keys,
      Interner<EventId> ids,
      AppendOnlyList<GraphEvent> events,
      CitedBy citedBy,
      ForwardExtremities extremities,
      Map<Integer, List<EventId>> unknownPrevEvents) {
    this.keys = keys;
    this.ids = ids;
    this.events = events;
    this.citedBy = citedBy;
    this.extremities = extremities;
    this.unknownPrevEvents = unknownPrevEvents;
  }

  /**
   * The graph without events.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   */
  public static EventGraph empty(long hashSeed) {
    return new EventGraph(
        StateKeys.wellKnown(hashSeed),
        Interner.empty(id -> SeededHash.ofEventId(id, hashSeed)),
        AppendOnlyList.empty(),
        CitedBy.empty(),
        ForwardExtremities.NONE,
        HashMap.empty());
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
    return ids.number(id);
  }

  /** The event of this number. */
  public GraphEvent event(int number) {
    return events.get(number);
  }

  /** The event of this id, if the graph has it. */
  public Option<GraphEvent> get(EventId id) {
    int number = ids.number(id);
    return number < 0 ? Option.none() : Option.some(events.get(number));
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
  public StateMap baseline(List<EventId> prevEvents) {
    for (EventId id : prevEvents) {
      int number = ids.number(id);
      if (number >= 0 && !events.get(number).isOutlier()) {
        return events.get(number).stateAfter().get();
      }
    }
    return StateMap.EMPTY;
  }

  /**
   * This graph and an event that was judged in full, the state before it given. An event that came
   * as an outlier before stays what it was: states that hold it may not change by another copy.
   */
  public EventGraph with(
      Pdu pdu, Outcome outcome, boolean authorisingServerSigned, StateMap before) {
    EventGraph grown = withKey(pdu);
    int known = ids.number(pdu.id());
    int number = known < 0 ? size() : known;
    int key = known < 0 ? grown.keyOf(pdu.facts()) : events.get(known).key();
    StateMap after =
        key == StateMap.ABSENT || outcome == Outcome.REJECTED ? before : before.with(key, number);
    return grown
        .placed(pdu, number, outcome, authorisingServerSigned, before, after)
        .withExtremities(pdu, number, outcome);
  }

  /** This graph and an event that came without its history. */
  public EventGraph withOutlier(Pdu pdu, Outcome outcome, boolean authorisingServerSigned) {
    return withKey(pdu).placed(pdu, size(), outcome, authorisingServerSigned, null, null);
  }

  private EventGraph withKey(Pdu pdu) {
    StateKeys grown = pdu.facts().key().fold(() -> keys, keys::with);
    return new EventGraph(grown, ids, events, citedBy, extremities, unknownPrevEvents);
  }

  private int keyOf(EventFacts facts) {
    return facts.key().fold(() -> StateMap.ABSENT, keys::number);
  }

  private EventGraph placed(
      Pdu pdu,
      int number,
      Outcome outcome,
      boolean authorisingServerSigned,
      StateMap before,
      StateMap after) {
    Option<GraphEvent> outlier = number < size() ? Option.some(events.get(number)) : Option.none();
    EventFacts facts = outlier.flatMap(GraphEvent::stateFacts).getOrElse(pdu.facts());
    boolean signed =
        outlier.map(GraphEvent::authorisingServerSigned).getOrElse(authorisingServerSigned);
    // A create event cites nothing, whatever it lists: it waits for none of it.
    int[] auth = facts.is(EventTypes.CREATE) ? new int[0] : numbers(pdu.authEvents(), number);
    GraphEvent event =
        new GraphEvent(
            number,
            facts,
            keyOf(facts),
            facts.isState() ? keys.number(StateKey.member(facts.sender())) : StateMap.ABSENT,
            new GraphEvent.Links(
                auth,
                numbers(pdu.prevEvents(), Integer.MAX_VALUE),
                onlyPrevEvent(pdu),
                outlier.fold(() -> line(keyOf(facts), auth), GraphEvent::line)),
            outcome,
            signed,
            before,
            after);
    if (outlier.isDefined()) {
      return new EventGraph(
          keys, ids, events.withReplaced(number, event), citedBy, extremities, unknownPrevEvents);
    }
    return new EventGraph(
        keys,
        ids.with(facts.id()),
        events.with(event),
        facts.isState() ? withCitations(number, auth) : citedBy,
        extremities,
        unknownPrevEvents);
  }

  private PowerLevelsLine line(int key, int[] auth) {
    if (key != StateKeys.POWER_LEVELS) {
      return null;
    }
    for (int cited : auth) {
      if (events.get(cited).key() == StateKeys.POWER_LEVELS) {
        return PowerLevelsLine.from(cited, this::lineOf);
      }
    }
    return PowerLevelsLine.END;
  }

  private PowerLevelsLine lineOf(int powerLevels) {
    return events.get(powerLevels).line();
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
      grown = withCitations(grown, message, events.get(message).authEvents(), messages);
    }
    return grown;
  }

  private CitedBy withCitations(
      CitedBy citations, int citing, int[] auth, Deque<Integer> messages) {
    for (int cited : auth) {
      if (!events.get(cited).isState() && citations.newestEdge(cited) == 0) {
        messages.push(cited);
      }
    }
    return citations.with(citing, auth);
  }

  /** The numbers of those events that the graph has, below a limit, each once. */
  private int[] numbers(List<EventId> named, int limit) {
    int[] numbers = new int[named.size()];
    int n = 0;
    for (EventId id : named) {
      int number = ids.number(id);
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

  /** The only previous event of an event, as the id that the graph holds already. */
  private EventId onlyPrevEvent(Pdu pdu) {
    EventId named = pdu.onlyPrevEvent().getOrNull();
    return named == null ? null : get(named).map(GraphEvent::id).getOrElse(named);
  }

  private EventGraph withExtremities(Pdu pdu, int number, Outcome outcome) {
    List<EventId> unknown = new ArrayList<>();
    for (EventId id : pdu.prevEvents()) {
      if (ids.number(id) < 0) {
        unknown.add(id);
      }
    }
    Map<Integer, List<EventId>> unknownByEvent =
        unknown.isEmpty() ? unknownPrevEvents : unknownPrevEvents.put(number, unknown);
    EventGraph placed = new EventGraph(keys, ids, events, citedBy, extremities, unknownByEvent);
    return new EventGraph(
        keys,
        ids,
        events,
        citedBy,
        extremities.after(pdu.id(), number, outcome, pdu.prevEvents(), placed.new FullyJudged()),
        unknownByEvent);
  }

  /** What extremities need to know of the events that were judged in full. */
  private final class FullyJudged implements ForwardExtremities.Names {
    @Override
    public int judged(EventId id) {
      int number = ids.number(id);
      return number < 0 || events.get(number).isOutlier() ? -1 : number;
    }

    @Override
    public List<EventId> prevEvents(int number) {
      GraphEvent event = events.get(number);
      List<EventId> named = new ArrayList<>(unknownPrevEvents.getOrElse(number, List.of()));
      for (int i = 0; i < event.prevEventCount(); i++) {
        named.add(events.get(event.prevEvent(i)).id());
      }
      return named;
    }

    @Override
    public Outcome outcome(int number) {
      return events.get(number).outcome();
    }

    @Override
    public StateMap stateAfter(int number) {
      return events.get(number).stateAfter().get();
    }
  }
}
