package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;

/**
 * A judged event in the graph. Events get numbers from 0 in the order in which they are judged, so
 * that auth events always have lower numbers than what cites them. Immutable.
 */
public final class GraphEvent {
  private static final int[] NONE = {};

  private final int number;
  private final EventId id;
  private final long depth;
  private final EventFacts facts;
  private final int key;
  private final int senderKey;
  private final int[] authEvents;
  private final int[] prevEvents;
  private final Outcome outcome;
  private final EventId onlyPrevEvent;
  private final boolean authorisingServerSigned;
  private final PowerLevelsLine line;
  private final StateMap before;
  private final StateMap after;

  GraphEvent(
      int number,
      EventFacts facts,
      int key,
      int senderKey,
      Links links,
      Outcome outcome,
      boolean authorisingServerSigned,
      StateMap before,
      StateMap after) {
    this.number = number;
    this.id = facts.id();
    this.depth = facts.depth();
    this.facts = facts.isState() || facts.is(EventTypes.CREATE) ? facts : null;
    this.key = key;
    this.senderKey = senderKey;
    this.authEvents = links.authEvents().length == 0 ? NONE : links.authEvents();
    this.prevEvents = links.prevEvents().length == 0 ? NONE : links.prevEvents();
    this.outcome = outcome;
    this.onlyPrevEvent = links.onlyPrevEvent();
    this.authorisingServerSigned = authorisingServerSigned;
    this.line = links.line();
    this.before = before;
    this.after = after;
  }

  /**
   * The numbers of the events that an event names. Those that the graph does not have are left out.
   *
   * @param line where it stands among the power levels events; null if it is none
   */
  record Links(int[] authEvents, int[] prevEvents, EventId onlyPrevEvent, PowerLevelsLine line) {}

  /** Where it stands among the power levels events; null if it is none. */
  PowerLevelsLine line() {
    return line;
  }

  /** Its number. */
  public int number() {
    return number;
  }

  /** Its id. */
  public EventId id() {
    return id;
  }

  /** Its depth, as its server claims. */
  public long depth() {
    return depth;
  }

  /** What the rules read of it, if it is a state event; those of other events are not kept. */
  public Option<EventFacts> stateFacts() {
    return isState() ? Option.some(facts) : Option.none();
  }

  /** What the rules read of it, if it is a create event. */
  public Option<EventFacts> createFacts() {
    return facts != null && facts.is(EventTypes.CREATE) ? Option.some(facts) : Option.none();
  }

  /** What the rules read of it, which must be a state event. */
  public EventFacts facts() {
    assert isState() : "a state event";
    return facts;
  }

  /** Whether it is a state event. */
  public boolean isState() {
    return key != StateMap.ABSENT;
  }

  /** The number of its state key, or {@link StateMap#ABSENT} where it is no state event. */
  public int key() {
    return key;
  }

  /** The number of its sender's membership, or {@link StateMap#ABSENT} where that was unknown. */
  public int senderKey() {
    return senderKey;
  }

  /** The numbers of its auth events, which nobody may change. */
  int[] authEvents() {
    return authEvents;
  }

  /** How many auth events it has in the graph. */
  public int authEventCount() {
    return authEvents.length;
  }

  /** The number of the auth event at this index, from 0. */
  public int authEvent(int index) {
    return authEvents[index];
  }

  /** How many previous events it has in the graph. */
  public int prevEventCount() {
    return prevEvents.length;
  }

  /** The number of the previous event at this index, from 0. */
  public int prevEvent(int index) {
    return prevEvents[index];
  }

  /** What became of it. An outlier's outcome is that of check 4. */
  public Outcome outcome() {
    return outcome;
  }

  /** Whether it was rejected. */
  public boolean isRejected() {
    return outcome == Outcome.REJECTED;
  }

  /** Whether it came without its history, so that there is no state before and after it. */
  public boolean isOutlier() {
    return before == null;
  }

  /** Its previous event, if it has exactly one. */
  public Option<EventId> onlyPrevEvent() {
    return Option.of(onlyPrevEvent);
  }

  /** Whether the server of its {@code join_authorised_via_users_server}, if any, signed it. */
  public boolean authorisingServerSigned() {
    return authorisingServerSigned;
  }

  /** The state before it; none for an outlier. */
  public Option<StateMap> stateBefore() {
    return Option.of(before);
  }

  /** The state after it; none for an outlier. */
  public Option<StateMap> stateAfter() {
    return Option.of(after);
  }
}
