package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lines that were changed at random: each has one answer, and none is a fault of ours. */
class FuzzTest {
  private static final int LINES = 6000;
  private static final long SEED = 20261124;

  private static final String[] VALUES = {
    "null",
    "{}",
    "[]",
    "\"\"",
    "\"$c\"",
    "[\"$m\"]",
    "1e999",
    "-0",
    "true",
    "5",
    "\"@a:a\"",
    "99999999999999999999",
    "\"m.room.create\"",
    "\"m.room.member\"",
    "[[[]]]",
    "{\"a\":1,\"a\":2}"
  };

  private static final String[] PIECES = {
    "null",
    "{}",
    "[]",
    "[[",
    "}}",
    "\"\"",
    "\"$c\"",
    "\"\\ud800\"",
    "NaN",
    "1e999",
    "-0",
    "true",
    "99999999999999999999",
    ",",
    ":",
    "\"events\":",
    "\"state\":[\"$c\"],",
    "\"outlier\":true,",
    "\"pdu\":",
    "\"@a:a\"",
    "\"m.room.create\"",
    "\"m.room.member\"",
    "\u2028",
    "\u0000",
    "\\"
  };

  private static List<String> seeds() {
    return Stream.concat(trusted().stream(), asReceived().stream()).toList();
  }

  /** Cases whose events are believed to have the ids beside them. */
  private static List<String> trusted() {
    String questions =
        "\"checks\":[{\"event\":\"$j\",\"state\":[\"$c\"]}],\"resolve\":[[\"$c\",\"$j\"],[\"$c\"]],"
            + "\"state_at\":[\"$j\"],\"soft_fail\":true";
    return List.of(
        Situation.room().topic("$t", "[\"$j\"]").message("$m", "[\"$t\"]").with(questions).line(),
        Situation.room().message("$m", "[\"$gone\"]").version("1").line(),
        Situation.room()
            .event(
                "$p",
                "m.room.power_levels",
                "",
                "[\"$c\",\"$j\"]",
                "[\"$j\"]",
                "\"users\":{\"@a:a\":100},\"events\":{\"x\":50}")
            .version("10")
            .with(
                "\"keys\":{\"a\":{\"ed25519:1\":{\"key\":"
                    + "\"DYKS+PCNtqeeSmdNxC9loYY4lCbKiFFOfAAbbYE/b34\",\"valid_until_ts\":1}}}")
            .line(),
        Situation.room()
            .entry(
                Situation.entry(
                    "$t",
                    Situation.pdu("m.room.topic", "@a:a", "", "[\"$c\",\"$j\"]", "[\"$x\"]", ""),
                    "\"outlier\":true,"))
            .entry(
                Situation.entry(
                    "$m",
                    Situation.pdu(
                        "m.room.message", "@a:a", null, "[\"$c\",\"$j\"]", "[\"$gone\"]", ""),
                    "\"state\":[\"$c\",\"$j\",\"$t\"],"))
            .line());
  }

  /** Cases whose ids are computed from bytes, as a server receives them. */
  private static List<String> asReceived() {
    String create =
        "{\"type\":\"m.room.create\",\"sender\":\"@a:a\",\"state_key\":\"\",\"depth\":1,"
            + "\"origin_server_ts\":1,\"content\":{\"room_version\":\"12\","
            + "\"additional_creators\":[\"@b:a\"]},\"auth_events\":[],\"prev_events\":[],"
            + "\"hashes\":{\"sha256\":\"x\"},\"signatures\":{\"a\":{\"ed25519:1\":\"x\"}}}";
    String base64 = Base64.getEncoder().encodeToString(create.getBytes(StandardCharsets.UTF_8));
    return List.of(
        Situation.empty().version("12").entry("{\"pdu\":" + create + "}").line(),
        Situation.empty().version("12").entry("{\"pdu_base64\":\"" + base64 + "\"}").line(),
        Situation.empty()
            .version("12")
            .entry("{\"pdu_base64\":\"" + base64 + "\",\"outlier\":true}")
            .entry("{\"pdu\":" + create.replace("[]", "[\"$c\"]") + "}")
            .with("\"keys\":{}")
            .line());
  }

  @Test
  void everyChangedLineHasOneAnswer() {
    Random random = new Random(SEED);
    List<String> seeds = seeds();
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    for (int i = 0; i < LINES; i++) {
      byte[] line = changed(seeds.get(i % seeds.size()), random);
      in.writeBytes(line);
      in.write('\n');
    }
    Cli.Run run = Cli.run(in.toByteArray(), "judge");
    assertEquals("", run.err());
    List<JsonNode> answers = run.json();
    assertEquals(LINES, answers.size());
    int judged = 0;
    for (JsonNode answer : answers) {
      assertTrue(answer.has("events") != answer.has("error"), answer.toString());
      assertFalse(answer.path("error").asString("").contains("internal error"), answer.toString());
      judged += answer.has("events") ? 1 : 0;
    }
    assertTrue(judged > LINES / 8, "most changes are not only refused: " + judged);
  }

  private static byte[] changed(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(12));
      String piece = PIECES[random.nextInt(PIECES.length)];
      switch (random.nextInt(12)) {
        case 0 -> text.replace(at, to, piece);
        case 1 -> text.insert(at, piece);
        case 2 -> text.delete(at, to);
        default -> swapValue(text, at, VALUES[random.nextInt(VALUES.length)]);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
    }
    return bytes;
  }

  /** Puts a piece in the place of the next value, so that the line stays JSON more often. */
  private static void swapValue(StringBuilder text, int at, String piece) {
    int colon = text.indexOf(":", at);
    int end = colon + 1;
    while (end > 0 && end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (colon >= 0) {
      text.replace(colon + 1, end, piece);
    }
  }
}
