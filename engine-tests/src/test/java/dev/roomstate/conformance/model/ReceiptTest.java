package dev.roomstate.conformance.model;

import static dev.roomstate.conformance.model.Written.ALICE;
import static dev.roomstate.conformance.model.Written.BOB;
import static dev.roomstate.conformance.model.Written.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is waited for, what is repeated, what is an extremity, and what is no case. */
class ReceiptTest {
  private static final String JOIN = "{\"membership\":\"join\"}";

  private static List<Object> outcomes(Written room) {
    return room.outcomes().stream().map(event -> event.get("outcome")).toList();
  }

  /** A room that Alice has made and joined, and whose rules let anybody join. */
  private static Written openRoom(int version) {
    Written room = new Written(version);
    String create = room.create();
    alice(room, create);
    room.event("$rules", "m.room.join_rules", ALICE, "{\"join_rule\":\"public\"}")
        .key("")
        .auth(create, "$alice")
        .prev("$alice")
        .add();
    return room;
  }

  private static void alice(Written room, String create) {
    room.event("$alice", "m.room.member", ALICE, JOIN).key(ALICE).auth(create).prev(create).add();
  }

  private static Written.Draft bob(Written room, String prev) {
    return room.event("$bob", "m.room.member", BOB, JOIN)
        .key(BOB)
        .auth("$create", "$rules")
        .prev(prev);
  }

  private static Written.Draft message(Written room, String id, String... prev) {
    return room.event(id, "m.room.message", ALICE, "{}").auth("$create", "$alice").prev(prev);
  }

  @Test
  void whatWaitsIsJudgedInItsOwnPlace() {
    Written room = new Written(11);
    message(room, "$message", "$alice").add();
    alice(room, "$create");
    assertEquals(List.of("deferred", "deferred"), outcomes(room));
    assertEquals(List.of("$alice", "$create"), room.outcomes().get(0).get("missing"));
    room.create();
    assertEquals(List.of("accepted", "accepted", "accepted"), outcomes(room));
    assertFalse(room.outcomes().get(0).containsKey("missing"));
  }

  @Test
  void version12WaitsForTheCreateEventOfTheRoomId() {
    Written room = new Written(12);
    room.event("$alice", "m.room.member", ALICE, JOIN).key(ALICE).add();
    assertEquals(List.of(Written.V12_CREATE), room.last().get("missing"));
  }

  @Test
  void droppedEventsSatisfyNothing() {
    Written room = openRoom(11);
    room.event("$bad", "x", ALICE, "{}").with("depth", "-1").add();
    message(room, "$message", "$bad", "$bad").add();
    Map<String, Object> dropped = room.outcomes().get(3);
    assertEquals("dropped", dropped.get("outcome"));
    assertEquals("format", dropped.get("check"));
    assertEquals(JsonNull.NULL, dropped.get("event_id"));
    assertEquals(JsonNull.NULL, dropped.get("hash"));
    assertEquals(List.of("$bad"), room.last().get("missing"));
  }

  @Test
  void knownIdsAreNotJudgedAgain() {
    Written room = openRoom(11);
    message(room, "$message", "$rules").add();
    message(room, "$message", "$never").add();
    List<Map<String, Object>> answers = room.outcomes();
    assertEquals(answers.get(3), answers.get(4));
  }

  @Test
  void outliersHaveNoStateUntilTheyComeAgain() {
    Written room = openRoom(11);
    bob(room, "$rules").beside("outlier", "true").add();
    room.event("$by-bob", "m.room.message", BOB, "{}").auth("$create", "$bob").prev("$bob").add();
    assertEquals(JsonNull.NULL, room.outcomes().get(3).get("state_after"));
    assertEquals("accepted", room.outcomes().get(3).get("outcome"));
    assertEquals(List.of("$bob"), room.last().get("missing"));
    bob(room, "$rules").add();
    bob(room, "$rules").beside("outlier", "true").add();
    List<Map<String, Object>> answers = room.outcomes();
    assertEquals("accepted", answers.get(4).get("outcome"));
    assertEquals(JsonNull.NULL, answers.get(3).get("state_after"));
    assertNotEquals(JsonNull.NULL, answers.get(5).get("state_after"));
    assertEquals(answers.get(5), answers.get(6));
  }

