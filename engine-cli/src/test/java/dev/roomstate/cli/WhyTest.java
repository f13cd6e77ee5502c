package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code roomstate why}, {@code state} and {@code resolve}. */
class WhyTest {
  @TempDir private Path folder;

  private static Situation room() {
    return Situation.room()
        .event(
            "$p",
            "m.room.power_levels",
            "",
            "[\"$c\",\"$j\"]",
            "[\"$j\"]",
            "\"users\":{\"@a:a\":100}")
        .joinedByB()
        .entry(
            Situation.entry(
                "$topic",
                Situation.pdu("m.room.topic", "@b:a", "", "[\"$c\",\"$p\",\"$b\"]", "[\"$b\"]", ""),
                ""))
        .message("$waits", "[\"$gone\"]")
        .entry("{\"event_id\":\"$dropped\",\"pdu\":{\"type\":5}}");
  }

  private Cli.Run run(String command, String... more) throws IOException {
    Path file = folder.resolve("room.ndjson");
    Files.writeString(file, room().lines());
    List<String> args = new ArrayList<>(List.of(command, file.toString()));
    args.addAll(List.of("--trust-ids", "--room-version", "11", "--soft-fail"));
    args.addAll(List.of(more));
    return Cli.run("", args.toArray(String[]::new));
  }

  @Test
  void aRejectionTellsCheckRuleSentenceAndTheEventsLookedAt() throws IOException {
    Cli.Run run = run("why", "$topic", "--json");
    assertEquals(1, run.exitCode());
    JsonNode why = run.json().get(0);
    assertEquals("rejected", why.get("outcome").asString());
    assertEquals("7", why.get("rule_number").asString());
    assertEquals("[\"$p\"]", why.get("looked_at").toString());
    assertEquals(1, why.get("checks").size());
    JsonNode check = why.get("checks").get(0);
    assertEquals("auth_events", check.get("check").asString());
    assertEquals(
        "{\"as\":\"sender\",\"event_id\":\"$b\",\"type\":\"m.room.member\",\"state_key\":\"@b:a\","
            + "\"sender\":\"@b:a\"}",
        check.get("events").get(2).toString());
    String text = run("why", "$topic").out();
    assertTrue(
        text.contains(
            "rejected by rule 7 REQUIRED_POWER_LEVEL (room version 11): the sender's level 0"),
        text);
    assertTrue(text.contains("from $p (m.room.power_levels, by @a:a)"), text);
  }

  @Test
  void anAcceptedEventTellsWhichRuleAllowedItAtEachCheck() throws IOException {
    Cli.Run run = run("why", "$b", "--json");
    assertEquals(0, run.exitCode());
    List<String> checks = new ArrayList<>();
    run.json()
        .get(0)
        .get("checks")
        .forEach(
            check ->
                checks.add(
                    check.get("check").asString() + " " + check.get("rule_number").asString()));
    assertEquals(List.of("auth_events 4.3.6", "state_before 4.3.6", "current_state 4.3.6"), checks);
    assertTrue(run("why", "$b").out().contains("rule 4.3.6 JOIN_PUBLIC"));
  }

  @Test
  void aDeferredEventTellsWhatIsMissing() throws IOException {
    Cli.Run run = run("why", "$waits", "--json");
    assertEquals(1, run.exitCode());
    assertEquals("[\"$gone\"]", run.json().get(0).get("missing").toString());
    assertTrue(run("why", "$waits").out().contains("deferred: it waits for $gone"));
  }

  @Test
  void aDroppedEventTellsItsDefect() throws IOException {
    Cli.Run run = run("why", "$dropped");
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("dropped: `type` is not a string"), run.out());
  }

  @Test
  void anEventIsFoundByItsBeginningOrByItsLine() throws IOException {
    assertEquals(run("why", "$topic", "--json").out(), run("why", "$to", "--json").out());
    assertEquals(run("why", "$topic", "--json").out(), run("why", "6", "--json").out());
    Cli.Run none = run("why", "$none");
    assertEquals(2, none.exitCode());
    assertEquals("roomstate: the file has no event `$none`\n", none.err());
    Cli.Run many = run("why", "$");
    assertEquals(2, many.exitCode());
    assertTrue(many.err().startsWith("roomstate: `$` is the beginning of 8 event ids"), many.err());
  }

  @Test
  void theStateIsListedAsEntriesOrAsATable() throws IOException {
    Cli.Run run = run("state", "--json");
    assertEquals(0, run.exitCode());
    assertEquals(
        List.of(
            "[\"m.room.create\",\"\",\"$c\"]",
            "[\"m.room.join_rules\",\"\",\"$r\"]",
            "[\"m.room.member\",\"@a:a\",\"$j\"]",
            "[\"m.room.member\",\"@b:a\",\"$b\"]",
            "[\"m.room.power_levels\",\"\",\"$p\"]"),
        run.out().lines().toList());
    assertEquals(2, run("state", "--json", "--at", "$j").json().size());
    assertEquals(run("state", "--at", "$j").out(), run("state", "--at", "2").out());
    assertEquals(2, run("state", "--at", "99").exitCode());
    assertTrue(run("state", "--at", "").err().contains("which event?"));
    assertTrue(run("why", "").err().contains("which event?"));
    assertEquals(2, run("state", "--at", "$waits").exitCode());
    assertEquals(2, run("state", "--at", "$nobody").exitCode());
    String table = run("state").out();
    assertTrue(table.contains("m.room.member        @b:a       $b     @b:a"), table);
    assertTrue(table.contains("5 entries, hash "), table);
  }

  @Test
  void aResolutionIsPrintedAsAStateAndCanBeTraced() throws IOException {
    Path sets = folder.resolve("sets.json");
    Files.writeString(sets, "[[\"$c\",\"$j\",\"$p\"],[\"$c\",\"$j\",\"$topic\"]]");
    Cli.Run run = run("resolve", sets.toString(), "--json");
    assertEquals(0, run.exitCode());
    // The rejected topic does not make it; what its auth chain has beyond the other's does.
    assertEquals(5, run.json().size());
    assertFalse(run.out().contains("m.room.topic"));
    JsonNode traced = run("resolve", sets.toString(), "--json", "--trace").json().get(0);
    assertEquals(
        "{\"type\":\"m.room.power_levels\",\"state_key\":\"\",\"events\":[\"$p\",null]}",
        traced.get("conflicted").get(0).toString());
    assertEquals("power_events", traced.get("checked").get(0).get("phase").asString());
    assertEquals(5, traced.get("resolved").size());
    String text = run("resolve", sets.toString(), "--trace").out();
    assertTrue(text.contains("rule 9.4 POWER_LEVELS_FIRST"), text);
  }

  @Test
  void stateSetsThatDoNotFitAreNamed() throws IOException {
    Path sets = folder.resolve("sets.json");
    Files.write(sets, "[[\"$no\"]]".getBytes(StandardCharsets.UTF_8));
    Cli.Run unknown = run("resolve", sets.toString());
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown
            .err()
            .contains(
                "state 1 of `"
                    + sets
                    + "`: `$no` is no event of the room file that was not dropped"),
        unknown.err());
    Files.writeString(sets, "{}");
    assertTrue(run("resolve", sets.toString()).err().contains("holds no state sets"));
  }
}
