package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code rooms}, {@code state}, {@code why}, {@code resolve} and {@code replay} of a log. */
class LogCommandsTest {
  private static final RecordedRoom STORM = new RecordedRoom("v12-storm");
  private static final RecordedRoom FORKS = new RecordedRoom("v8-forks");

  @TempDir private Path folder;
  private String log;
  private JsonNode storm;
  private JsonNode forks;

  @BeforeEach
  void writeTwoRooms() {
    log = folder.resolve("log").toString();
    storm = STORM.replay("--log-kind", "file", "--log", log).summary();
    forks = FORKS.replay("--log-kind", "file", "--log", log).summary();
  }

  private Cli.Run run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--log", log));
    arguments.addAll(List.of(more));
    return Cli.run("", arguments.toArray(String[]::new));
  }

  private Cli.Run ofFile(String command, RecordedRoom room, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, room.file().toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--keys", room.keys(), "--soft-fail"));
    return Cli.run("", arguments.toArray(String[]::new));
  }

  private static String id(JsonNode summary) {
    return summary.get("room_id").asString();
  }

  private static void assertFails(int exitCode, String sentence, Cli.Run run) {
    assertEquals("roomstate: " + sentence + "\n", run.err());
    assertEquals(exitCode, run.exitCode());
    assertEquals("", run.out());
  }

  @Test
  void roomsAreListedInTheOrderOfTheLog() {
    Cli.Run run = run("rooms", "--json");
    assertEquals(0, run.exitCode());
    assertEquals(2, run.json().size());
    JsonNode first = run.json().get(0);
    for (String member :
        List.of("room_id", "room_version", "events", "outcomes", "state", "forward_extremities")) {
      assertEquals(storm.get(member), first.get(member));
      assertEquals(forks.get(member), run.json().get(1).get(member));
    }
    String table = run("rooms").out();
    assertEquals(3, table.lines().count());
    assertTrue(table.contains(id(forks)), table);
  }

  @Test
  void theStateIsThatOfTheFile() {
    for (String event : List.of("", "3", "40", "100")) {
      String id =
          event.isEmpty()
              ? ""
              : STORM.replay().json().get(Integer.parseInt(event)).get("event_id").asString();
      String[] at = event.isEmpty() ? new String[] {"--json"} : new String[] {"--json", "--at", id};
      Cli.Run file = ofFile("state", STORM, at);
      List<String> more = new ArrayList<>(List.of(at));
      more.addAll(List.of("--room", id(storm)));
      Cli.Run logged = run("state", more.toArray(String[]::new));
      assertEquals(0, logged.exitCode());
      assertEquals(file.out(), logged.out());
      if (!event.isEmpty()) {
        assertEquals(file.out(), run("state", "--room", id(storm), "--at", event, "--json").out());
      }
    }
    assertTrue(
        run("state", "--room", id(forks)).out().contains("hash " + forks.get("state").asString()));
  }

  @Test
  void whyTellsOfALogWhatItTellsOfTheFile() {
    int explained = 0;
    for (JsonNode line : STORM.replay().json()) {
      if (!line.get("outcome").asString().equals("accepted") || explained == 0) {
        explained++;
        String id = line.get("event_id").asString();
        Cli.Run logged = run("why", "--room", id(storm), id, "--json");
        Cli.Run file = ofFile("why", STORM, id, "--json");
        assertEquals(file.exitCode(), logged.exitCode());
        assertEquals(unsigned(file), unsigned(logged));
        assertTrue(logged.json().get(0).get("signatures_checked").isNull());
      }
      if (explained == 8) {
        break;
      }
    }
    assertEquals(8, explained);
    Cli.Run text = run("why", "--room", id(storm), "0");
    assertTrue(text.out().contains("m.room.create, sent by"), text.out());
    assertTrue(text.out().contains("position 0"), text.out());
    assertTrue(text.out().contains("the log does not tell"), text.out());
  }

  /** Without what a log counts or knows otherwise. */
  private static String unsigned(Cli.Run why) {
    return why.out()
        .replaceAll("\"signatures_checked\":[a-z]*", "")
        .replaceAll("\"number\":[0-9]*", "");
  }

  @Test
  void statesAreResolvedAsThoseOfTheFile() throws IOException {
    List<String> sets = new ArrayList<>();
    for (int event : List.of(60, 90, 120)) {
      String id = STORM.replay().json().get(event).get("event_id").asString();
      List<String> ids = new ArrayList<>();
      run("state", "--room", id(storm), "--at", id, "--json")
          .json()
          .forEach(entry -> ids.add(entry.get(2).toString()));
      sets.add(String.join(",", ids));
    }
    Path file = folder.resolve("sets.json");
    Files.writeString(file, "[[" + String.join("],[", sets) + "]]");
    for (String[] options : List.of(new String[] {"--json"}, new String[] {"--json", "--trace"})) {
      List<String> arguments = new ArrayList<>(List.of("--room", id(storm), file.toString()));
      arguments.addAll(List.of(options));
      Cli.Run logged = run("resolve", arguments.toArray(String[]::new));
      assertEquals(0, logged.exitCode());
      List<String> ofFile = new ArrayList<>(List.of(file.toString()));
      ofFile.addAll(List.of(options));
      assertEquals(ofFile("resolve", STORM, ofFile.toArray(String[]::new)).out(), logged.out());
    }
    Files.writeString(file, "[[\"$no\"]]");
    assertFails(
        2,
        "state 1 of `" + file + "`: `$no` is no event of the log that was not dropped",
        run("resolve", "--room", id(storm), file.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "why", "resolve"})
  void aRoomMayBeLeftOutOnlyWhereThereIsOne(String command) throws IOException {
    Path sets = Files.writeString(folder.resolve("sets.json"), "[]");
    String operand = command.equals("why") ? "0" : sets.toString();
    String[] none = command.equals("state") ? new String[] {} : new String[] {operand};
    assertFails(
        2,
        "`"
            + log
            + "` has several rooms, and `--room` must say which; `roomstate rooms` lists"
            + " them",
        run(command, none));
    log = folder.resolve("one").toString();
    FORKS.replay("--log-kind", "file", "--log", log);
    assertEquals(0, run(command, none).exitCode());
  }

  @Test
  void aRoomOrAnEventThatIsNotThereIsNamed() {
    String sentence = "`" + log + "` has no room `!x`; `roomstate rooms` lists those that it has";
    assertFails(2, sentence, run("replay", "--room", "!x", "--json"));
    assertFails(2, sentence, run("state", "--room", "!x"));
    assertFails(2, sentence, run("why", "--room", "!x", "$e"));
    String none = "the log has no event `$none`";
    assertFails(2, none, run("why", "--room", id(storm), "$none"));
    assertFails(2, none, run("state", "--room", id(storm), "--at", "$none"));
    String beyond = "the log has no event `9999`";
    assertFails(2, beyond, run("why", "--room", id(storm), "9999"));
    String which = "which event? an id, a beginning of it or the number of its position is needed";
    assertFails(2, which, run("why", "--room", id(storm), ""));
  }

  @Test
  void operandsThatDoNotFitAreNamed() {
    assertFails(
        2,
        "with `--log` no room file is read: `b` is one operand too many; see `roomstate why --help`",
        run("why", "a", "b"));
    assertFails(
        2, "missing required parameter: 'SETS'; see `roomstate resolve --help`", run("resolve"));
    assertFails(
        2,
        "with `--log` no room file is read: `a`; see `roomstate state --help`",
        run("state", "a"));
    assertFails(
        2,
        "`--keys` is for judging, and a log is read without; see `roomstate state --help`",
        run("state", "--keys", "a"));
    assertFails(
        2,
        "missing required parameter: 'EVENT'; see `roomstate why --help`",
        Cli.run("", "why", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "rooms", "state", "why", "resolve", "verify", "compact"})
  void aFolderThatHoldsNoLogIsNamedAndLeftAsItIs(String command) throws IOException {
    Path sets = Files.writeString(folder.resolve("sets.json"), "[]");
    List<String> more =
        switch (command) {
          case "why" -> List.of("$e");
          case "resolve" -> List.of(sets.toString());
          case "compact" -> List.of("--to", folder.resolve("copy").toString());
          default -> List.<String>of();
        };
    String[] operands = more.toArray(String[]::new);
    Path other = Files.createDirectory(folder.resolve("other"));
    log = other.toString();
    assertFails(2, "`" + log + "` holds no log", run(command, operands));
    Path product = Files.writeString(other.resolve("data.db"), "x");
    assertFails(2, "`" + log + "` holds no log", run(command, operands));
    try (var files = Files.list(other)) {
      assertEquals(List.of(product), files.toList());
    }
    log = product.toString();
    assertFails(2, "`" + log + "` is no folder", run(command, operands));
    log = folder.resolve("missing").toString();
    assertFails(2, "`" + log + "` does not exist", run(command, operands));
    assertFalse(Files.exists(folder.resolve("missing")));
    log = "";
    assertFails(
        2, "the name of a folder is needed, and an empty one was given", run(command, operands));
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "rooms", "state", "why", "verify", "compact"})
  void aDamagedLogExitsWithThreeAndSaysWhere(String command) throws IOException {
    Path segment = Path.of(log).resolve("0000000000000000000.frames");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 3] ^= 4;
    Files.write(segment, bytes);
    String[] more =
        switch (command) {
          case "why" -> new String[] {"0"};
          case "compact" -> new String[] {"--to", folder.resolve("copy").toString()};
          default -> new String[] {};
        };
    Cli.Run run = run(command, more);
    assertEquals(3, run.exitCode());
    assertTrue(run.err().matches("roomstate: `.*`, frame \\d+ at byte \\d+ .*\n"), run.err());
    // verify lists all that it finds.
    assertEquals(command.equals("verify"), run.out().contains(" at byte "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rooms", "state", "compact"})
  void aManifestThatIsOverwrittenIsDamageWhereFramesAre(String command) throws IOException {
    Files.writeString(Path.of(log).resolve("roomstate.log"), "another log\n");
    String[] more =
        command.equals("compact")
            ? new String[] {"--to", folder.resolve("copy").toString()}
            : new String[] {};
    Cli.Run run = run(command, more);
    assertEquals(3, run.exitCode());
    assertTrue(run.err().contains("this manifest names no log"), run.err());
    assertTrue(run.err().contains("`salvage`"), run.err());
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("roomstate.log"), "another log\n");
    log = other.toString();
    Cli.Run refused = run(command, more);
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("it is of another product"), refused.err());
  }

  @Test
  void theLogMustBeGiven() {
    assertFails(
        2,
        "missing required option: '--log=DIR'; see `roomstate rooms --help`",
        Cli.run("", "rooms"));
    assertFails(
        2,
        "missing required option: '--log=DIR'; see `roomstate verify --help`",
        Cli.run("", "verify"));
  }

  @Test
  void aLogWithoutEventsHasNoRooms() throws IOException {
    log = folder.resolve("empty").toString();
    String garbage = "{\"pdu\":{\"type\":5}}\n";
    assertEquals(
        1, Cli.run(garbage, "replay", "-", "--room-version", "11", "--log", log).exitCode());
    assertEquals("", run("rooms", "--json").out());
    assertEquals("no rooms\n", run("rooms").out());
    assertEquals(0, run("replay", "--json").exitCode());
    assertFails(2, "`" + log + "` has no room", run("state"));
  }
}