  @Test
  void stateMayBeTold() {
    Written room = openRoom(11);
    room.event("$rejected", "m.room.topic", BOB, "{}").key("").auth("$create").prev("$rules").add();
    String state = list("$create", "$alice", "$rules", "$rejected");
    message(room, "$message", "$unknown").beside("state", state).add();
    room.ask("state_at", list("$message", "$rules"));
    assertEquals("rejected", room.outcomes().get(3).get("outcome"));
    assertEquals("accepted", room.last().get("outcome"));
    Map<String, Object> states = Json.object(room.answer().get("states")).get();
    assertEquals(states.get("$rules"), states.get("$message"));
    assertEquals(
        List.of(
            List.of("m.room.create", "", "$create"),
            List.of("m.room.join_rules", "", "$rules"),
            List.of("m.room.member", ALICE, "$alice")),
        states.get("$rules"));
  }

  @Test
  void stateThatIsToldIsWaitedFor() {
    Written room = openRoom(11);
    message(room, "$message", "$unknown").beside("state", list("$create", "$later")).add();
    assertEquals(List.of("$later"), room.last().get("missing"));
  }

  @Test
  void softFailureLooksAtTheCurrentState() {
    Written room = openRoom(11).ask("soft_fail", "true");
    bob(room, "$rules").add();
    room.event("$ban", "m.room.member", ALICE, "{\"membership\":\"ban\"}")
        .key(BOB)
        .auth("$create", "$alice", "$bob")
        .prev("$bob")
        .add();
    room.event("$evades", "m.room.message", BOB, "{}").auth("$create", "$bob").prev("$bob").add();
    Map<String, Object> evades = room.last();
    assertEquals("soft_failed", evades.get("outcome"));
    assertEquals("current_state", evades.get("check"));
    assertEquals("SENDER_NOT_JOINED", evades.get("rule"));
    room.event("$again", "m.room.message", BOB, "{}").auth("$create", "$bob").prev("$evades").add();
    assertEquals("soft_failed", room.last().get("outcome"));
    message(room, "$sees-both", "$ban", "$again").add();
    assertEquals("accepted", room.last().get("outcome"));
    room.ask("soft_fail", "false");
    assertEquals("accepted", room.outcomes().get(5).get("outcome"));
  }

  @Test
  void rejectedEventsLeaveTheStateAsItWas() {
    Written room = openRoom(11);
    room.event("$topic", "m.room.topic", BOB, "{}").key("").auth("$create").prev("$rules").add();
    message(room, "$message", "$topic").add();
    List<Map<String, Object>> answers = room.outcomes();
    assertEquals("auth_events", answers.get(3).get("check"));
    assertEquals(answers.get(2).get("state_after"), answers.get(3).get("state_after"));
    assertEquals(answers.get(2).get("state_after"), answers.get(4).get("state_before"));
  }

  @Test
  void bytesMayBeNoJson() {
    for (String bytes : new String[] {"nonsense", "[]", "{\"a\":1,\"a\":2}"}) {
      String base64 = Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.UTF_8));
      String line =
          "{\"case\":\"c\",\"room_version\":\"11\",\"events\":[{\"pdu_base64\":\""
              + base64
              + "\"}]}";
      Object event =
          Json.array(Written.parse(new DefinitionalModel().judge(line)).get("events")).get().get(0);
      assertEquals("dropped", Json.object(event).get().get("outcome"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":1e400}",
        "7",
        "null",
        "{\"content\":{}}"
      })
  void faultsOfAnEventAreNotOfTheLine(String pdu) {
    String line = "{\"case\":\"c\",\"room_version\":\"1\",\"events\":[{\"pdu\":" + pdu + "}]}";
    Object event =
        Json.array(Written.parse(new DefinitionalModel().judge(line)).get("events")).get().get(0);
    assertEquals("format", Json.object(event).get().get("check"));
  }

