package dev.roomstate.room;

import dev.roomstate.content.MemberContent;
import dev.roomstate.content.Membership;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.StateKey;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.id.EventId;
import dev.roomstate.id.UserId;
import dev.roomstate.state.StateHash;
import dev.roomstate.state.StateMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A state of a room, read in keys and ids. Immutable and thread-safe: it is the state of one moment
 * and stays it.
 */
public final class StateView {
  private final EventGraph graph;
  private final StateMap state;

  /** The view of a state whose numbers are those of this graph. */
  public StateView(EventGraph graph, StateMap state) {
    this.graph = graph;
    this.state = state;
  }

  /**
   * An entry of a state.
   *
   * @param key the key
   * @param event the id of the state event
   */
  public record Entry(StateKey key, EventId event) {}

  private record Line(byte[] bytes, Entry entry) {}

  /** How many entries it has. */
  public int size() {
    return state.size();
  }

  /** The state event of this key, if there is one. */
  public Option<EventFacts> event(StateKey key) {
    int event = state.get(graph.keys().number(key));
    return event == StateMap.ABSENT ? Option.none() : graph.event(event).stateFacts();
  }

  /** The id of the state event of this key, if there is one. */
  public Option<EventId> get(StateKey key) {
    int event = state.get(graph.keys().number(key));
    return event == StateMap.ABSENT ? Option.none() : Option.some(graph.event(event).id());
  }

  /** The membership of a user: {@code leave} where the state knows none. */
  public Membership membership(UserId user) {
    return event(StateKey.member(user))
        .filter(event -> event.content() instanceof MemberContent)
        .map(event -> ((MemberContent) event.content()).membership())
        .getOrElse(Membership.LEAVE);
  }

  /** The users of this membership, in no order; walks the state. */
  public List<String> members(Membership membership) {
    List<String> users = new ArrayList<>();
    state.forEach(
        (key, event) -> {
          EventFacts facts = graph.event(event).facts();
          if (facts.is(EventTypes.MEMBER)
              && facts.content() instanceof MemberContent member
              && member.membership() == membership) {
            users.add(facts.stateKey().get());
          }
        });
    return users;
  }

  /** All entries, in the order of the bytes that state hashes take of them; walks the state. */
  public List<Entry> entries() {
    List<Line> lines = new ArrayList<>(state.size());
    state.forEach(
        (number, event) -> {
          Entry entry = new Entry(graph.keys().key(number), graph.event(event).id());
          lines.add(new Line(StateHash.line(entry.key(), entry.event()), entry));
        });
    lines.sort(Comparator.comparing(Line::bytes, Arrays::compareUnsigned));
    List<Entry> entries = new ArrayList<>(lines.size());
    lines.forEach(line -> entries.add(line.entry()));
    return entries;
  }

  /** The hash by which implementations compare states ({@link StateHash}); walks the state. */
  public String hash() {
    return hasher(graph).of(state);
  }

  /** A hasher of many states of this graph, cheaper than one by one; for one thread. */
  public static StateHash hasher(EventGraph graph) {
    return new StateHash(graph.keys()::key, number -> graph.event(number).id());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateView that && entries().equals(that.entries());
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }
}
