package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The judging protocol: checks, resolutions, states, and the room version. */
class JudgeQuestionsTest {
  private static final String GOOD = "{\"case\":\"x\",\"room_version\":\"1\",\"events\":[]";
  private static final String LEVELS = "\"users\":{\"@a:a\":100}";

  private static JsonNode check(Situation situation, String event, String state) {
    return Cli.judge(
            situation.with("\"checks\":[{\"event\":\"" + event + "\",\"state\":" + state + "}]"))
        .get("checks")
        .get(0);
  }

  @Test
  void aCheckIsAnsweredAgainstExactlyTheStateThatItNames() {
    Situation situation = Situation.room().topic("$t", "[\"$j\"]");
    assertEquals(
        "{\"event\":\"$t\",\"allowed\":true,\"rule\":null,\"rule_number\":null,\"reason\":null}",
        check(situation, "$t", "[\"$c\",\"$j\"]").toString());
    JsonNode refused = check(Situation.room().topic("$t", "[\"$j\"]"), "$t", "[\"$c\"]");
    assertFalse(refused.get("allowed").asBoolean());
    assertEquals("SENDER_NOT_JOINED", refused.get("rule").asString());
    assertEquals("5", refused.get("rule_number").asString());
    assertTrue(refused.get("reason").isString());
  }

  @Test
  void aCheckMayNameEventsThatWereRejectedOrWait() {
    Situation situation =
        Situation.room()
            .event("$p", "m.room.power_levels", "", "[\"$gone\"]", "[\"$gone\"]", LEVELS)
            .entry(
                Situation.entry(
                    "$b",
                    Situation.pdu(
                        "m.room.member",
                        "@b:a",
                        "@b:a",
                        "[\"$c\"]",
                        "[\"$j\"]",
                        "\"membership\":\"join\""),
                    ""))
            .entry(
                Situation.entry(
                    "$t",
                    Situation.pdu("m.room.topic", "@b:a", "", "[\"$c\"]", "[\"$j\"]", ""),
                    ""));
    JsonNode answer = check(situation, "$t", "[\"$c\",\"$p\",\"$b\"]");
    assertEquals("REQUIRED_POWER_LEVEL", answer.get("rule").asString());
  }

  @Test
  void aCheckOfTheCreatorsFirstJoinGoesByThePrevEvents() {
    assertTrue(check(Situation.room(), "$j", "[\"$c\"]").get("allowed").asBoolean());
  }

  @Test
  void aCheckedCreateEventIsAllowed() {
    assertTrue(check(Situation.room(), "$c", "[]").get("allowed").asBoolean());
  }

  @Test
  void inVersion12TheCreateEventOfTheRoomIdCountsAsPresent() {
    String hash = "A".repeat(43);
    Situation situation =
        Situation.empty()
            .version("12")
            .entry(
                Situation.entry(
                    "$" + hash,
                    "{\"type\":\"m.room.create\",\"sender\":\"@a:a\",\"state_key\":\"\","
                        + "\"depth\":1,\"origin_server_ts\":1,\"content\":{\"room_version\":\"12\","
                        + "\"m.federate\":false},\"auth_events\":[],\"prev_events\":[]}",
                    ""))
            .entry(
                Situation.entry(
                    "$m",
                    Situation.pdu("m.room.message", "@b:b", null, "[]", "[]", "")
                        .replace("!r:a", "!" + hash),
                    ""));
    assertEquals("NOT_FEDERATABLE", check(situation, "$m", "[]").get("rule").asString());
  }

  @Test
  void noStatesResolveToNothing() {
    JsonNode answer = Cli.judge(Situation.room().with("\"resolve\":[]"));
    assertEquals("[]", answer.get("resolved").toString());
  }