  @Test
  void deepNestingIsTheEventsFault() {
    String deep = "{\"content\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    faultsOfAnEventAreNotOfTheLine(deep);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"case\":\"c\",\"events\":[{\"pdu\":{01}}]}",
        "{\"case\":\"c\",\"case\":1}",
        "{\"case\":\"\\udc00\",\"events\":[]}",
        "{\"case\":\"c\",\"events\":[]} x"
      })
  void whatIsNoLineHasNoCase(String line) {
    Map<String, Object> answer = Written.parse(new DefinitionalModel().judge(line));
    assertEquals(JsonNull.NULL, answer.get("case"));
    assertEquals(Set.of("case", "error"), answer.keySet());
    assertEquals(
        JsonNull.NULL,
        Written.parse(new DefinitionalModel().judge(new byte[] {'"', (byte) 0xFF, '"'}))
            .get("case"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "checks|[{\"event\":\"$none\",\"state\":[]}]",
        "checks|[{\"event\":\"$alice\",\"state\":[\"$none\"]}]",
        "checks|[{\"event\":\"$alice\",\"state\":[\"$message\"]}]",
        "resolve|[[\"$alice\",\"$alice\"]]",
        "resolve|[[\"$message\"]]",
        "resolve|[\"$alice\"]",
        "state_at|[\"$none\"]",
        "state_at|7",
        "room_version|\"13\"",
        "room_version|11",
        "soft_fail|1",
        "keys|[]",
        "keys|{\"a\":{\"ed25519:1\":{}}}"
      })
  void casesThatCannotBeJudged(String member, String json) {
    Written room = openRoom(11);
    message(room, "$message", "$rules").add();
    Map<String, Object> answer = room.ask(member, json).answer();
    assertEquals("written", answer.get("case"));
    assertEquals(Set.of("case", "error"), answer.keySet());
  }

  @Test
  void theCaseIsAnyValue() {
    String events = ",\"room_version\":\"11\",\"events\":[]}";
    assertEquals(
        "{\"case\":7,\"events\":[]}", new DefinitionalModel().judge("{\"case\":7" + events));
    Written long255 = openRoom(11);
    message(long255, "$" + "x".repeat(255), "$rules").add();
    assertEquals("dropped", long255.last().get("outcome"));
  }

  @Test
  void theStateThatIsToldMustBeOne() {
    Written room = openRoom(11);
    message(room, "$message", "$x").beside("state", list("$alice", "$message")).add();
    assertEquals(Set.of("case", "error"), room.answer().keySet());
  }

  @Test
  void theCreateEventTellsTheVersion() {
    String create = "{\"pdu\":{\"type\":\"m.room.create\",\"content\":{\"room_version\":\"3\"}}}";
    String answer = new DefinitionalModel().judge("{\"case\":\"c\",\"events\":[" + create + "]}");
    assertEquals(
        "format",
        Json.object(Json.array(Written.parse(answer).get("events")).get().get(0))
            .get()
            .get("check"));
    String other = create.replace("create", "member");
    assertEquals(
        "c",
        Written.parse(new DefinitionalModel().judge("{\"case\":\"c\",\"events\":[" + other + "]}"))
            .get("case"));
  }

  @Test
  void resolutionMayNameEventsThatWait() {
    Written room = new Written(10);
    String create = room.create();
    room.event("$t1", "m.room.topic", ALICE, "{}").key("").auth(create, "$gone").at(1).add();
    room.event("$t2", "m.room.topic", ALICE, "{}").key("").auth(create, "$gone").at(2).add();
    String alice = room.joined(ALICE);
    room.ask("resolve", "[" + list(create, alice, "$t1") + "," + list(create, alice, "$t2") + "]");
    assertEquals(
        List.of(
            List.of("m.room.create", "", "$create"),
            List.of("m.room.member", ALICE, alice),
            List.of("m.room.topic", "", "$t2")),
        room.answer().get("resolved"));
    assertEquals("deferred", room.outcomes().get(1).get("outcome"));
  }
}
