package dev.roomstate.graph;

import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMapWriter;
import java.util.List;

/**
 * Writes an event graph as bytes. What states share is written once. For one thread; the graph may
 * grow meanwhile, as what is written is one version of it.
 */
public final class EventGraphWriter {
  private final BinaryWriter out;
  private final StateMapWriter states;

  /** Writes to these bytes. */
  public EventGraphWriter(BinaryWriter out) {
    this.out = out;
    this.states = new StateMapWriter(out);
  }

  /** How states are written, for those that are written behind the graph. */
  public StateMapWriter states() {
    return states;
  }

  /** Writes the graph. */
  public void write(EventGraph graph) {
    graph.keys().write(out);
    out.number(graph.size());
    for (int number = 0; number < graph.size(); number++) {
      event(graph.event(number));
    }
    graph.citedBy().write(out);
    out.number(graph.unknownPrevEvents().size());
    graph
        .unknownPrevEvents()
        .forEach(
            (number, ids) -> {
              out.number(number);
              ids(ids);
            });
    extremities(graph.extremities());
  }

  private void event(GraphEvent event) {
    out.octet(
        event.outcome().ordinal()
            | (event.isOutlier() ? EventGraphReader.OUTLIER : 0)
            | (event.authorisingServerSigned() ? EventGraphReader.SIGNED : 0)
            | (event.isCreate() ? EventGraphReader.CREATE : 0)
            | (event.hasOnePrevEvent() ? EventGraphReader.ONE_PREV_EVENT : 0)
            | (event.line() != null ? EventGraphReader.LINE : 0));
    out.id(event.id());
    out.signed(event.depth() - event.number());
    out.number(event.key() + 1L);
    numbers(event.authEvents(), event.number());
    numbers(event.prevEvents(), event.number());
    if (event.line() != null) {
      out.number(event.line().next() + 1L);
      out.number(event.line().length());
      out.number(event.line().jump() + 1L);
    }
    event.stateBefore().forEach(states::write);
    event.stateAfter().forEach(states::write);
  }

  private void numbers(int[] numbers, int from) {
    out.number(numbers.length);
    for (int number : numbers) {
      out.signed((long) from - number);
    }
  }

  private void ids(List<EventId> ids) {
    out.number(ids.size());
    ids.forEach(out::id);
  }

  private void extremities(ForwardExtremities extremities) {
    out.number(extremities.events().size());
    extremities.events().forEach(out::number);
    out.number(extremities.states().distinct().size());
    extremities
        .states()
        .distinct()
        .forEach(
            (number, state) -> {
              out.number(number);
              out.number(extremities.states().counted().get(state.version()).get().times());
              states.write(state);
            });
    out.number(extremities.seenThrough().size());
    extremities.seenThrough().forEach(out::number);
    ids(extremities.namedEarly().toJavaList());
  }
}
