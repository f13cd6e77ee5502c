package dev.roomstate.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The hash of a state beside its definition. */
class StateHashTest {
  private static final List<StateKey> KEYS = keys();

  /** Keys whose entries are ordered otherwise by bytes than by type and state key, too. */
  private static List<StateKey> keys() {
    List<StateKey> keys = new ArrayList<>();
    for (String type : List.of("a", "aa", "b", "m.room.member", "é", "\uFB33", "\uD83D\uDE00")) {
      for (String key : List.of("", "a", "@b:c", "\u0001", "é", "\uD83D\uDE00", "\uFB33")) {
        keys.add(new StateKey(type, key));
      }
    }
    for (String key : List.of("b", "b\0$c", "b\0$c\0$c")) {
      keys.add(new StateKey("a", key));
    }
    keys.add(new StateKey("a\0b", "$c"));
    return keys;
  }

  /** Among them such that make the entries of two keys the same bytes. */
  private static EventId event(int number) {
    return switch (number % 8) {
      case 0 -> new EventId("$d");
      case 1 -> new EventId("$c\0$d");
      case 2 -> new EventId("$c\0$c\0$d");
      default -> new EventId("$" + Integer.toHexString(number * 0x9e3779b9));
    };
  }

  private static String byDefinition(StateMap state) {
    List<byte[]> entries = new ArrayList<>();
    state.forEach(
        (key, event) -> {
          StateKey name = KEYS.get(key);
          String entry = name.type() + "\0" + name.stateKey() + "\0" + event(event).value() + "\n";
          entries.add(entry.getBytes(StandardCharsets.UTF_8));
        });
    entries.sort(Arrays::compareUnsigned);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      entries.forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void emptyStateHasTheHashOfNothing() {
    StateHash hash = new StateHash(KEYS::get, StateHashTest::event);
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        hash.of(StateMap.EMPTY));
  }

  /** One hasher for many states, near each other and far apart, is right for each. */
  @Property(tries = 200)
  void hashIsThatOfTheDefinitionWhateverWasHashedBefore(@ForAll long seed) {
    Random random = new Random(seed);
    StateHash hash = new StateHash(KEYS::get, StateHashTest::event);
    List<StateMap> states = new ArrayList<>(List.of(StateMap.EMPTY));
    for (int i = 0; i < 30; i++) {
      StateMap state = states.get(random.nextInt(states.size()));
      for (int change = random.nextInt(6); change >= 0; change--) {
        int key = random.nextInt(KEYS.size());
        state = random.nextInt(4) == 0 ? state.without(key) : state.with(key, random.nextInt(50));
      }
      states.add(state);
      assertEquals(byDefinition(state), hash.of(state));
      assertEquals(byDefinition(state), hash.of(state));
    }
  }

  @Test
  void entriesOfTheSameBytesAllCount() {
    int first = KEYS.indexOf(new StateKey("a", "b\0$c"));
    int second = KEYS.indexOf(new StateKey("a", "b"));
    StateHash hash = new StateHash(KEYS::get, StateHashTest::event);
    StateMap one = StateMap.EMPTY.with(first, 0);
    StateMap both = one.with(second, 1);
    String hashOfBoth = hash.of(both);
    assertEquals(byDefinition(both), hashOfBoth);
    assertEquals(byDefinition(one), hash.of(one));
    assertNotEquals(hash.of(one), hashOfBoth);
    assertEquals(byDefinition(both.without(first)), hash.of(both.without(first)));
  }

  /** A hasher that counts the entries it has to write. */
  private static StateHash counting(int[] written) {
    return new StateHash(
        key -> {
          written[0]++;
          return new StateKey("k", Integer.toString(key));
        },
        StateHashTest::event);
  }

  /** The state of a fork: this many keys of its own. */
  private static StateMap fork(int number, int size) {
    StateMap state = StateMap.EMPTY;
    for (int i = 0; i < size; i++) {
      state = state.with(number * size + i, i);
    }
    return state;
  }

  @Test
  void statesOfForksInTurnsAreHashedOnce() {
    StateMap[] forks = {fork(0, 500), fork(1, 500), fork(2, 500)};
    int[] written = {0};
    StateHash hash = counting(written);
    for (StateMap fork : forks) {
      hash.of(fork);
    }
    int once = written[0];
    for (int turn = 0; turn < 100; turn++) {
      for (StateMap fork : forks) {
        hash.of(fork);
      }
    }
    assertEquals(once, written[0]);
  }

  /** Each event's state after it is asked for behind the state before it, as answers do. */
  @Test
  void forksThatChangeInTurnsCostTheirOwnChangesOnly() {
    StateMap[] forks = {fork(0, 500), fork(1, 500), fork(2, 500)};
    int[] written = {0};
    StateHash hash = counting(written);
    for (StateMap fork : forks) {
      hash.of(fork);
    }
    int before = written[0];
    for (int turn = 0; turn < 100; turn++) {
      for (int i = 0; i < forks.length; i++) {
        hash.of(forks[i]);
        forks[i] = forks[i].with(i * 500 + turn, 1_000 + turn);
        assertEquals(counting(new int[1]).of(forks[i]), hash.of(forks[i]));
      }
    }
    assertEquals(before + 2 * 100 * forks.length, written[0]);
  }

  @Test
  void hashAskedForLongestAgoIsForgottenFirst() {
    int[] written = {0};
    StateHash hash = counting(written);
    StateMap oldest = fork(0, 2);
    StateMap used = fork(1, 2);
    hash.of(oldest);
    hash.of(used);
    for (int i = 2; i <= StateHash.KEPT_MAX; i++) {
      hash.of(used);
      hash.of(fork(i, 2));
    }
    int before = written[0];
    hash.of(used);
    assertEquals(before, written[0]);
    hash.of(oldest);
    assertNotEquals(before, written[0]);
  }
}
