package dev.roomstate.resolution;

import dev.roomstate.HandEvent;
import dev.roomstate.HandRoom;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.EventGraph;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * State events, and messages among them, that cite each other at random, as no rule would let them:
 * in an event graph, and beside it as they were written, for what a definition makes of them.
 */
final class RandomAuthGraph {
  private static final String CREATE_ID = "$create";
  private static final List<String> USERS = List.of(HandRoom.ALICE, HandRoom.BOB, "@carol:c.org");
  private static final int KEYS = 5;
  private static final int TIMES = 3;

  private final Random random;
  private final RoomVersionRules rules;
  private final List<Written> events = new ArrayList<>();
  private final List<Set<Integer>> chains = new ArrayList<>();

  /** By number of a power levels event: the levels that it gives. */
  private final Map<Integer, Map<String, Long>> levels = new HashMap<>();

  private EventGraph graph;

  /**
   * An event as it was written.
   *
   * @param number its number in the graph
   * @param time its {@code origin_server_ts}
   * @param auth the numbers of its auth events
   * @param powerLevels that of the power levels event among them, or {@link StateMap#ABSENT}
   * @param senderLevel the level of its sender by its auth events
   */
  record Written(
      int number, String id, long time, Set<Integer> auth, int powerLevels, long senderLevel) {}

  RandomAuthGraph(Random random, int size, String version) {
    this.random = random;
    this.rules = HandRoom.version(version).rules();
    this.graph = EventGraph.empty(random.nextLong());
    String made = "{\"creator\":\"" + HandRoom.ALICE + "\"}";
    add(HandEvent.state(CREATE_ID, "m.room.create", "", HandRoom.ALICE, made), StateMap.ABSENT);
    while (events.size() < size) {
      addAny();
    }
  }

  private void addAny() {
    int number = events.size();
    String id = "$" + (char) ('a' + random.nextInt(26)) + number;
    String sender = USERS.get(random.nextInt(USERS.size()));
    int powerLevels = random.nextInt(4) == 0 ? StateMap.ABSENT : anyPowerLevels();
    if (random.nextInt(6) == 0) {
      add(HandEvent.message(id, sender), powerLevels);
      return;
    }
    if (random.nextInt(3) > 0) {
      String key = "key" + random.nextInt(KEYS);
      add(HandEvent.state(id, "topic", key, sender, "{}"), powerLevels);
      return;
    }
    Map<String, Long> given = new HashMap<>();
    USERS.stream().filter(u -> random.nextBoolean()).forEach(u -> given.put(u, anyLevel()));
    levels.put(number, given);
    StringBuilder users = new StringBuilder();
    given.forEach(
        (user, level) ->
            users.append(users.length() > 0 ? "," : "").append("\"" + user + "\":" + level));
    String content = "{\"users\":{" + users + "}}";
    add(HandEvent.state(id, "m.room.power_levels", "", sender, content), powerLevels);
  }

  private long anyLevel() {
    return 50L * random.nextInt(3);
  }

  private int anyPowerLevels() {
    List<Integer> all = new ArrayList<>(levels.keySet());
    return all.isEmpty() ? StateMap.ABSENT : all.get(random.nextInt(all.size()));
  }

  private void add(HandEvent event, int powerLevels) {
    int number = events.size();
    Set<Integer> auth = new TreeSet<>();
    for (int n = random.nextInt(4); n > 0 && number > 0; n--) {
      int cited = random.nextInt(number);
      if (!levels.containsKey(cited)) {
        auth.add(cited);
      }
    }
    if (powerLevels != StateMap.ABSENT) {
      auth.add(powerLevels);
    }
    List<String> ids = new ArrayList<>(auth.stream().map(cited -> events.get(cited).id).toList());
    if (random.nextInt(4) == 0) {
      ids.add("$never" + random.nextInt(3));
    }
    Collections.shuffle(ids, random);
    HandEvent dealt = event.auth(ids.toArray(String[]::new)).at(1 + random.nextInt(TIMES));
    Pdu pdu =
        EventFormat.parse(
                dealt.json("!" + CREATE_ID.substring(1), false),
                rules,
                Option.some(new EventId(event.id())))
            .get();
    graph = graph.with(pdu, Outcome.ACCEPTED, true, StateMap.EMPTY);
    Set<Integer> chain = new TreeSet<>(auth);
    auth.forEach(cited -> chain.addAll(chains.get(cited)));
    chains.add(chain);
    long level = senderLevel(event.sender(), auth.contains(0), powerLevels);
    events.add(
        new Written(number, event.id(), pdu.facts().originServerTs(), auth, powerLevels, level));
  }

  private long senderLevel(String sender, boolean citesCreate, int powerLevels) {
    boolean isCreator = sender.equals(HandRoom.ALICE);
    if (isCreator && rules.has(AuthFlag.PRIVILEGED_CREATORS)) {
      return Long.MAX_VALUE;
    }
    if (powerLevels != StateMap.ABSENT) {
      return levels.get(powerLevels).getOrDefault(sender, 0L);
    }
    return isCreator && citesCreate ? 100 : 0;
  }

  EventGraph graph() {
    return graph;
  }

  RoomVersionRules rules() {
    return rules;
  }

  Written event(int number) {
    return events.get(number);
  }

  /** The auth chain of an event, which is not in it. */
  Set<Integer> chain(int number) {
    return chains.get(number);
  }

  boolean isState(int number) {
    return graph.event(number).isState();
  }

  /** Some of the state events, at most so many. */
  Set<Integer> some(int most) {
    List<Integer> all =
        new ArrayList<>(events.stream().map(Written::number).filter(this::isState).toList());
    Collections.shuffle(all, random);
    return new TreeSet<>(all.subList(0, random.nextInt(Math.min(most, all.size()) + 1)));
  }

  /** Any power levels event, or {@link StateMap#ABSENT}. */
  int powerLevels() {
    return random.nextInt(8) == 0 ? StateMap.ABSENT : anyPowerLevels();
  }

  /** States that have much in common, of any events of the graph. */
  List<StateMap> states(int count) {
    StateMap common = anyOf(StateMap.EMPTY, events.size());
    List<StateMap> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      states.add(anyOf(common, random.nextInt(4)));
    }
    return states;
  }

  private StateMap anyOf(StateMap base, int changes) {
    StateMap state = base;
    for (int i = 0; i < changes; i++) {
      GraphEvent event = graph.event(random.nextInt(events.size()));
      if (!event.isState()) {
        continue;
      }
      boolean set = random.nextInt(4) > 0;
      state = set ? state.with(event.key(), event.number()) : state.without(event.key());
    }
    return state;
  }

  static IntSet set(Set<Integer> numbers) {
    IntSet set = new IntSet();
    numbers.forEach(set::add);
    return set;
  }

  static Set<Integer> numbers(IntSet set) {
    Set<Integer> numbers = new TreeSet<>();
    for (int number : set.sorted()) {
      numbers.add(number);
    }
    return numbers;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    events.forEach(event -> text.append(event).append('\n'));
    return text.toString();
  }
}
