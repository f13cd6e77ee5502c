package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The judging protocol: what is answered to the events of a case. */
class JudgeEventsTest {
  private static final String EMPTY_STATE =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static JsonNode event(JsonNode answer, int index) {
    return answer.get("events").get(index);
  }

  private static List<String> outcomes(JsonNode answer) {
    List<String> outcomes = new ArrayList<>();
    answer.get("events").forEach(event -> outcomes.add(event.get("outcome").asString()));
    return outcomes;
  }

  @Test
  void anAnswerHasTheMembersOfTheProtocolInTheirOrder() {
    String line = Cli.run(Situation.room().line() + "\n", "judge").out();
    String first =
        "{\"case\":\"x\",\"events\":[{\"event_id\":\"$c\",\"outcome\":\"accepted\",\"check\":null,"
            + "\"rule\":null,\"rule_number\":null,\"reason\":null,\"hash\":\"trusted\","
            + "\"state_before\":\""
            + EMPTY_STATE
            + "\",\"state_after\":\"e05853826da3ef42d55f15982fac0e9cd99ab9d0ec3ae1d37ec375c3e7cd0d4c\"}";
    assertTrue(line.startsWith(first), line);
    assertEquals(1, line.chars().filter(c -> c == '\n').count());
  }

  @Test
  void aRejectionNamesCheckRuleNumberAndReason() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(
                    Situation.entry(
                        "$m",
                        Situation.pdu("m.room.message", "@b:a", null, "[\"$c\"]", "[\"$j\"]", ""),
                        "")));
    JsonNode rejected = event(answer, 2);
    assertEquals("rejected", rejected.get("outcome").asString());
    assertEquals("auth_events", rejected.get("check").asString());
    assertEquals("SENDER_NOT_JOINED", rejected.get("rule").asString());
    assertEquals("5", rejected.get("rule_number").asString());
    assertEquals("the sender `@b:a` is not in the room", rejected.get("reason").asString());
    assertEquals(rejected.get("state_before"), rejected.get("state_after"));
    assertTrue(rejected.get("missing") == null);
  }

  @Test
  void anEventThatWaitedIsAnsweredInItsOwnPlace() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .message("$m2", "[\"$m1\"]")
                .message("$m3", "[\"$m2\"]")
                .message("$m1", "[\"$j\"]"));
    assertEquals(
        List.of("accepted", "accepted", "accepted", "accepted", "accepted"), outcomes(answer));
    assertEquals("$m2", event(answer, 2).get("event_id").asString());
    assertTrue(event(answer, 2).get("missing") == null);
  }

  @Test
  void whatBecomesReadyIsJudgedOldestReceiptFirst() {
    // Both topics wait for $m; the later one of the two is what check 6 sees last.
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .topic("$t1", "[\"$m\"]")
                .topic("$t2", "[\"$t1\"]")
                .message("$m", "[\"$j\"]")
                .with("\"state_at\":[\"$t2\"]"));
    assertEquals("$t2", answer.get("states").get("$t2").get(2).get(2).asString());
    assertEquals(event(answer, 2).get("state_after"), event(answer, 3).get("state_before"));
  }

  @Test
  void aDeferredEventHasItsHashAndWhatItWaitsForSortedAndOnce() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .event(
                    "$m",
                    "m.room.message",
                    null,
                    "[\"$c\",\"$zz\",\"$aa\"]",
                    "[\"$zz\",\"$kk\",\"$j\"]"));
    JsonNode deferred = event(answer, 2);
    assertEquals("deferred", deferred.get("outcome").asString());
    assertEquals("trusted", deferred.get("hash").asString());
    assertEquals("[\"$aa\",\"$kk\",\"$zz\"]", deferred.get("missing").toString());
    assertTrue(deferred.get("state_before").isNull());
    assertTrue(deferred.get("check").isNull());
    List<String> names = new ArrayList<>(deferred.propertyNames());
    assertEquals("missing", names.get(names.size() - 1));
  }

  @Test
  void whatWaitsForAnEventThatWaitsIsMissingItToo() {
    JsonNode answer =
        Cli.judge(Situation.room().message("$m1", "[\"$gone\"]").message("$m2", "[\"$m1\"]"));
    assertEquals("[\"$m1\"]", event(answer, 3).get("missing").toString());
  }

  @Test
  void aDroppedEventNeverSatisfies() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry("{\"event_id\":\"$d\",\"pdu\":{\"type\":1}}")
                .message("$m", "[\"$d\"]"));
    assertEquals(List.of("accepted", "accepted", "dropped", "deferred"), outcomes(answer));
    assertTrue(event(answer, 2).get("event_id").isNull());
    assertTrue(event(answer, 2).get("hash").isNull());
    assertEquals("format", event(answer, 2).get("check").asString());
  }

  @Test
  void aDroppedEventMayComeAgain() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry("{\"event_id\":\"$m\",\"pdu\":{\"type\":1}}")
                .message("$m", "[\"$j\"]"));
    assertEquals("accepted", event(answer, 3).get("outcome").asString());
  }

  @Test
  void theAnswerOfAnIdThatCameBeforeIsRepeated() {
    JsonNode answer =
        Cli.judge(Situation.room().message("$m", "[\"$j\"]").message("$m", "[\"$gone\"]"));
    assertEquals(event(answer, 2), event(answer, 3));
  }

  @Test
  void theRepeatedAnswerOfAnEventThatWaitedIsTheFinalOne() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .message("$m", "[\"$p\"]")
                .message("$m", "[\"$p\"]")
                .message("$p", "[\"$j\"]"));
    assertEquals("accepted", event(answer, 2).get("outcome").asString());
    assertEquals(event(answer, 2), event(answer, 3));
  }

  @Test
  void anOutlierHasNoStatesAndIsWaitedFor() {
    String outlier =
        Situation.entry(
            "$o",
            Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$unknown\"]", ""),
            "\"outlier\":true,");
    JsonNode answer = Cli.judge(Situation.room().entry(outlier).message("$m", "[\"$o\"]"));
    assertEquals("accepted", event(answer, 2).get("outcome").asString());
    assertTrue(event(answer, 2).get("state_before").isNull());
    assertTrue(event(answer, 2).get("state_after").isNull());
    assertEquals("[\"$o\"]", event(answer, 3).get("missing").toString());
  }

  @Test
  void anOutlierThatComesInFullIsJudgedOnceMore() {
    String pdu = Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", "");
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(Situation.entry("$o", pdu, "\"outlier\":true,"))
                .message("$m", "[\"$o\"]")
                .entry(Situation.entry("$o", pdu, ""))
                .entry(Situation.entry("$o", pdu, ""))
                .entry(Situation.entry("$o", pdu, "\"outlier\":true,")));
    assertTrue(event(answer, 2).get("state_after").isNull());
    assertEquals("accepted", event(answer, 3).get("outcome").asString());
    assertTrue(event(answer, 4).get("state_after").isString());
    assertEquals(event(answer, 4), event(answer, 5));
    assertEquals(event(answer, 4), event(answer, 6));
  }

  @Test
  void aGivenStateTakesThePlaceOfThePrevEvents() {
    String pdu =
        Situation.pdu("m.room.message", "@a:a", null, "[\"$c\",\"$j\"]", "[\"$unknown\"]", "");
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .topic("$t", "[\"$j\"]")
                .entry(Situation.entry("$m", pdu, "\"state\":[\"$c\",\"$j\"],")));
    assertEquals("accepted", event(answer, 3).get("outcome").asString());
    assertEquals(event(answer, 1).get("state_after"), event(answer, 3).get("state_before"));
  }

  @Test
  void aCreateEventDoesNotWaitForTheStateThatItIsGiven() {
    String create = Situation.pdu("m.room.create", "@a:a", "", "[]", "[]", "");
    JsonNode answer =
        Cli.judge(Situation.empty().entry(Situation.entry("$c", create, "\"state\":[\"$gone\"],")));
    assertEquals("accepted", event(answer, 0).get("outcome").asString());
    assertEquals(EMPTY_STATE, event(answer, 0).get("state_before").asString());
  }

  @Test
  void anEventWaitsForTheStateThatItIsGiven() {
    String pdu =
        Situation.pdu("m.room.message", "@a:a", null, "[\"$c\",\"$j\"]", "[\"$unknown\"]", "");
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(Situation.entry("$m", pdu, "\"state\":[\"$c\",\"$j\",\"$later\"],")));
    assertEquals("[\"$later\"]", event(answer, 2).get("missing").toString());
  }

  @Test
  void withoutATrustedIdTheIdIsComputedAndTheHashChecked() {
    JsonNode answer =
        Cli.judge(
                "{\"case\":\"x\",\"events\":[{\"pdu\":{\"type\":\"m.room.create\",\"sender\":\"@a:a\","
                    + "\"state_key\":\"\",\"room_id\":\"!r:a\",\"depth\":1,\"origin_server_ts\":1,"
                    + "\"content\":{\"room_version\":\"6\",\"creator\":\"@a:a\"},\"auth_events\":[],"
                    + "\"prev_events\":[],\"hashes\":{\"sha256\":\"AAAA\"},\"signatures\":{}}}]}")
            .get(0);
    JsonNode create = event(answer, 0);
    assertEquals("redacted", create.get("hash").asString());
    assertEquals(44, create.get("event_id").asString().length());
    assertEquals("accepted", create.get("outcome").asString());
  }

  @Test
  void inVersion1TheEventsOwnIdIsItsId() {
    JsonNode answer =
        Cli.judge(
                "{\"case\":\"x\",\"events\":[{\"pdu\":{\"event_id\":\"$e:a\",\"type\":\"m.room.create\","
                    + "\"sender\":\"@a:a\",\"state_key\":\"\",\"room_id\":\"!r:a\",\"depth\":1,"
                    + "\"origin_server_ts\":1,\"content\":{\"creator\":\"@a:a\"},\"auth_events\":[],"
                    + "\"prev_events\":[],\"hashes\":{\"sha256\":\"AAAA\"},\"signatures\":{}}}]}")
            .get(0);
    assertEquals("$e:a", event(answer, 0).get("event_id").asString());
  }

  @Test
  void aRequiredServerWithoutAKnownKeyDropsTheEventBySignatureWithItsId() {
    JsonNode answer = Cli.judge(Situation.room().with("\"keys\":{}"));
    JsonNode dropped = event(answer, 0);
    assertEquals("dropped", dropped.get("outcome").asString());
    assertEquals("signature", dropped.get("check").asString());
    assertEquals("$c", dropped.get("event_id").asString());
    assertTrue(dropped.get("hash").isNull());
    assertTrue(dropped.get("rule").isNull());
  }

  @Test
  void aKeyThatIsNoneVerifiesNothingAndSpoilsNoCase() {
    JsonNode answer =
        Cli.judge(Situation.room().with("\"keys\":{\"a\":{\"ed25519:1\":{\"key\":\"%\"}}}"));
    assertEquals("signature", event(answer, 0).get("check").asString());
  }

  @Test
  void aTrustedIdThatIsTooLongDropsTheEvent() {
    JsonNode answer = Cli.judge(Situation.room().message("$" + "m".repeat(255), "[\"$j\"]"));
    assertEquals("format", event(answer, 2).get("check").asString());
    assertTrue(event(answer, 2).get("event_id").isNull());
  }

  @Test
  void softFailureIsJudgedAgainstTheCurrentState() {
    String ban =
        "{\"event_id\":\"$ban\",\"pdu\":"
            + Situation.pdu(
                "m.room.member",
                "@a:a",
                "@b:a",
                "[\"$c\",\"$j\",\"$b\"]",
                "[\"$b\"]",
                "\"membership\":\"ban\"")
            + "}";
    String join =
        Situation.entry(
            "$b",
            Situation.pdu(
                "m.room.member",
                "@b:a",
                "@b:a",
                "[\"$c\",\"$r\"]",
                "[\"$r\"]",
                "\"membership\":\"join\""),
            "");
    String late =
        Situation.entry(
            "$late",
            Situation.pdu("m.room.message", "@b:a", null, "[\"$c\",\"$b\"]", "[\"$b\"]", ""),
            "");
    Situation situation =
        Situation.room()
            .event(
                "$r",
                "m.room.join_rules",
                "",
                "[\"$c\",\"$j\"]",
                "[\"$j\"]",
                "\"join_rule\":\"public\"")
            .entry(join)
            .entry(ban)
            .entry(late);
    assertEquals("accepted", event(Cli.judge(situation), 5).get("outcome").asString());
    JsonNode answer = Cli.judge(situation.with("\"soft_fail\":true"));
    JsonNode failed = event(answer, 5);
    assertEquals("soft_failed", failed.get("outcome").asString());
    assertEquals("current_state", failed.get("check").asString());
    assertNotEquals(event(answer, 4).get("state_after"), failed.get("state_after"));
  }

  @Test
  void inVersion12AnEventWaitsForTheCreateEventOfItsRoomId() {
    String id = "$" + "A".repeat(43);
    String create =
        Situation.entry(
            id,
            "{\"type\":\"m.room.create\",\"sender\":\"@a:a\",\"state_key\":\"\",\"depth\":1,"
                + "\"origin_server_ts\":1,\"content\":{\"room_version\":\"12\"},"
                + "\"auth_events\":[],\"prev_events\":[]}",
            "");
    String join =
        Situation.entry(
            "$j",
            Situation.pdu(
                    "m.room.member",
                    "@a:a",
                    "@a:a",
                    "[]",
                    "[\"" + id + "\"]",
                    "\"membership\":\"join\"")
                .replace("!r:a", "!" + "A".repeat(43)),
            "");
    JsonNode late = Cli.judge(Situation.empty().version("12").entry(join).entry(create));
    assertEquals(List.of("accepted", "accepted"), outcomes(late));
    JsonNode alone = Cli.judge(Situation.empty().version("12").entry(join));
    assertEquals("[\"" + id + "\"]", event(alone, 0).get("missing").toString());
  }

  @Test
  void anotherCopyOfAnOutlierChangesNoStateThatHoldsIt() {
    String levels = "\"users\":{\"@a:a\":100},\"invite\":50";
    String copy = "\"users\":{\"@a:a\":100}";
    String strict =
        Situation.pdu("m.room.power_levels", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", levels);
    String lax =
        Situation.pdu("m.room.power_levels", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", copy);
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(Situation.entry("$p", strict, "\"outlier\":true,"))
                .entry(Situation.entry("$p", lax, ""))
                .joinedByB()
                .entry(
                    Situation.entry(
                        "$i",
                        Situation.pdu(
                            "m.room.member",
                            "@b:a",
                            "@x:a",
                            "[\"$c\",\"$p\",\"$r\",\"$b\"]",
                            "[\"$b\"]",
                            "\"membership\":\"invite\""),
                        "")));
    assertEquals("accepted", event(answer, 3).get("outcome").asString());
    assertEquals("accepted", event(answer, 5).get("outcome").asString());
    assertEquals("INVITE_LEVEL", event(answer, 6).get("rule").asString());
  }

  @Test
  void anotherKindOfEventThatTakesTheIdOfAnOutlierIsNotJudged() {
    String topic = Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", "");
    String message =
        Situation.pdu("m.room.message", "@a:a", null, "[\"$c\",\"$j\"]", "[\"$j\"]", "");
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(Situation.entry("$o", topic, "\"outlier\":true,"))
                .entry(Situation.entry("$o", message, "")));
    assertEquals(event(answer, 2), event(answer, 3));
  }

  @Test
  void aLongGivenStateThatComesBeforeItsEventsCostsNoMoreThanItsLength() {
    StringBuilder state = new StringBuilder();
    int members = 20_000;
    for (int i = 0; i < members; i++) {
      state.append(i == 0 ? "" : ",").append("\"$t").append(i).append('"');
    }
    Situation room =
        Situation.room()
            .entry(
                Situation.entry(
                    "$m",
                    Situation.pdu("m.room.message", "@a:a", null, "[\"$c\"]", "[\"$x\"]", ""),
                    "\"state\":[" + state + "],"));
    for (int i = 0; i < members; i++) {
      String pdu =
          Situation.pdu("m.room.topic", "@a:a", "k" + i, "[\"$c\",\"$j\"]", "[\"$x\"]", "");
      room.entry(Situation.entry("$t" + i, pdu, "\"outlier\":true,"));
    }
    JsonNode answer = assertTimeout(java.time.Duration.ofSeconds(20), () -> Cli.judge(room));
    assertEquals("rejected", event(answer, 2).get("outcome").asString());
    assertEquals("SENDER_NOT_JOINED", event(answer, 2).get("rule").asString());
  }
}