  @Test
  void aResolutionListsItsEntriesSorted() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .topic("$t", "[\"$j\"]")
                .with("\"resolve\":[[\"$t\",\"$j\",\"$c\"],[\"$c\",\"$j\"]]"));
    assertEquals(
        "[[\"m.room.create\",\"\",\"$c\"],[\"m.room.member\",\"@a:a\",\"$j\"],"
            + "[\"m.room.topic\",\"\",\"$t\"]]",
        answer.get("resolved").toString());
  }

  @Test
  void aResolutionMayNameEventsThatWait() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .topic("$t1", "[\"$gone\"]")
                .event("$t2", "m.room.topic", "", "[\"$gone\",\"$j\",\"$c\"]", "[\"$gone\"]")
                .with("\"resolve\":[[\"$c\",\"$j\",\"$t1\"],[\"$c\",\"$j\",\"$t2\"]]"));
    assertEquals("m.room.topic", answer.get("resolved").get(2).get(0).asString());
  }

  /** Believed ids can make a ring, which no order of power events fits; it waits for ever. */
  @Test
  void statesWhoseAuthEventsFormARingAreResolved() {
    String levels = "\"users\":{\"@a:a\":100}";
    Situation ring =
        Situation.room()
            .event("$p", "m.room.power_levels", "", "[\"$c\",\"$j\",\"$q\"]", "[\"$j\"]", levels)
            .event("$q", "m.room.power_levels", "", "[\"$c\",\"$j\",\"$p\"]", "[\"$j\"]", levels);
    JsonNode answer =
        Cli.judge(ring.with("\"resolve\":[[\"$c\",\"$j\",\"$p\"],[\"$c\",\"$j\",\"$q\"]]"));
    assertEquals("deferred", answer.get("events").get(2).get("outcome").asString());
    assertEquals("deferred", answer.get("events").get(3).get("outcome").asString());
    JsonNode power = answer.get("resolved").get(2);
    assertEquals("m.room.power_levels", power.get(0).asString());
    assertTrue(List.of("$p", "$q").contains(power.get(2).asString()));
  }

  @Test
  void eventsThatWaitForEachOtherCanBeResolved() {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .event("$t1", "m.room.topic", "", "[\"$c\",\"$j\",\"$t2\"]", "[\"$j\"]")
                .event("$t2", "m.room.topic", "", "[\"$c\",\"$j\",\"$t1\"]", "[\"$j\"]")
                .with("\"resolve\":[[\"$c\",\"$j\",\"$t1\"],[\"$c\",\"$j\",\"$t2\"]]"));
    assertFalse(answer.has("error"), answer.toString());
  }

  @Test
  void theStatesOfAnEventThatWaitsAndOfAnOutlierAreNull() {
    String outlier =
        Situation.entry(
            "$o",
            Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", ""),
            "\"outlier\":true,");
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .entry(outlier)
                .message("$m", "[\"$gone\"]")
                .with("\"state_at\":[\"$o\",\"$m\",\"$c\"]"));
    assertEquals(
        "{\"$o\":null,\"$m\":null,\"$c\":[[\"m.room.create\",\"\",\"$c\"]]}",
        answer.get("states").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'checks':[{'event':'$no','state':[]}]|`$no` is no event of the case that was not dropped",
        "'checks':[{'event':'$j','state':['$no']}]"
            + "|`$no` is no event of the case that was not dropped",
        "'checks':[{'event':'$j','state':['$m']}]|`$m` is no state event, and stands in a state",
        "'checks':[{'event':'$j','state':['$t','$t2']}]"
            + "|`$t` and `$t2` have the same key `m.room.topic` in one state",
        "'checks':[{'event':'$d','state':[]}]|`$d` is no event of the case that was not dropped",
        "'resolve':[['$c'],['$no']]|`$no` is no event of the case that was not dropped",
        "'resolve':[['$m']]|`$m` is no state event, and stands in a state",
        "'resolve':[['$c','$c']]|`$c` stands twice in one state",
        "'state_at':['$no']|`$no` is no event of the case that was not dropped"
      })
  void anIdThatDoesNotDoMakesTheWholeCaseAnError(String member, String error) {
    JsonNode answer =
        Cli.judge(
            Situation.room()
                .message("$m", "[\"$j\"]")
                .topic("$t", "[\"$m\"]")
                .topic("$t2", "[\"$t\"]")
                .entry("{\"event_id\":\"$d\",\"pdu\":1}")
                .with(member.replace('\'', '"')));
    assertEquals("x", answer.get("case").asString());
    assertEquals(error, answer.get("error").asString());
    assertFalse(answer.has("events"));
  }

  @Test
  void aGivenStateThatIsNoStateMakesTheWholeCaseAnError() {
    String pdu = Situation.pdu("m.room.message", "@a:a", null, "[]", "[]", "");
    JsonNode message =
        Cli.judge(
            Situation.room()
                .message("$m", "[\"$j\"]")
                .entry(Situation.entry("$n", pdu, "\"state\":[\"$c\",\"$m\"],")));
    assertEquals("`$m` is no state event, and stands in a state", message.get("error").asString());
    JsonNode unknown =
        Cli.judge(
            Situation.room().entry(Situation.entry("$n", pdu, "\"state\":[\"$c\",\"$gone\"],")));
    assertFalse(unknown.has("error"));
  }

  @ParameterizedTest
  @CsvSource({"'\"room_version\":\"6\"',6", "'',1"})
  void theVersionIsThatOfTheFirstCreateEvent(String content, String version) {
    String create = Situation.pdu("m.room.create", "@a:a", "", "[]", "[]", content);
    JsonNode answer =
        Cli.judge("{\"case\":\"x\",\"events\":[{\"event_id\":\"$c\",\"pdu\":" + create + "}]}")
            .get(0);
    // Both versions ask for a creator, under another number.
    assertEquals("CREATE_NO_CREATOR", answer.get("events").get(0).get("rule").asString(), version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "NaN", "{\"a\":1,\"a\":1}", "\"\\ud800\"", "{\"\\ud800\":1}"})
  void aCreateEventThatIsDroppedNamesTheVersionAllTheSame(String value) {
    String create = Situation.pdu("m.room.create", "@a:a", "", "[]", "[]", "\"x\":" + value);
    JsonNode answer =
        Cli.judge("{\"case\":\"x\",\"events\":[{\"event_id\":\"$c\",\"pdu\":" + create + "}]}")
            .get(0);
    assertEquals("dropped", answer.get("events").get(0).get("outcome").asString());
  }

  @Test
  void whatAnErrorQuotesCannotSpoilItsLine() {
    JsonNode answer = Cli.judge(GOOD + ",\"checks\":[{\"\\ud800\":1,\"\\ud800\":2}]}").get(0);
    assertEquals("`checks[0].\\u{d800}` is there more than once", answer.get("error").asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'events':[],'room_version':'99'",
        "'events':[]",
        "'events':[{'pdu':{'type':'m.room.member'}}]",
        "'events':[{'pdu':1}]",
        "'events':[{'pdu':{'type':'m.room.create','content':{'room_version':'99'}}}]",
        "'events':[{'pdu':{'type':'m.room.create','content':{'room_version':11}}}]"
      })
  void withoutAKnownVersionTheCaseIsAnError(String members) {
    JsonNode answer = Cli.judge(("{'case':'x'," + members + "}").replace('\'', '"')).get(0);
    assertTrue(answer.get("error").asString().contains("version"), answer.toString());
  }

  @Test
  void inVersion12ACreateIdThatIsNoHashIsAnError() {
    JsonNode answer = Cli.judge(Situation.room().version("12"));
    assertTrue(answer.get("error").asString().startsWith("`events[0].event_id`"));
  }

  @Test
  void anExpiredKeyCountsUntilThen() {
    String keys =
        "\"keys\":{\"a\":{\"ed25519:1\":{\"key\":"
            + "\"DYKS+PCNtqeeSmdNxC9loYY4lCbKiFFOfAAbbYE/b34\",\"valid_until_ts\":99999999999999999999,"
            + "\"expired_ts\":0}}}";
    JsonNode answer = Cli.judge(Situation.room().with(keys));
    assertEquals("signature", answer.get("events").get(0).get("check").asString());
  }
}
