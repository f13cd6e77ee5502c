package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code roomstate replay}: files of every kind, and what is wrong with them. */
class ReplayTest {
  @TempDir private Path folder;

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  private String file(String content) throws IOException {
    return file("room.ndjson", content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] zipped(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static Cli.Run replay(String file, String... more) {
    String[] args = new String[more.length + 4];
    System.arraycopy(new String[] {"replay", file, "--json", "--trust-ids"}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run("", args);
  }

  private static void assertOneSentence(Cli.Run run, String sentence) {
    assertEquals(2, run.exitCode());
    assertEquals("roomstate: " + sentence, run.err().lines().findFirst().get());
    assertFalse(run.err().contains("\tat "));
  }

  private static final String ROOM =
      Situation.room()
          .version("11")
          .lines()
          .replaceFirst("\"content\":\\{", "\"content\":{\"room_version\":\"11\"");

  @Test
  void aRoomThatIsFineExitsWithZeroAndSumsUp() throws IOException {
    Cli.Run run = replay(file(ROOM));
    assertEquals(0, run.exitCode());
    assertEquals(2, run.json().size());
    JsonNode summary = run.summary();
    assertEquals("!r:a", summary.get("room_id").asString());
    assertEquals("11", summary.get("room_version").asString());
    assertEquals(2, summary.get("events").asInt());
    assertEquals(
        "{\"accepted\":2,\"soft_failed\":0,\"rejected\":0,\"dropped\":0,\"deferred\":0}",
        summary.get("outcomes").toString());
    assertEquals(run.json().get(1).get("state_after"), summary.get("state"));
    assertEquals("[\"$j\"]", summary.get("forward_extremities").toString());
    assertTrue(summary.get("seconds").isNumber());
  }

  @Test
  void theAnswersAreThoseOfJudge() throws IOException {
    Situation situation = Situation.room().topic("$t", "[\"$j\"]").message("$m", "[\"$gone\"]");
    Cli.Run run = replay(file(situation.lines()), "--room-version", "11");
    JsonNode answer = Cli.judge(situation);
    for (int i = 0; i < 4; i++) {
      assertEquals(answer.get("events").get(i), run.json().get(i));
    }
  }

  @Test
  void anEventLeftDeferredExitsWithOneAndKeepsTheOrderOfTheLines() throws IOException {
    Situation situation =
        Situation.room()
            .message("$a", "[\"$gone\"]")
            .message("$b", "[\"$later\"]")
            .message("$later", "[\"$j\"]");
    Cli.Run run = replay(file(situation.lines()), "--room-version", "11");
    assertEquals(1, run.exitCode());
    assertEquals("deferred", run.json().get(2).get("outcome").asString());
    assertEquals("[\"$gone\"]", run.json().get(2).get("missing").toString());
    assertEquals("$b", run.json().get(3).get("event_id").asString());
    assertEquals("accepted", run.json().get(3).get("outcome").asString());
  }

  @Test
  void aDroppedEventExitsWithOne() throws IOException {
    assertEquals(1, replay(file(ROOM + "{\"type\":\"x\",\"type\":\"y\"}\n")).exitCode());
  }

  @Test
  void softFailureAloneExitsWithZero() throws IOException {
    String recorded = RecordedRoomsCliTest.file("v9-everyday", "room.ndjson").toString();
    Cli.Run run = Cli.run("", "replay", recorded, "--soft-fail", "--json");
    JsonNode outcomes = run.summary().get("outcomes");
    assertTrue(outcomes.get("soft_failed").asInt() > 0);
    assertEquals(outcomes.get("rejected").asInt() > 0 ? 1 : 0, run.exitCode());
  }

  @Test
  void barePdusArraysAndCompressedFilesAreReadAlike() throws IOException {
    Situation situation = Situation.room();
    String expected = replay(file(situation.lines()), "--room-version", "11").out();
    String array = file("array.json", situation.array().getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, replay(array, "--room-version", "11").out());
    String packed = file("room.ndjson.gz", zipped(situation.lines()));
    assertEquals(expected, replay(packed, "--room-version", "11").out());
    String packedArray = file("unnamed", zipped(situation.array()));
    assertEquals(expected, replay(packedArray, "--room-version", "11").out());
    assertEquals(
        expected,
        Cli.run(situation.lines(), "replay", "-", "--json", "--trust-ids", "--room-version", "11")
            .out());
    String bare =
        Situation.pdu("m.room.create", "@a:a", "", "[]", "[]", "")
            .replace("{\"type\"", "{\"hashes\":{\"sha256\":\"AA\"},\"signatures\":{},\"type\"");
    Cli.Run run = replay(file(bare + "\n[1]"), "--room-version", "11");
    assertEquals("redacted", run.json().get(0).get("hash").asString());
  }

  @Test
  void aMissingEmptyOrBlankFileIsNamed() throws IOException {
    String missing = folder.resolve("no.ndjson").toString();
    assertOneSentence(replay(missing), "`" + missing + "` does not exist");
    assertOneSentence(replay(folder.toString()), "`" + folder + "` is a folder");
    String needed = "the name of a file is needed, and an empty one was given";
    assertOneSentence(replay(""), needed);
    assertOneSentence(replay(file(ROOM), "--keys", ""), needed);
    String empty = file("");
    assertOneSentence(replay(empty), "`" + empty + "` is empty");
    String blank = file(" \n\r\n");
    assertOneSentence(replay(blank), "`" + blank + "` is empty");
    String none = file("[ ]");
    assertOneSentence(replay(none), "`" + none + "` holds no event");
    assertOneSentence(Cli.run("", "replay", "-"), "standard input is empty");
    assertOneSentence(
        Cli.run("\ufeff{}\n", "replay", "-"),
        "standard input, line 1, is not JSON: a byte order mark stands there at byte 0");
  }

  @Test
  void aLineThatIsNotJsonEndsTheRunAfterWhatCameBefore() throws IOException {
    String bad = file(ROOM + "\n{\"pdu\":{}\n" + ROOM);
    Cli.Run run = replay(bad);
    assertOneSentence(run, "`" + bad + "`, line 4, is not JSON: it ends too early at byte 9");
    assertEquals(2, run.json().size());
    assertEquals(2, run.summary().get("events").asInt());
  }

  @Test
  void aLineThatIsNoEventEndsTheRunToo() throws IOException {
    String number = file(ROOM + "5\n");
    assertOneSentence(replay(number), "`" + number + "`, line 3, is not a JSON object");
    String base64 = file(ROOM + "{\"pdu_base64\":\"%\"}\n");
    assertOneSentence(
        replay(base64), "`" + base64 + "`, line 3, is no event: `pdu_base64` is not base64");
  }

  @Test
  void aTruncatedArrayIsReadAsFarAsItGoes() throws IOException {
    String array = Situation.room().array();
    String cut = file(array.substring(0, array.length() - 20));
    Cli.Run run = replay(cut, "--room-version", "11");
    assertOneSentence(run, run.err().lines().findFirst().get().substring("roomstate: ".length()));
    assertTrue(run.err().startsWith("roomstate: `" + cut + "`, element 2, is not JSON"), run.err());
    assertEquals(1, run.json().size());
    String more = file(array + "x");
    assertOneSentence(
        replay(more, "--room-version", "11"),
        "`" + more + "` has something after the array of its events");
  }

  @Test
  void aTruncatedOrDamagedCompressedFileIsNamed() throws IOException {
    byte[] packed = zipped(ROOM + ROOM + ROOM);
    String cut = file("cut.gz", Arrays.copyOf(packed, packed.length - 12));
    assertOneSentence(replay(cut), "`" + cut + "` ends in the middle of its compressed data");
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, 12, packed.length - 8, (byte) 0x55);
    String bad = file("bad.gz", damaged);
    assertOneSentence(replay(bad), "`" + bad + "` is damaged: its compressed data makes no sense");
    String plain = file("plain.gz", ROOM.getBytes(StandardCharsets.UTF_8));
    assertOneSentence(
        replay(plain), "`" + plain + "` is not compressed by gzip, though its name says so");
  }

  @Test
  void anUnknownRoomVersionIsNamed() throws IOException {
    String known = "; known are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12";
    assertOneSentence(
        replay(file(ROOM), "--room-version", "99"), "the room version `99` is not known" + known);
    String unknown = file(ROOM.replace("\"room_version\":\"11\"", "\"room_version\":\"zz\""));
    assertOneSentence(
        replay(unknown),
        "`" + unknown + "`, line 1, cannot be judged: the room version `zz` is not known" + known);
  }

  @Test
  void withoutACreateEventFirstAVersionIsNeeded() throws IOException {
    String second = file(ROOM.lines().skip(1).findFirst().get() + "\n");
    assertOneSentence(
        replay(second),
        "`"
            + second
            + "`, line 1, cannot be judged: no room version is given, and the first event is no create"
            + " event that names one");
    assertEquals(1, replay(second, "--room-version", "11").exitCode());
  }

  @Test
  void eventsOfAnotherRoomAreJudgedAndNamed() throws IOException {
    String other = ROOM.replace("!r:a", "!other:a").replace("$c", "$c2").replace("$j", "$j2");
    String mixed = file(ROOM + other);
    Cli.Run run = replay(mixed);
    assertOneSentence(
        run,
        "`"
            + mixed
            + "`, line 3, is of the room `!other:a`, those before it are of `!r:a`: a file holds"
            + " one room");
    assertEquals(4, run.json().size());
    assertEquals(2, run.err().lines().count());
  }

  @Test
  void aWrongIdBesideAnEventIsNamedAndExitsWithTwoAtTheEnd() throws IOException {
    String recorded =
        Files.readString(RecordedRoomsCliTest.file("v11-space", "room.ndjson"))
            .lines()
            .findFirst()
            .get();
    String wrong =
        file(
            recorded.replaceFirst("\\{\"pdu\"", "{\"event_id\":\"\\$wrong\",\"pdu\"")
                + "\n"
                + recorded);
    Cli.Run run = Cli.run("", "replay", wrong, "--json");
    String id = run.json().get(0).get("event_id").asString();
    assertOneSentence(
        run,
        "`" + wrong + "`, line 1, has `event_id` `$wrong`, but the event's id is `" + id + "`");
    assertEquals(2, run.json().size());
    String right =
        file(recorded.replaceFirst("\\{\"pdu\"", "{\"event_id\":\"\\" + id + "\",\"pdu\""));
    assertEquals(0, Cli.run("", "replay", right, "--json").exitCode());
  }

  @Test
  void unreadableKeysAreNamed() throws IOException {
    String room = file(ROOM);
    String bad =
        file("keys.json", "{\"a\":{\"ed25519:1\":{\"key\":5}}}".getBytes(StandardCharsets.UTF_8));
    assertOneSentence(
        replay(room, "--keys", bad),
        "`" + bad + "` holds no keys: `a.ed25519:1.key` is not a string");
    String cut = file("cut.json", "{\"a\":".getBytes(StandardCharsets.UTF_8));
    assertOneSentence(
        replay(room, "--keys", cut), "`" + cut + "` is not JSON: it ends too early at byte 5");
    String missing = folder.resolve("no.json").toString();
    assertOneSentence(replay(room, "--keys", missing), "`" + missing + "` does not exist");
  }

  @Test
  void wrongUsageIsOneSentence() {
    assertOneSentence(Cli.run(""), "a command is needed; see `roomstate --help`");
    assertOneSentence(
        Cli.run("", "replay"), "missing required parameter: 'ROOM'; see `roomstate replay --help`");
    assertOneSentence(
        Cli.run("", "replay", "x", "--what"),
        "unknown option: '--what'; see `roomstate replay --help`");
    assertEquals(2, Cli.run("", "compose").exitCode());
    assertEquals(0, Cli.run("", "--help").exitCode());
    assertEquals(0, Cli.run("", "replay", "--help").exitCode());
    assertEquals(0, Cli.run("", "--version").exitCode());
  }

  @Test
  void theTableHasARowForEachEventAndASummary() throws IOException {
    Situation situation =
        Situation.room()
            .entry("{\"event_id\":\"$d\",\"pdu\":{\"type\":\"\\u001b[31mred\\u202e\"}}")
            .message("$m", "[\"$gone\"]");
    Cli.Run run =
        Cli.run("", "replay", file(situation.lines()), "--trust-ids", "--room-version", "11");
    assertEquals(1, run.exitCode());
    assertEquals("", run.err());
    assertFalse(run.out().contains("\u001b"), "no escape of an event reaches a terminal");
    assertTrue(run.out().contains("\\u{1b}[31mred"), run.out());
    assertTrue(run.out().contains("waits for $gone"), run.out());
    assertTrue(
        run.out().contains("!r:a, room version 11: 4 events, 2 accepted, 1 dropped, 1 deferred"),
        run.out());
  }

  @Test
  void colorIsForTerminalsUnlessTheUserSaysOtherwise() throws IOException {
    String room = file(ROOM);
    assertFalse(Cli.run("", "replay", room, "--trust-ids").out().contains("\u001b["));
    assertTrue(
        Cli.run("", "replay", room, "--trust-ids", "--color", "always").out().contains("\u001b["));
  }

  @Test
  void aGivenStateWithTwoEventsOfOneKeyIsNamed() throws IOException {
    String topics =
        Situation.room()
            .topic("$t1", "[\"$j\"]")
            .topic("$t2", "[\"$j\"]")
            .lines()
            .replaceFirst("\"content\":\\{", "\"content\":{\"room_version\":\"11\"");
    String given =
        Situation.entry(
            "$m",
            Situation.pdu("m.room.message", "@a:a", null, "[\"$c\",\"$j\"]", "[\"$x\"]", ""),
            "\"state\":[\"$c\",\"$j\",\"$t1\",\"$t2\"],");
    Cli.Run run = replay(file(topics + given + "\n"));
    assertEquals(2, run.exitCode());
    assertEquals(5, run.json().size());
    assertTrue(run.err().contains("`$t1` and `$t2` have the same key"), run.err());
  }

  @Test
  void aSecondGzipMemberThatIsDamagedIsNamed() throws IOException {
    byte[] first = zipped(ROOM);
    byte[] both = Arrays.copyOf(first, first.length * 2);
    System.arraycopy(first, 0, both, first.length, first.length);
    assertEquals(4, replay(file("room.gz", both)).json().size());
    both[first.length] = 'x';
    Cli.Run run = replay(file("damaged.gz", both));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("is damaged"), run.err());
  }
}
