package dev.roomstate.graph;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.state.StateMapReader;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link EventGraphWriter} has written. For one thread. */
public final class EventGraphReader {
  static final int OUTLIER = 1 << 2;
  static final int SIGNED = 1 << 3;
  static final int CREATE = 1 << 4;
  static final int ONE_PREV_EVENT = 1 << 5;
  static final int LINE = 1 << 6;

  /** Flags, an id, depth, key, no references, and two states that were written before. */
  private static final int EVENT_BYTES_MIN = 7;

  private static final int OUTCOME = 3;
  private static final int[] NONE = {};
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final BinaryReader in;
  private final StateMapReader states;

  /** Reads from these bytes. */
  public EventGraphReader(BinaryReader in) {
    this.in = in;
    this.states = new StateMapReader(in);
  }

  /** How states are read, for those that are written behind the graph. */
  public StateMapReader states() {
    return states;
  }

  /**
   * Reads the graph.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   * @param lookup finds what the rules read of the events: that is not written
   */
  public EventGraph read(long hashSeed, EventLookup lookup) throws MalformedBytes {
    StateKeys keys = StateKeys.read(in, hashSeed);
    int size = in.number(Integer.MAX_VALUE, "the number of events");
    in.expect((long) EVENT_BYTES_MIN * size);
    EventTable events =
        EventTable.read(hashSeed, lookup, size, number -> event(number, size, keys.size()));
    CitedBy citedBy = CitedBy.read(in, size);
    Map<Integer, List<EventId>> unknown = HashMap.empty();
    for (long left = in.number(); left > 0; left--) {
      unknown = unknown.put(number(size), ids());
    }
    return new EventGraph(keys, events, citedBy, extremities(size), unknown);
  }

  private NewEvent event(int number, int size, int keys) throws MalformedBytes {
    int flags = in.octet();
    if ((flags & OUTCOME) >= OUTCOMES.length) {
      throw new MalformedBytes("an outcome is none");
    }
    EventId id = in.id();
    long depth = number + in.signed();
    int key = in.number(keys, "a state key") - 1;
    int[] auth = numbers(number, size);
    int[] prev = numbers(number, size);
    PowerLevelsLine line =
        has(flags, LINE)
            ? new PowerLevelsLine(
                in.number(size, "an event") - 1,
                in.number(size, "the length of a line"),
                in.number(size, "an event") - 1)
            : null;
    boolean isOutlier = has(flags, OUTLIER);
    StateMap before = isOutlier ? null : states.read();
    StateMap after = isOutlier ? null : states.read();
    boolean hasOne = has(flags, ONE_PREV_EVENT);
    return new NewEvent(
        new Placement(
            number,
            id,
            depth,
            has(flags, CREATE),
            key,
            Option.none(),
            auth,
            prev,
            List.of(),
            hasOne),
        OUTCOMES[flags & OUTCOME],
        has(flags, SIGNED),
        null,
        line,
        before,
        after);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private int[] numbers(int from, int size) throws MalformedBytes {
    int count = in.number(size, "the number of references");
    if (count == 0) {
      return NONE;
    }
    in.expect(count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      long number = from - in.signed();
      if (number < 0 || number >= size) {
        throw new MalformedBytes("a reference is to no event");
      }
      numbers[i] = (int) number;
    }
    return numbers;
  }

  private int number(int size) throws MalformedBytes {
    return in.number(size - 1, "an event");
  }

  private List<EventId> ids() throws MalformedBytes {
    int count = in.number(Integer.MAX_VALUE, "the number of ids");
    in.expect(count);
    List<EventId> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.id());
    }
    return ids;
  }

  private ForwardExtremities extremities(int size) throws MalformedBytes {
    TreeSet<Integer> events = TreeSet.empty();
    for (long left = in.number(); left > 0; left--) {
      events = events.add(number(size));
    }
    Map<Object, ExtremityStates.Counted> counted = HashMap.empty();
    SortedMap<Integer, StateMap> distinct = TreeMap.empty();
    for (long left = in.number(); left > 0; left--) {
      int number = number(size);
      int times = in.number(size, "how many extremities have a state");
      StateMap state = states.read();
      counted = counted.put(state.version(), new ExtremityStates.Counted(number, times));
      distinct = distinct.put(number, state);
    }
    HashSet<Integer> seenThrough = HashSet.empty();
    for (long left = in.number(); left > 0; left--) {
      seenThrough = seenThrough.add(number(size));
    }
    return new ForwardExtremities(
        events, new ExtremityStates(counted, distinct), seenThrough, TreeSet.ofAll(ids()));
  }
}
