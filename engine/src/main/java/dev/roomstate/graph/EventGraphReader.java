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

  private final long hashSeed;
  private final StateKeys keys;
  private final int size;
  private final StateMapReader states;

  /** By number: where a power levels event stands; null for other events. */
  private final PowerLevelsLine[] lines;

  /**
   * Reads from these bytes.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   */
  public EventGraphReader(BinaryReader in, long hashSeed) throws MalformedBytes {
    this.in = in;
    this.hashSeed = hashSeed;
    this.keys = StateKeys.read(in, hashSeed);
    this.size = in.number(Integer.MAX_VALUE, "the number of events");
    in.expect((long) EVENT_BYTES_MIN * size);
    this.states = new StateMapReader(in, keys.size(), size);
    this.lines = new PowerLevelsLine[size];
  }

  /** How states are read, for those that are written behind the graph that was read. */
  public StateMapReader states() {
    return states;
  }

  /**
   * That all states that were read have each event by its own key.
   *
   * @throws MalformedBytes where they do not
   */
  public void checkStates(EventGraph graph) throws MalformedBytes {
    for (int number = 0; number < graph.size(); number++) {
      int key = states.keyOf(number);
      if (key != StateMap.ABSENT && key != graph.event(number).key()) {
        throw new MalformedBytes("a state has an event of another key");
      }
    }
  }

  /**
   * Reads the graph.
   *
   * @param lookup finds what the rules read of the events: that is not written
   */
  public EventGraph read(EventLookup lookup) throws MalformedBytes {
    EventTable events = EventTable.read(hashSeed, lookup, size, this::event);
    CitedBy citedBy = CitedBy.read(in, size);
    Map<Integer, List<EventId>> unknown = HashMap.empty();
    for (long left = in.number(); left > 0; left--) {
      unknown = unknown.put(number(), ids());
    }
    return new EventGraph(keys, events, citedBy, extremities(events), unknown);
  }

  private NewEvent event(int number) throws MalformedBytes {
    int flags = in.octet();
    if ((flags & OUTCOME) >= OUTCOMES.length) {
      throw new MalformedBytes("an outcome is none");
    }
    EventId id = in.id();
    long depth = number + in.signed();
    int key = in.number(keys.size(), "a state key") - 1;
    int[] auth = numbers(number, number);
    int[] prev = numbers(number, size);
    if (has(flags, LINE) != (key == StateKeys.POWER_LEVELS)
        || (key == StateKeys.CREATE && !has(flags, CREATE))) {
      throw new MalformedBytes("the flags of an event are not those of its key");
    }
    PowerLevelsLine line = has(flags, LINE) ? line(number) : null;
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

  private PowerLevelsLine line(int number) throws MalformedBytes {
    int next = in.number(number, "an event of a line") - 1;
    PowerLevelsLine line =
        new PowerLevelsLine(
            next, in.number(size, "the length of a line"), in.number(size, "an event") - 1);
    boolean isKnown = next == StateMap.ABSENT || lines[next] != null;
    PowerLevelsLine expected =
        next == StateMap.ABSENT || !isKnown
            ? PowerLevelsLine.END
            : PowerLevelsLine.from(next, known -> lines[known]);
    if (!isKnown || !line.equals(expected)) {
      throw new MalformedBytes("a power levels event stands elsewhere");
    }
    lines[number] = line;
    return line;
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  private int[] numbers(int from, int below) throws MalformedBytes {
    int count = in.number(below, "the number of references");
    if (count == 0) {
      return NONE;
    }
    in.expect(count);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      long number = from - in.signed();
      if (number < 0 || number >= below) {
        throw new MalformedBytes("a reference is to no event");
      }
      numbers[i] = (int) number;
    }
    return numbers;
  }

  private int number() throws MalformedBytes {
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

  private ForwardExtremities extremities(EventTable table) throws MalformedBytes {
    TreeSet<Integer> events = TreeSet.empty();
    for (long left = in.number(); left > 0; left--) {
      events = events.add(number());
    }
    Map<Object, ExtremityStates.Counted> counted = HashMap.empty();
    SortedMap<Integer, StateMap> distinct = TreeMap.empty();
    for (long left = in.number(); left > 0; left--) {
      int number = number();
      int times = in.number(size, "how many extremities have a state");
      StateMap state = states.read();
      counted = counted.put(state.version(), new ExtremityStates.Counted(number, times));
      distinct = distinct.put(number, state);
    }
    check(events, counted, distinct, table);
    HashSet<Integer> seenThrough = HashSet.empty();
    for (long left = in.number(); left > 0; left--) {
      seenThrough = seenThrough.add(number());
    }
    return new ForwardExtremities(
        events, new ExtremityStates(counted, distinct), seenThrough, TreeSet.ofAll(ids()));
  }

  /** That the states are those after the extremities, each as often as it is. */
  private static void check(
      TreeSet<Integer> events,
      Map<Object, ExtremityStates.Counted> counted,
      SortedMap<Integer, StateMap> distinct,
      EventTable table)
      throws MalformedBytes {
    Map<Object, Integer> times = HashMap.empty();
    for (int event : events) {
      Object version = table.event(event).stateAfter().map(StateMap::version).getOrNull();
      times = times.put(version, times.getOrElse(version, 0) + 1);
    }
    boolean areSame = times.equals(counted.mapValues(ExtremityStates.Counted::times));
    if (!areSame || distinct.size() != counted.size() || times.containsKey(null)) {
      throw new MalformedBytes("the states of the extremities are others");
    }
  }
}
