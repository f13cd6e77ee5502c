package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Outcome;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Rejection;
import dev.roomstate.room.StateChanges;
import dev.roomstate.state.StateKeys;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code roomstate verify}: what was logged, read again and judged again. */
class VerifyTest {
  private static final RecordedRoom STORM = new RecordedRoom("v12-storm");

  @TempDir private Path folder;

  private String log() {
    return folder.resolve("log").toString();
  }

  private Cli.Run verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--log", log()));
    arguments.addAll(List.of(more));
    return Cli.run("", arguments.toArray(String[]::new));
  }

  /** Writes the log of a room in which one entry is another one. */
  private void plant(RecordedRoom room, int position, UnaryOperator<JudgedEvent> fault) {
    String sound = folder.resolve("sound").toString();
    room.replay("--log", sound);
    try (EventLog from = open(sound);
        EventLog to = open(log())) {
      from.forEachFrom(
          LogPosition.FIRST,
          entry ->
              to.append(
                  entry.roomId(),
                  RoomVersions.STANDARD.get(from.rooms().get(0).version()).get(),
                  entry.position().sequence() == position
                      ? fault.apply(entry.event())
                      : entry.event()));
    }
  }

  private static EventLog open(String folder) {
    return DurableLog.open(
        Path.of(folder),
        Option.some(LogKind.FILE),
        RoomVersions.STANDARD,
        Durability.OS,
        LogAccess.WRITE);
  }

  private static JudgedEvent changed(
      JudgedEvent entry, Outcome outcome, Option<Rejection> rejection, HashStatus hash) {
    return new JudgedEvent(
        entry.source(),
        entry.placement(),
        hash,
        entry.authorisingServerSigned(),
        outcome,
        rejection,
        entry.outlier(),
        entry.stateGiven(),
        entry.before(),
        entry.current(),
        entry.madeRoom(),
        entry.redaction());
  }

  private static int first(RecordedRoom room, String outcome) {
    List<JsonNode> lines = room.replay().json();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).get("outcome").asString().equals(outcome)) {
        return i;
      }
    }
    throw new AssertionError("no event is " + outcome);
  }

  private void assertFirstDisagreement(int position, String differs) {
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(1, run.exitCode());
    JsonNode found = run.json().get(0);
    assertTrue(found.get("sound").asBoolean());
    JsonNode first = found.get("disagreements").get(0);
    assertEquals(position, first.get("position").asInt());
    assertEquals(differs, first.get("differs").toString());
    assertEquals(found.get("disagreements").size(), found.get("disagreed").asInt());
    Cli.Run text = verify("--rejudge");
    assertEquals(1, text.exitCode());
    assertTrue(text.out().startsWith("position " + position + ", room !"), text.out());
    assertTrue(text.out().contains("judged again: "), text.out());
    assertEquals(0, verify().exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1-hostile-server",
        "v5-storm",
        "v8-everyday",
        "v10-redacted-power-levels",
        "v11-hostile-server",
        "v12-storm"
      })
  void whatWasJudgedIsJudgedSoAgain(String name) {
    RecordedRoom room = new RecordedRoom(name);
    int events = room.replay("--log", log()).summary().get("events").asInt();
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(0, run.exitCode(), run.out());
    assertEquals(
        "{\"disagreements\":[],\"events\":"
            + run.json().get(0).get("events")
            + ",\"rooms\":1,\"sound\":true,\"rejudged\":true,\"signatures_checked\":true,"
            + "\"disagreed\":0}\n",
        run.out());
    assertTrue(run.json().get(0).get("events").asInt() > events / 2);
    String text = verify("--rejudge").out();
    assertTrue(text.contains("events of 1 room: every frame is sound"), text);
    assertTrue(text.contains("0 disagreements"), text);
    assertFalse(text.contains("not checked"), text);
    assertFalse(verify().out().contains("judged again"));
  }

  @Test
  void anotherOutcomeOrRuleOrCheckIsFound() {
    int rejected = first(STORM, "rejected");
    plant(STORM, rejected, entry -> changed(entry, Outcome.ACCEPTED, Option.none(), entry.hash()));
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(1, run.exitCode());
    JsonNode found = run.json().get(0).get("disagreements").get(0);
    assertEquals(rejected, found.get("position").asInt());
    assertTrue(found.get("differs").toString().startsWith("[\"outcome\",\"check\",\"rule\""));
    assertEquals("accepted", found.get("logged").get("outcome").asString());
    assertEquals("rejected", found.get("judged").get("outcome").asString());
  }

  @Test
  void anotherRuleIsFound() {
    int rejected = first(STORM, "rejected");
    plant(
        STORM,
        rejected,
        entry -> {
          Rejection why = entry.rejection().get();
          Rejection other =
              new Rejection(why.check(), AuthRule.OTHERWISE_ALLOWED, why.reason(), why.lookedAt());
          return changed(entry, entry.outcome(), Option.some(other), entry.hash());
        });
    assertFirstDisagreement(rejected, "[\"rule\"]");
  }

  @Test
  void anotherHashIsFound() {
    plant(
        STORM, 5, entry -> changed(entry, entry.outcome(), entry.rejection(), HashStatus.REDACTED));
    assertFirstDisagreement(5, "[\"hash\"]");
  }

  private static JudgedEvent onState(JudgedEvent entry, int key, int event) {
    return new JudgedEvent(
        entry.source(),
        entry.placement(),
        entry.hash(),
        entry.authorisingServerSigned(),
        entry.outcome(),
        entry.rejection(),
        entry.outlier(),
        entry.stateGiven(),
        StateChanges.of(new int[] {key, event}),
        entry.current(),
        entry.madeRoom(),
        entry.redaction());
  }

  @Test
  void anotherCurrentStateIsFound() {
    StateChanges withoutJoinRules =
        StateChanges.of(new int[] {StateKeys.JOIN_RULES, StateMap.ABSENT});
    plant(STORM, 15, entry -> entry.withCurrent(new CurrentState.Change(withoutJoinRules, 0)));
    assertFirstDisagreement(15, "[\"current_state\"]");
  }

  @Test
  void anEntryThatNamesWhatIsNotThereIsDamage() {
    plant(STORM, 20, entry -> onState(entry, 1, 5_000));
    Cli.Run run = verify("--json");
    assertEquals(3, run.exitCode());
    assertTrue(run.err().startsWith("roomstate: entry 20 does not fit the room `!"), run.err());
    assertEquals(3, Cli.run("", "replay", "--log", log(), "--json").exitCode());
  }

  @Test
  void anotherStateIsFound() {
    plant(STORM, 20, entry -> onState(entry, 1, StateMap.ABSENT));
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(1, run.exitCode());
    JsonNode found = run.json().get(0).get("disagreements").get(0);
    assertEquals(20, found.get("position").asInt());
    assertEquals("state_before", found.get("differs").get(0).asString());
  }

  @Test
  void eventsThatCameWithoutHistoryOrWithAStateAreJudgedAsTheyCame() {
    String given =
        Situation.entry(
            "$m",
            Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$gone\"]", ""),
            "\"state\":[\"$c\",\"$j\"],");
    String outlier =
        Situation.entry(
            "$t",
            Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", ""),
            "\"outlier\":true,");
    String lines =
        Situation.room()
            .entry(outlier)
            .entry(given)
            .message("$n", "[\"$m\"]")
            .topic("$t", "[\"$j\"]")
            .message("$o", "[\"$t\",\"$n\"]")
            .lines()
            .replaceFirst("\"content\":\\{", "\"content\":{\"room_version\":\"11\"");
    Cli.Run run = Cli.run(lines, "replay", "-", "--trust-ids", "--json", "--log", log());
    assertEquals(0, run.exitCode(), run.err() + run.out());
    Cli.Run verified = verify("--rejudge", "--json");
    assertEquals(0, verified.exitCode(), verified.out());
    assertEquals(7, verified.json().get(0).get("events").asInt());
  }

  @Test
  void signaturesAreCheckedByTheKeysOfTheLog() {
    RecordedRoom room = new RecordedRoom("v8-everyday");
    String sound = folder.resolve("sound").toString();
    room.replay("--log", sound);
    try (EventLog from = open(sound);
        EventLog to = open(log())) {
      assertFalse(from.keys().isEmpty());
      for (RecordedKey key : from.keys()) {
        VerifyKey other = VerifyKey.of(new byte[VerifyKey.SIZE]).get();
        to.record(new RecordedKey(key.server(), key.keyId(), other, key.fetchedTs()));
      }
      RoomVersion version = RoomVersions.STANDARD.get("8").get();
      from.forEachFrom(
          LogPosition.FIRST, entry -> to.append(entry.roomId(), version, entry.event()));
    }
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(1, run.exitCode());
    assertTrue(run.json().get(0).get("signatures_checked").asBoolean());
    JsonNode first = run.json().get(0).get("disagreements").get(0);
    assertEquals("dropped", first.get("judged").get("outcome").asString());
    assertEquals("signature", first.get("judged").get("check").asString());
  }

  @Test
  void logThatWasJudgedWithoutKeysIsJudgedWithoutThem() {
    String lines = Situation.room().message("$n", "[\"$j\"]").lines();
    Cli.run(lines, "replay", "-", "--trust-ids", "--room-version", "11", "--log", log());
    Cli.Run run = verify("--rejudge", "--json");
    assertEquals(0, run.exitCode(), run.out());
    assertFalse(run.json().get(0).get("signatures_checked").asBoolean());
    assertTrue(verify("--rejudge").out().contains("signatures were not checked"));
  }

  @Test
  void damageIsNamedAndExitsWithThree() throws IOException {
    STORM.replay("--log-kind", "file", "--log", log());
    Path segment = folder.resolve("log/0000000000000000000.frames");
    byte[] sound = Files.readAllBytes(segment);
    for (int at = 40; at < sound.length; at += sound.length / 7) {
      byte[] changed = sound.clone();
      changed[at] ^= 16;
      Files.write(segment, changed);
      Cli.Run run = verify("--json");
      assertEquals(3, run.exitCode());
      assertTrue(run.err().contains("frame "), run.err());
      assertFalse(run.json().get(0).get("sound").asBoolean());
      assertTrue(run.json().get(0).get("damage").asString().contains(" at byte "), run.out());
      assertEquals(3, verify("--rejudge").exitCode());
    }
  }

  @Test
  void everyEntryIsCountedByItsRoom() {
    STORM.replay("--log", log());
    new RecordedRoom("v11-space").replay("--log", log());
    JsonNode found = verify("--json").json().get(0);
    assertEquals(2, found.get("rooms").asInt());
    List<LogEntry> entries = new ArrayList<>();
    try (EventLog log = open(log())) {
      log.forEachFrom(LogPosition.FIRST, entries::add);
    }
    assertEquals(entries.size(), found.get("events").asInt());
  }
}
