package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.Pdu;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code roomstate verify --rejudge} takes keys as they stood when events were judged. */
class RejudgedKeysTest {
  private static final RecordedRoom ROOM = new RecordedRoom("v8-everyday");
  private static final VerifyKey STRANGE = VerifyKey.of(new byte[VerifyKey.SIZE]).get();

  @TempDir private Path folder;

  /** The keys and entries of a sound log, in their order. */
  private List<Object> order;

  private int events;

  @BeforeEach
  void readOrder() {
    Path sound = folder.resolve("sound");
    ROOM.replay("--log", sound.toString());
    order = orderIn(sound);
    events = (int) order.stream().filter(LogEntry.class::isInstance).count();
  }

  private static List<Object> orderIn(Path log) {
    List<Object> order = new ArrayList<>();
    try (EventLog opened = SalvagedLogs.read(log)) {
      opened.forEach(order::add, order::add);
    }
    return order;
  }

  private List<RecordedKey> keys() {
    List<RecordedKey> keys = new ArrayList<>();
    order.forEach(
        one -> {
          if (one instanceof RecordedKey key) {
            keys.add(key);
          }
        });
    return keys;
  }

  private List<RecordedKey> keysAs(VerifyKey other) {
    return keys().stream().map(key -> as(key, other)).toList();
  }

  private List<RecordedKey> keysUntil(long validUntil) {
    return keys().stream()
        .map(
            key -> as(key, new VerifyKey(key.key().publicKey(), validUntil, key.key().expiredTs())))
        .toList();
  }

  private static RecordedKey as(RecordedKey key, VerifyKey other) {
    return new RecordedKey(key.server(), key.keyId(), other, key.fetchedTs() + 1);
  }

  private List<LogEntry> entries(int from, int to) {
    List<LogEntry> entries = new ArrayList<>();
    order.forEach(
        one -> {
          if (one instanceof LogEntry entry) {
            entries.add(entry);
          }
        });
    return entries.subList(from, to);
  }

  private JsonNode rejudged(int exitCode, List<?>... parts) {
    Path log = folder.resolve("log");
    RoomVersion version = RoomVersions.STANDARD.get("8").get();
    try (EventLog to = SalvagedLogs.open(log, LogKind.FILE)) {
      for (List<?> part : parts) {
        for (Object one : part) {
          if (one instanceof RecordedKey key) {
            to.record(key);
          } else if (one instanceof LogEntry entry) {
            to.append(entry.roomId(), version, entry.event());
          }
        }
      }
    }
    Cli.Run run = Cli.run("", "verify", "--log", log.toString(), "--rejudge", "--json");
    assertEquals(exitCode, run.exitCode(), run.out());
    assertTrue(run.json().get(0).get("signatures_checked").asBoolean());
    return run.json().get(0);
  }

  private static void assertFirst(JsonNode said, int position) {
    JsonNode first = said.get("disagreements").get(0);
    assertEquals(position, first.get("position").asInt());
    assertEquals("dropped", first.get("judged").get("outcome").asString());
    assertEquals("signature", first.get("judged").get("check").asString());
  }

  @Test
  void keyWhoseValidityChangedLaterCountsAsItStood() {
    rejudged(0, order, keysUntil(0), entries(events - 1, events - 1));
  }

  @Test
  void validityThatEndedBetweenEventsMakesNoDifferenceToEarlierOnes() {
    int half = events / 2;
    rejudged(0, keys(), entries(0, half), keysUntil(0), entries(half, events));
  }

  @Test
  void keyThatWasNotValidYetDoesNotCountForEarlierEvents() {
    int half = events / 2;
    assertFirst(rejudged(1, keysUntil(0), entries(0, half), keys(), entries(half, events)), 0);
  }

  @Test
  void keyThatWasReplacedAfterTheEventsCountsForThem() {
    rejudged(0, keys(), entries(0, events - 1), keysAs(STRANGE), entries(events - 1, events));
  }

  @Test
  void keyThatReplacedAnotherCountsForLaterEvents() {
    assertFirst(rejudged(1, keysAs(STRANGE), entries(0, 3), keys(), entries(3, events)), 0);
  }

  @Test
  void keyThatWasRecordedWhileAnEventWasJudgedByTheOneBeforeItDoesNoHarm() {
    rejudged(0, keys(), keysAs(STRANGE), keysUntil(0), entries(0, events));
  }

  @Test
  void keyThatIsRecordedBehindItsEventsDoesNotCount() {
    List<RecordedKey> others = List.of(as(keys().get(0), STRANGE));
    JsonNode said = rejudged(1, others, entries(0, 2), keys(), entries(2, events));
    assertFirst(said, 0);
  }

  @Test
  void copyHasItsKeysWhereTheyStood() {
    int half = events / 2;
    rejudged(0, keys(), entries(0, half), keysAs(STRANGE), entries(half, events), keysUntil(0));
    Path log = folder.resolve("log");
    Path copy = folder.resolve("copy");
    Path salvaged = folder.resolve("salvaged");
    assertEquals(0, Cli.run("", copying("compact", log, copy)).exitCode());
    assertEquals(0, Cli.run("", copying("salvage", log, salvaged)).exitCode());
    assertEquals(told(log), told(copy));
    assertEquals(told(log), told(salvaged));
    try (EventLog from = SalvagedLogs.read(log);
        EventLog to = SalvagedLogs.read(copy)) {
      assertEquals(from.keys(), to.keys());
    }
  }

  private static String[] copying(String command, Path log, Path to) {
    return new String[] {command, "--log", log.toString(), "--to", to.toString()};
  }

  private static List<String> told(Path log) {
    return orderIn(log).stream()
        .map(one -> one instanceof LogEntry entry ? entry.position().toString() : one.toString())
        .toList();
  }

  @Test
  void everyKeyStandsBeforeTheFirstEventThatWasJudgedByIt() {
    Set<String> recorded = new HashSet<>();
    for (Object one : order) {
      if (one instanceof RecordedKey key) {
        recorded.add(key.server() + " " + key.keyId());
      } else if (one instanceof LogEntry entry) {
        Pdu pdu = entry.event().pdu();
        String server = pdu.facts().sender().server().value();
        boolean isThere =
            pdu.signatures(server)
                .exists(
                    signatures -> {
                      for (int i = 0; i < signatures.size(); i++) {
                        if (recorded.contains(server + " " + signatures.key(i).value())) {
                          return true;
                        }
                      }
                      return false;
                    });
        assertTrue(isThere, Option.of(entry.position()).toString());
      }
    }
    assertTrue(recorded.size() > 1);
  }
}
