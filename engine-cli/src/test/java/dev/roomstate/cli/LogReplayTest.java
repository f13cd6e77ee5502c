package dev.roomstate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code roomstate replay ROOM --log}: judges, appends, and goes on where it stopped. */
class LogReplayTest {
  private static final RecordedRoom STORM = new RecordedRoom("v12-storm");

  @TempDir private Path folder;

  private String log() {
    return folder.resolve("log").toString();
  }

  private static Cli.Run trusting(String lines, String log) {
    return Cli.run(
        lines,
        "replay",
        "-",
        "--trust-ids",
        "--room-version",
        "11",
        "--json",
        "--log-kind",
        "file",
        "--log",
        log);
  }

  private static String named(String lines) {
    return lines.replaceFirst("\"content\":\\{", "\"content\":{\"room_version\":\"11\"");
  }

  private static List<String> ids(String log) {
    List<String> ids = new ArrayList<>();
    for (JsonNode line : Cli.run("", "replay", "--log", log, "--json").json()) {
      ids.add(line.get("event_id").asString());
    }
    return ids;
  }

  private static Path segment(String log) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(log))) {
      return files.filter(file -> file.toString().endsWith(".frames")).findFirst().get();
    }
  }

  /** Makes a log what a killed process could have left: so many bytes, and not closed. */
  private static void cut(String log, int bytes) throws IOException {
    Files.deleteIfExists(Path.of(log).resolve("closed"));
    Files.deleteIfExists(Path.of(log).resolve("checkpoint"));
    Files.write(segment(log), Arrays.copyOf(Files.readAllBytes(segment(log)), bytes));
  }

  /** The line of its time apart, which differs. */
  private static String untimed(Cli.Run run) {
    return run.err().replaceAll("\"seconds\":[0-9.]*", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1-hostile-server",
        "v2-third-party-invite",
        "v8-forks",
        "v10-redacted-power-levels",
        "v11-everyday",
        "v12-storm"
      })
  void theLinesAreThoseWithoutALogAndThoseOfTheNextRun(String name) {
    RecordedRoom room = new RecordedRoom(name);
    Cli.Run plain = room.replay();
    for (String durability : List.of("each", "GROUP", "os")) {
      String log = folder.resolve(durability).toString();
      for (int run = 0; run < 2; run++) {
        Cli.Run logged =
            room.replay("--log", log, "--durability", durability, "--log-kind", "file");
        assertEquals(plain.out(), logged.out());
        assertEquals(untimed(plain), untimed(logged));
        assertEquals(plain.exitCode(), logged.exitCode());
      }
      Cli.Run read = Cli.run("", "replay", "--log", log, "--json");
      assertEquals(plain.exitCode(), read.exitCode());
      assertEquals(
          plain.out().lines().distinct().sorted().toList(), read.out().lines().sorted().toList());
      assertEquals(plain.summary().get("state"), read.summary().get("state"));
      assertEquals(
          plain.summary().get("forward_extremities"), read.summary().get("forward_extremities"));
    }
  }

  @Test
  void logOfAnotherKindThanIsAskedForIsNotAppendedTo() {
    RecordedRoom room = new RecordedRoom("v11-everyday");
    String log = folder.resolve("log").toString();
    Cli.Run first = room.replay("--log", log, "--log-kind", "file");
    Cli.Run refused = room.replay("--log", log, "--log-kind", "chronicle");
    assertEquals(2, refused.exitCode());
    assertEquals("", refused.out());
    assertTrue(refused.err().contains("is a log of the kind `file`"), refused.err());
    assertEquals(first.out(), room.replay("--log", log).out());
  }

  /** A room out of order, with copies that are outliers, repeated, or forged. */
  private static List<String> disturbed(RecordedRoom room, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : room.lines()) {
      lines.add(line);
      if (random.nextInt(5) == 0) {
        lines.add(line.replaceFirst("\\{\"pdu\"", "{\"outlier\":true,\"pdu\""));
      }
      if (random.nextInt(8) == 0) {
        int signature = line.indexOf("\":\"", line.indexOf("\"ed25519:")) + 7;
        char other = line.charAt(signature) == 'A' ? 'B' : 'A';
        lines.add(
            lines.size() - random.nextInt(2),
            line.substring(0, signature) + other + line.substring(signature + 1));
      }
      if (random.nextInt(8) == 0) {
        lines.add(line);
      }
    }
    for (int i = 2; i < lines.size(); i++) {
      Collections.swap(lines, i, Math.max(1, i - random.nextInt(9)));
    }
    lines.add(3, "{\"pdu\":{\"type\":5}}");
    return lines;
  }

  /** A log may end behind any of its entries, in the middle of a release too. */
  @ParameterizedTest
  @ValueSource(strings = {"v8-forks", "v12-storm", "v6-hostile-server"})
  void goesOnWhereverItWasStopped(String name) throws IOException {
    RecordedRoom room = new RecordedRoom(name);
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      List<String> lines = disturbed(room, random);
      Cli.Run plain = room.replay(lines);
      assertTrue(plain.summary().get("outcomes").get("dropped").asInt() > 1);
      String log = folder.resolve("log" + seed).toString();
      assertEquals(plain.out(), room.replay(lines, "--log-kind", "file", "--log", log).out());
      List<String> ids = ids(log);
      for (int stop = 0; stop < 2; stop++) {
        cut(log, random.nextInt((int) Files.size(segment(log)) + 1));
        Cli.Run again = room.replay(lines, "--log-kind", "file", "--log", log);
        assertEquals(plain.out(), again.out());
        assertEquals(untimed(plain), untimed(again).replaceAll("roomstate: .*cut off\n", ""));
        assertEquals(ids, ids(log));
      }
      assertEquals(plain.out(), room.replay(lines, "--log-kind", "file", "--log", log).out());
    }
  }

  /** What was printed before the kill is what is printed again. */
  @ParameterizedTest
  @ValueSource(strings = {"group", "os"})
  void aProcessThatIsKilledHalfWayGoesOn(String durability) throws Exception {
    int half = STORM.lines().size() / 2;
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "replay",
                "-",
                "--keys",
                STORM.keys(),
                "--json",
                "--durability",
                durability,
                "--log-kind",
                "file",
                "--log",
                log())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> printed = new ArrayList<>();
    try (OutputStream in = process.getOutputStream();
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line : STORM.lines().subList(0, half)) {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      in.flush();
      while (printed.size() < half) {
        printed.add(out.readLine());
      }
      process.destroyForcibly();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }
    Cli.Run plain = STORM.replay();
    assertEquals(plain.out().lines().limit(half).toList(), printed);
    assertEquals(printed, Cli.run("", "replay", "--log", log(), "--json").out().lines().toList());
    Cli.Run again = STORM.replay("--log", log(), "--durability", durability);
    assertEquals(plain.out(), again.out());
    assertEquals(STORM.lines().size(), ids(log()).size());
  }

  /** A JVM like this one with these arguments, whose files may have 60 KiB. */
  static List<String> limited(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f 60; exec \"$@\"", "limited"));
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--")) {
        command.add(argument);
      }
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /** A limit for the size of files stands for a disk that is full. */
  @Test
  void aDiskThatIsFullEndsTheRunAfterWhatWasKept() throws Exception {
    Process process =
        new ProcessBuilder(
                limited(
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "replay",
                    "-",
                    "--keys",
                    STORM.keys(),
                    "--json",
                    "--log-kind",
                    "file",
                    "--log",
                    log()))
            .redirectError(folder.resolve("err").toFile())
            .start();
    StringBuilder printed = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      try (OutputStream in = process.getOutputStream()) {
        // A part fits and is acknowledged before the rest comes.
        in.write((String.join("\n", STORM.lines().subList(0, 40)) + "\n").getBytes(UTF_8));
        in.flush();
        for (int i = 0; i < 40; i++) {
          printed.append(lines.readLine()).append('\n');
        }
        List<String> rest = STORM.lines().subList(40, STORM.lines().size());
        in.write(String.join("\n", rest).getBytes(UTF_8));
      }
      lines.lines().forEach(line -> printed.append(line).append('\n'));
    }
    String out = printed.toString();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(2, process.exitValue());
    String err = Files.readString(folder.resolve("err"));
    assertTrue(err.startsWith("roomstate: `" + log() + "` could not be written"), err);
    assertEquals(1, err.lines().count());
    assertTrue(out.lines().count() > 20, out);
    // Of what was not acknowledged a part may be there.
    assertTrue(Cli.run("", "replay", "--log", log(), "--json").out().startsWith(out));
    Cli.Run again = STORM.replay("--log", log());
    assertTrue(again.out().startsWith(out));
    assertEquals(STORM.replay().out(), again.out());
  }

  @Test
  void anOutlierThatCameAgainInFullHasBothAnswersInTheirPlaces() {
    String outlier =
        Situation.entry(
            "$t",
            Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$j\"]", ""),
            "\"outlier\":true,");
    String lines =
        named(
            Situation.room()
                .entry(outlier)
                .topic("$t", "[\"$j\"]")
                .entry(outlier)
                .message("$m", "[\"$t\"]")
                .lines());
    Cli.Run first = trusting(lines, log());
    List<JsonNode> answers = first.json();
    assertTrue(answers.get(2).get("state_after").isNull());
    assertFalse(answers.get(3).get("state_after").isNull());
    assertEquals(answers.get(3), answers.get(4));
    assertEquals(first.out(), trusting(lines, log()).out());
    assertEquals(List.of("$c", "$j", "$t", "$t", "$m"), ids(log()));
    List<String> read =
        Cli.run("", "replay", "--log", log(), "--json").out().lines().limit(4).toList();
    assertEquals(first.out().lines().limit(4).toList(), read);
  }

  @Test
  void whatWaitedOrWasDroppedIsReceivedAnew() {
    Situation room =
        Situation.room()
            .message("$waits", "[\"$later\"]")
            .entry("{\"event_id\":\"$d\",\"pdu\":{\"type\":5}}");
    Cli.Run first = trusting(named(room.lines()), log());
    assertEquals(1, first.exitCode());
    assertEquals("deferred", first.json().get(2).get("outcome").asString());
    assertEquals(List.of("$c", "$j"), ids(log()));
    Cli.Run next = trusting(named(room.message("$later", "[\"$j\"]").lines()), log());
    assertEquals("accepted", next.json().get(2).get("outcome").asString());
    assertEquals("dropped", next.json().get(3).get("outcome").asString());
    assertEquals(List.of("$c", "$j", "$later", "$waits"), ids(log()));
  }

  @Test
  void check6IsMadeWithoutBeingAskedFor() {
    String room = new RecordedRoom("v9-everyday").file().toString();
    Cli.Run run = Cli.run("", "replay", room, "--json", "--log", log());
    assertTrue(run.summary().get("outcomes").get("soft_failed").asInt() > 0);
  }

  @Test
  void severalRoomsShareALog() {
    RecordedRoom space = new RecordedRoom("v11-space");
    String plain = space.replay().out();
    STORM.replay("--log", log());
    assertEquals(plain, space.replay("--log", log()).out());
    assertEquals(plain, space.replay("--log", log()).out());
    assertEquals(STORM.replay().out(), STORM.replay("--log", log()).out());
    assertEquals(
        plain,
        Cli.run(
                "",
                "replay",
                "--log",
                log(),
                "--json",
                "--room",
                space.replay().summary().get("room_id").asString())
            .out());
    Cli.Run all = Cli.run("", "replay", "--log", log(), "--json");
    assertEquals(2, all.err().lines().count());
    assertEquals(STORM.replay().out() + plain, all.out());
    Cli.Run table = Cli.run("", "replay", "--log", log());
    assertTrue(table.out().contains("  pos.  event "), table.out());
    assertEquals(2, table.out().lines().filter(line -> line.startsWith("current state")).count());
  }

  @Test
  void aRoomWithoutACreateEventIsReadInItsVersion() {
    String lonely =
        Situation.entry(
                "$x",
                Situation.pdu("m.room.topic", "@a:a", "", "[]", "[]", ""),
                "\"outlier\":true,")
            + "\n";
    Cli.Run run = trusting(lonely, log());
    assertEquals("rejected", run.json().get(0).get("outcome").asString());
    assertEquals(run.out(), trusting(lonely, log()).out());
    Cli.Run read = Cli.run("", "replay", "--log", log(), "--json");
    assertEquals(run.out(), read.out());
    assertEquals("11", read.summary().get("room_version").asString());
    assertEquals("!r:a", read.summary().get("room_id").asString());
  }

  @Test
  void eventsOfAnotherRoomAreDroppedAndNamed() {
    String lines = named(Situation.room().lines());
    String other = lines.replace("!r:a", "!other:a").replace("$c", "$c2").replace("$j", "$j2");
    Cli.Run run = trusting(lines + other, log());
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("is of the room `!other:a`, those before it"), run.err());
    assertEquals("dropped", run.json().get(2).get("outcome").asString());
    assertEquals(List.of("$c", "$j"), ids(log()));
  }

  @Test
  void aRoomThatTheLogHasInAnotherVersionIsNamed() {
    String lines = named(Situation.room().lines());
    trusting(lines, log());
    Cli.Run run =
        Cli.run(
            lines, "replay", "-", "--trust-ids", "--room-version", "10", "--json", "--log", log());
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                "roomstate: standard input, line 1, is of room version 10, and the log has the"
                    + " room `!r:a` in version 11\n"),
        run.err());
  }

  @Test
  void nothingIsMadeForAFileThatCannotBeRead() {
    assertEquals(2, Cli.run("", "replay", "-", "--log", log()).exitCode());
    assertFalse(Files.exists(Path.of(log())));
  }

  @Test
  void aLineThatIsNotJsonEndsTheRunAfterWhatCameBeforeIsKept() {
    Cli.Run run = trusting(named(Situation.room().lines()) + "{\n", log());
    assertEquals(2, run.exitCode());
    assertEquals(2, run.json().size());
    assertEquals(List.of("$c", "$j"), ids(log()));
  }

  private static void assertRefused(String sentence, String... arguments) {
    Cli.Run run = Cli.run(named(Situation.room().lines()), arguments);
    assertEquals(2, run.exitCode());
    assertEquals("roomstate: " + sentence + "\n", run.err());
    assertEquals("", run.out());
  }

  @Test
  void aFolderThatIsNoLogOrIsBeingWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertRefused("`" + file + "` is no folder", "replay", "-", "--log", file.toString());
    assertRefused(
        "`" + folder + "` holds other files, and no log",
        "replay",
        "-",
        "--log",
        folder.toString());
    assertRefused(
        "the name of a folder is needed, and an empty one was given", "replay", "-", "--log", "");
    assertFalse(Files.exists(folder.resolve("roomstate.log")));
  }

  @Test
  void optionsThatMeanNothingAreRefused() {
    String see = "; see `roomstate replay --help`";
    String appending = " is for appending the events of a room file to a log" + see;
    assertRefused("`--durability`" + appending, "replay", "-", "--durability", "os");
    assertRefused("`--log-kind`" + appending, "replay", "--log", log(), "--log-kind", "file");
    assertRefused(
        "`--room` chooses a room of a log, and a room file is read" + see,
        "replay",
        "-",
        "--log",
        log(),
        "--room",
        "!r:a");
    assertRefused(
        "`--trust-ids` is for judging, and a log is read without" + see,
        "replay",
        "--log",
        log(),
        "--trust-ids");
    assertFalse(Files.exists(Path.of(log())));
  }

  @Test
  void aDamagedLogExitsWithThree() throws IOException {
    String lines = named(Situation.room().lines());
    trusting(lines, log());
    byte[] bytes = Files.readAllBytes(segment(log()));
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment(log()), bytes);
    Cli.Run run = trusting(lines, log());
    assertEquals(3, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("the log is damaged"), run.err());
    assertEquals(1, run.err().lines().count());
  }
}
