package dev.roomstate.graph;

import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.List;

/**
 * Where an event stands in the graph of its room: what it is and what it cites, in the numbers of
 * the room. It is looked up once, when the event is judged, and logged, so that replay looks up
 * nothing. Immutable, as long as nobody changes its arrays.
 *
 * @param number the number of the event: the size of the graph for a new one, less for one that
 *     came as an outlier before
 * @param id its id
 * @param depth its depth, as its server claims
 * @param isCreate whether its type is that of create events
 * @param key the number of its state key, or {@link StateMap#ABSENT} where it is no state event
 * @param newKey its state key, if the room has none of this number before it
 * @param authEvents the numbers of its auth events that the graph has, each once, as listed; a
 *     create event has none, whatever it lists
 * @param prevEvents the numbers of its previous events that the graph has, each once, as listed
 * @param unknownPrevEvents the ids of its other previous events
 * @param hasOnePrevEvent whether it lists exactly one previous event
 */
public record Placement(
    int number,
    EventId id,
    long depth,
    boolean isCreate,
    int key,
    Option<StateKey> newKey,
    int[] authEvents,
    int[] prevEvents,
    List<EventId> unknownPrevEvents,
    boolean hasOnePrevEvent) {

  /** Whether it is a state event. */
  public boolean isState() {
    return key != StateMap.ABSENT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Placement that
        && number == that.number
        && id.equals(that.id)
        && depth == that.depth
        && isCreate == that.isCreate
        && key == that.key
        && newKey.equals(that.newKey)
        && Arrays.equals(authEvents, that.authEvents)
        && Arrays.equals(prevEvents, that.prevEvents)
        && unknownPrevEvents.equals(that.unknownPrevEvents)
        && hasOnePrevEvent == that.hasOnePrevEvent;
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + number;
  }
}
