package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;

/**
 * A judged event in the graph. Events get numbers from 0 in the order in which they are judged, so
 * that auth events always have lower numbers than what cites them. Immutable.
 *
 * <p>It is a view of what the graph keeps in columns; making one costs nothing worth keeping it.
 */
public final class GraphEvent {
  private final EventTable table;
  private final EventChunk chunk;
  private final int slot;
  private final int number;

  GraphEvent(EventTable table, int number) {
    this.table = table;
    this.chunk = table.chunk(number);
    this.slot = number & EventChunk.MASK;
    this.number = number;
  }

  /** Where it stands among the power levels events; null if it is none. */
  PowerLevelsLine line() {
    return chunk.line(slot);
  }

  /** Its number. */
  public int number() {
    return number;
  }

  /** Its id. */
  public EventId id() {
    return chunk.id(slot);
  }

  /** Its depth, as its server claims. */
  public long depth() {
    return chunk.depth(slot);
  }

  /** What the rules read of it, if it is a state event; those of other events are not kept. */
  public Option<EventFacts> stateFacts() {
    return isState() ? Option.some(heldFacts()) : Option.none();
  }

  /** What the rules read of it, if it is a create event. */
  public Option<EventFacts> createFacts() {
    return chunk.isCreate(slot) ? Option.some(heldFacts()) : Option.none();
  }

  /** What the rules read of it, which must be a state event. */
  public EventFacts facts() {
    assert isState() : "a state event";
    return heldFacts();
  }

  private EventFacts heldFacts() {
    EventFacts held = chunk.facts(slot);
    if (held != null) {
      return held;
    }
    EventFacts found = table.lookup().facts(number);
    chunk.hold(slot, found);
    letGoLater();
    return found;
  }

  /** Whoever looks up facts may let go of them from now on. */
  void letGoLater() {
    table.lookup().held(chunk.holder(slot));
  }

  /** Whether it is a create event by its type. */
  public boolean isCreate() {
    return chunk.isCreate(slot);
  }

  /** Whether it is a state event. */
  public boolean isState() {
    return chunk.key(slot) != StateMap.ABSENT;
  }

  /** The number of its state key, or {@link StateMap#ABSENT} where it is no state event. */
  public int key() {
    return chunk.key(slot);
  }

  /** The numbers of its auth events. */
  int[] authEvents() {
    return chunk.authEvents(slot);
  }

  /** How many auth events it has in the graph. */
  public int authEventCount() {
    return chunk.authEventCount(slot);
  }

  /** The number of the auth event at this index, from 0. */
  public int authEvent(int index) {
    return chunk.authEvent(slot, index);
  }

  /** The numbers of its previous events in the graph. */
  int[] prevEvents() {
    return chunk.prevEvents(slot);
  }

  /** Whether it lists exactly one previous event. */
  boolean hasOnePrevEvent() {
    return chunk.hasOnePrevEvent(slot);
  }

  /** How many previous events it has in the graph. */
  public int prevEventCount() {
    return chunk.prevEventCount(slot);
  }

  /** The number of the previous event at this index, from 0. */
  public int prevEvent(int index) {
    return chunk.prevEvent(slot, index);
  }

  /** What became of it. An outlier's outcome is that of check 4. */
  public Outcome outcome() {
    return chunk.outcome(slot);
  }

  /** Whether it was rejected. */
  public boolean isRejected() {
    return chunk.outcome(slot) == Outcome.REJECTED;
  }

  /** Whether it came without its history, so that there is no state before and after it. */
  public boolean isOutlier() {
    return chunk.isOutlier(slot);
  }

  /** Its previous event, if it lists exactly one, and the graph had that one. */
  public Option<EventId> onlyPrevEvent() {
    return chunk.hasOnePrevEvent(slot) && chunk.prevEventCount(slot) == 1
        ? Option.some(table.event(chunk.prevEvent(slot, 0)).id())
        : Option.none();
  }

  /** Whether the server of its {@code join_authorised_via_users_server}, if any, signed it. */
  public boolean authorisingServerSigned() {
    return chunk.authorisingServerSigned(slot);
  }

  /** The state before it; none for an outlier. */
  public Option<StateMap> stateBefore() {
    return Option.of(chunk.before(slot));
  }

  /** The state after it; none for an outlier. */
  public Option<StateMap> stateAfter() {
    return Option.of(chunk.after(slot));
  }
}
