package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateResolutionTest {
  private static final String JOIN = "{\"membership\":\"join\"}";

  /** The ids of the resolved state. */
  private static List<String> resolve(
      Written room, StateResolutionReading reading, String... states) {
    room.ask("resolve", "[" + String.join(",", states) + "]");
    Map<String, Object> answer = Written.parse(new DefinitionalModel(reading).judge(room.text()));
    return Json.array(answer.get("resolved")).get().stream()
        .map(entry -> (String) Json.array(entry).get().get(2))
        .toList();
  }

  private static List<String> resolve(Written room, String... states) {
    return resolve(room, StateResolutionReading.NETWORK, states);
  }

  @Test
  void version1TakesTheDeepestThatPasses() {
    Written room = new Written(1);
    String create = room.create();
    String alice = room.joined(ALICE);
    String low = room.event("$low", "m.room.topic", ALICE, "{}").key("").at(1).add();
    String high = room.event("$high", "m.room.topic", ALICE, "{}").key("").at(2).add();
    String byBob = room.event("$by-bob", "m.room.topic", BOB, "{}").key("").at(3).add();
    assertEquals(
        List.of(create, alice, high),
        resolve(room, list(create, alice, low), list(create, high), list(create, alice, byBob)));
    // Nobody is in the room: none passes, and the last candidate stands.
    assertEquals(List.of(create, low), resolve(room, list(create, low), list(create, high)));
  }

  @Test
  void version1BreaksTiesBySha1() {
    // SHA-1 of "$a" begins with 1e, of "$b" with e3.
    Written room = new Written(1);
    String create = room.create();
    String alice = room.joined(ALICE);
    String a = room.event("$a", "m.room.topic", ALICE, "{}").key("").add();
    String b = room.event("$b", "m.room.topic", ALICE, "{}").key("").add();
    boolean aFirst = sha1(a).compareTo(sha1(b)) < 0;
    assertEquals(
        List.of(create, alice, aFirst ? a : b),
        resolve(room, list(create, alice, a), list(create, alice, b)));
    // Rules of who may join: descending, and each has to be allowed by the one before.
    String one = room.event("$a-rules", "m.room.join_rules", ALICE, "{}").key("").add();
    String two = room.event("$b-rules", "m.room.join_rules", ALICE, "{}").key("").add();
    String last = sha1(one).compareTo(sha1(two)) < 0 ? one : two;
    assertEquals(
        List.of(create, last, alice),
        resolve(room, list(create, alice, one), list(create, alice, two)));
  }

  private static String sha1(String id) {
    return HexFormat.of().formatHex(EventHashes.digest("SHA-1", CodePoints.utf8(id)));
  }

  @Test
  void version1KeepsAKeyThatOnlyOneStateHas() {
    Written room = new Written(1);
    String create = room.create();
    String topic = room.event("$topic", "m.room.topic", BOB, "{}").key("").add();
    assertEquals(List.of(create, topic), resolve(room, list(create, topic), list(create)));
    Written two = new Written(2);
    create = two.create();
    topic = two.event("$topic", "m.room.topic", BOB, "{}").key("").add();
    assertEquals(List.of(create), resolve(two, list(create, topic), list(create)));
  }

  /** Bob is banned on one branch and sets the topic on the other. */
  @Test
  void aBanWins() {
    for (int version : new int[] {2, 11, 12}) {
      Written room = new Written(version);
      String create = room.create();
      String users =
          version < 12
              ? "{\"state_default\":0,\"users\":{\"" + ALICE + "\":100}}"
              : "{\"state_default\":0}";
      String[] noAuth = version < 12 ? new String[] {create} : new String[] {};
      String alice =
          room.event("$alice", "m.room.member", ALICE, JOIN)
              .key(ALICE)
              .auth(noAuth)
              .prev(create)
              .add();
      String levels = add(room, version, "m.room.power_levels", "", users, 1, alice);
      String bob = add(room, version, "m.room.member", BOB, JOIN, 2, levels);
      String ban =
          add(
              room,
              version,
              "m.room.member",
              BOB,
              "{\"membership\":\"ban\"}",
              9,
              alice,
              levels,
              bob);
      String topic =
          room.event("$topic", "m.room.topic", BOB, "{}")
              .key("")
              .at(5)
              .auth(version < 12 ? new String[] {create, levels, bob} : new String[] {levels, bob})
              .add();
      assertEquals(
          List.of(create, ban, alice, levels).stream().sorted().toList(),
          resolve(room, list(create, alice, levels, ban), list(create, alice, levels, bob, topic))
              .stream()
              .sorted()
              .toList(),
          "version " + version);
    }
  }

  private static String add(
      Written room, int version, String type, String key, String content, long ts, String... auth) {
    String[] cited = auth;
    if (version < 12) {
      cited = Arrays.copyOf(auth, auth.length + 1);
      cited[auth.length] = "$create";
    }
    String id = "$" + type + ts;
    boolean own = type.equals("m.room.member") && content.equals(JOIN);
    return room.event(id, type, own ? key : ALICE, content).key(key).at(ts).auth(cited).add();
  }

  @Test
  void theMainlineDecidesBeforeTheTime() {
    Written room = new Written(3);
    String create = room.create();
    String alice =
        room.event("$alice", "m.room.member", ALICE, JOIN)
            .key(ALICE)
            .auth(create)
            .prev(create)
            .add();
    String users = "{\"users\":{\"" + ALICE + "\":100}";
    String first = add(room, 3, "m.room.power_levels", "", users + "}", 1, alice);
    String second =
        add(room, 3, "m.room.power_levels", "", users + ",\"ban\":60}", 2, alice, first);
    String late = add(room, 3, "m.room.topic", "", "{}", 9, alice, first);
    String early = add(room, 3, "m.room.topic", "", "{}", 3, alice, second);
    assertTrue(
        resolve(room, list(create, alice, second, late), list(create, alice, second, early))
            .contains(early));
    // Without power levels every position is infinite, and the time decides.
    String third = add(room, 3, "m.room.name", "", "{}", 4, alice);
    String fourth = add(room, 3, "m.room.name", "", "{}", 5, alice);
    assertTrue(
        resolve(room, list(create, alice, third), list(create, alice, fourth)).contains(fourth));
  }

  /** An event that all sides agree on, cited by one side only, is in the auth difference or not. */
  @Test
  void readings() {
    Written room = new Written(11);
    String create = room.create();
    String alice =
        room.event("$alice", "m.room.member", ALICE, JOIN)
            .key(ALICE)
            .auth(create)
            .prev(create)
            .add();
    String levels =
        add(room, 11, "m.room.power_levels", "", "{\"users\":{\"" + ALICE + "\":100}}", 1, alice);
    String one = add(room, 11, "m.room.topic", "", "{}", 2, alice);
    String two = add(room, 11, "m.room.topic", "", "{}", 3, alice, levels);
    String[] states = {list(create, alice, levels, one), list(create, alice, levels, two)};
    for (StateResolutionReading reading : StateResolutionReading.values()) {
      assertTrue(resolve(room, reading, states).contains(two));
    }
  }

  @Test
  void cyclesEnd() {
    Written room = new Written(4);
    String create = room.create();
    String a =
        room.event("$a", "m.room.power_levels", ALICE, "{}").key("").auth(create, "$b").add();
    String b =
        room.event("$b", "m.room.power_levels", ALICE, "{}").key("").auth(create, "$a").add();
    assertEquals(List.of(create), resolve(room, list(create, a), list(create, b)));
  }

  @Test
  void noStatesAndEqualStates() {
    Written room = new Written(12);
    String create = room.create();
    assertEquals(List.of(), resolve(room));
    assertEquals(List.of(create), resolve(room, list(create)));
    assertEquals(List.of(create), resolve(room, list(create), list(create)));
  }
}
