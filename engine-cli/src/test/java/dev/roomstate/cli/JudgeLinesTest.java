package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The judging protocol: lines, and what is wrong with them. */
class JudgeLinesTest {
  private static final String GOOD = "{\"case\":\"x\",\"room_version\":\"11\",\"events\":[]}";

  private static String withPdu(String pdu) {
    return "{\"case\":\"x\",\"room_version\":\"11\",\"events\":[{\"pdu\":" + pdu + "}]}";
  }

  private static void assertDropped(JsonNode answer) {
    JsonNode event = answer.get("events").get(0);
    assertEquals("dropped", event.get("outcome").asString());
    assertEquals("format", event.get("check").asString());
  }

  private static String error(JsonNode answer) {
    return answer.get("error").asString();
  }

  @Test
  void noInputIsAnsweredWithNothing() {
    Cli.Run run = Cli.run("", "judge");
    assertEquals(0, run.exitCode());
    assertEquals("", run.out());
    assertEquals("", run.err());
  }

  @Test
  void blankLinesAreSkippedAndTheLastLineNeedsNoEnd() {
    Cli.Run run = Cli.run("\n \t\r\n" + GOOD + "\n\n" + GOOD, "judge");
    assertEquals(2, run.json().size());
    assertEquals(0, run.exitCode());
  }

  @Test
  void onlyLineFeedEndsALine() {
    Cli.Run run =
        Cli.run(
            "{\"case\":\"a\u2028b\u2029c\u0085\",\"events\":[],\r\"room_version\":\"1\"}\r\n",
            "judge");
    assertEquals("a\u2028b\u2029c\u0085", run.json().get(0).get("case").asString());
    assertEquals(1, run.out().chars().filter(c -> c == '\n').count());
  }

  @Test
  void everyLineIsAnsweredInOrderAndErrorsExitWithOne() {
    Cli.Run run =
        Cli.run(GOOD.replace("x", "1") + "\nnope\n" + GOOD.replace("x", "3") + "\n", "judge");
    List<String> cases = new ArrayList<>();
    run.json().forEach(answer -> cases.add(answer.get("case").toString()));
    assertEquals(List.of("\"1\"", "null", "\"3\""), cases);
    assertEquals(1, run.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nope",
        "{",
        "{\"case\":\"x\"",
        "[]",
        "1",
        "\"x\"",
        "null",
        "{} {}",
        "{\"case\":\"x\",}",
        "{\"case\":'x'}",
        "{\"case\":\"x\",\"events\":[],\"more\":NaN}",
        "{\"case\":\"x\u0001\"}",
        "{\"case\":\"\\x\"}",
        "{\"case\":\"x\",\"events\":[{\"pdu\":01}]}",
        "{\"case\":\"x\",\"events\":[{\"pdu\":{},\"more\":Infinity}]}",
        "\ufeff{\"case\":\"x\",\"events\":[]}",
        "{\"case\":\"x\",\"events\":[1,]}",
        "\u0000{\"case\":\"x\"}"
      })
  void aLineThatIsNoJsonObjectHasNoCase(String line) {
    JsonNode answer = Cli.judge(line).get(0);
    assertTrue(answer.get("case").isNull(), answer.toString());
    assertTrue(answer.get("error").isString());
  }

  @Test
  void aLineThatIsNotUtf8HasNoCase() {
    for (int[] bad : new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}}) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes("{\"case\":\"".getBytes(StandardCharsets.UTF_8));
      for (int b : bad) {
        line.write(b);
      }
      line.writeBytes(
          "\",\"events\":[],\"room_version\":\"1\"}\n".getBytes(StandardCharsets.UTF_8));
      JsonNode answer = Cli.run(line.toByteArray(), "judge").json().get(0);
      assertTrue(answer.get("case").isNull());
      assertTrue(error(answer).contains("not UTF-8 at byte 9"), error(answer));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":[]}|`case` is missing",
        "{\"case\":\"x\",\"case\":\"y\",\"events\":[]}|`case` is there more than once"
      })
  void aCaseWithoutAnIdHasNone(String line, String error) {
    JsonNode answer = Cli.judge(line).get(0);
    assertTrue(answer.get("case").isNull());
    assertEquals(error, error(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'room_version':'1'|`events` is missing",
        "'events':{},'room_version':'1'|`events` is not an array",
        "'events':[1],'room_version':'1'|`events[0]` is not an object",
        "'events':[{}],'room_version':'1'|`events[0]` needs either `pdu` or `pdu_base64`",
        "'events':[{'pdu':1,'pdu_base64':''}]|`events[0]` needs either `pdu` or `pdu_base64`",
        "'events':[{'pdu':1},{'pdu_base64':'%'}]|`events[1].pdu_base64` is not base64",
        "'events':[{'pdu_base64':5}]|`events[0].pdu_base64` is not a string",
        "'events':[{'pdu':1,'event_id':5}]|`events[0].event_id` is not a string",
        "'events':[{'pdu':1,'event_id':''}]|`events[0].event_id` is empty",
        "'events':[{'pdu':1,'outlier':1}]|`events[0].outlier` is not true or false",
        "'events':[{'pdu':1,'state':'$a'}]|`events[0].state` is not an array",
        "'events':[{'pdu':1,'state':['$a',null]}]|`events[0].state[1]` is not a string",
        "'events':[{'pdu':1,'pdu':2}]|`events[0].pdu` is there more than once",
        "'events':[],'events':[]|`events` is there more than once",
        "'events':[],'room_version':11|`room_version` is not a string",
        "'events':[],'room_version':'1','keys':[]|`keys` is not an object",
        "'events':[],'room_version':'1','keys':{'a':1}|`keys.a` is not an object",
        "'events':[],'room_version':'1','keys':{'a':{'ed25519:1':{}}}"
            + "|`keys.a.ed25519:1.key` is missing",
        "'events':[],'room_version':'1','keys':{'a':{},'a':{}}|`keys.a` is there more than once",
        "'events':[],'room_version':'1','checks':[{'event':'$a'}]|`checks[0].state` is missing",
        "'events':[],'room_version':'1','checks':[{'event':1,'state':[]}]"
            + "|`checks[0].event` is not a string",
        "'events':[],'room_version':'1','resolve':['$a']|`resolve[0]` is not an array",
        "'events':[],'room_version':'1','state_at':'$a'|`state_at` is not an array",
        "'events':[],'room_version':'1','soft_fail':0|`soft_fail` is not true or false"
      })
  void aMalformedPartIsNamedByItsPath(String members, String error) {
    JsonNode answer = Cli.judge(("{'case':'x'," + members + "}").replace('\'', '"')).get(0);
    assertEquals("x", answer.get("case").asString());
    assertEquals(error, error(answer));
  }

  @Test
  void aLongRoomVersionIsShortened() {
    String line = "{'case':'x','events':[],'room_version':'%s'}".formatted("9".repeat(60_000));
    String error = error(Cli.judge(line.replace('\'', '"')).get(0));
    String shown = "the room version `" + "9".repeat(99) + "…` is not known; ";
    assertTrue(error.startsWith(shown), error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "null", "1e400", "[1,{\"a\":2}]", "\"\\u0041\\ud800\"", "\"\u2028\""})
  void anyValueIsACaseIdAndIsRepeatedAsItIsWritten(String id) {
    Cli.Run run = Cli.run(GOOD.replace("\"x\"", id) + "\n", "judge");
    assertEquals("{\"case\":" + id + ",\"events\":[]}\n", run.out());
  }

  @Test
  void theCaseIsNamedWhereverItStands() {
    JsonNode answer = Cli.judge("{\"events\":5,\"case\":\"x\"}").get(0);
    assertEquals("x", answer.get("case").asString());
  }

  @Test
  void unknownMembersAreIgnored() {
    JsonNode answer =
        Cli.judge(GOOD.replace("\"events\":[]", "\"events\":[],\"more\":{\"a\":1,\"a\":[2]}"))
            .get(0);
    assertFalse(answer.has("error"));
  }

  @Test
  void aBase64PduIsTheBytesAsReceived() {
    String pdu = Situation.pdu("m.room.create", "@a:a", "", "[]", "[]", "");
    String encoded = Base64.getEncoder().encodeToString(pdu.getBytes(StandardCharsets.UTF_8));
    JsonNode answer =
        Cli.judge(
                "{\"case\":\"x\",\"room_version\":\"11\",\"events\":[{\"event_id\":\"$c\","
                    + "\"pdu_base64\":\""
                    + encoded
                    + "\"}]}")
            .get(0);
    assertEquals("accepted", answer.get("events").get(0).get("outcome").asString());
  }

  @Test
  void base64OfWhatIsNotJsonIsDroppedByFormat() {
    assertDropped(
        Cli.judge("{\"case\":\"x\",\"room_version\":\"11\",\"events\":[{\"pdu_base64\":\"/+8=\"}]}")
            .get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"a\",\"type\":\"a\"}",
        "{\"type\":\"\\ud800\"}",
        "{\"\\udc00\":1}",
        "{\"depth\":1e400}",
        "{\"depth\":NaN}",
        "[Infinity,-Infinity]",
        "1",
        "null",
        "\"x\"",
        "[]",
        "{}"
      })
  void whatIsWrongInsideAPduIsTheEventsFault(String pdu) {
    assertDropped(Cli.judge(withPdu(pdu)).get(0));
  }

  @Test
  void anyDepthOfNestingInsideAPduIsTheEventsFault() {
    int depth = 200_000;
    assertDropped(Cli.judge(withPdu("[".repeat(depth) + "]".repeat(depth))).get(0));
    assertDropped(Cli.judge(withPdu("{\"a\":".repeat(depth) + "1" + "}".repeat(depth))).get(0));
  }

  @Test
  void anyDepthOfNestingElsewhereIsNoFault() {
    int depth = 200_000;
    String more = "\"more\":" + "[".repeat(depth) + "]".repeat(depth);
    assertFalse(Cli.judge(GOOD.replace("\"events\"", more + ",\"events\"")).get(0).has("error"));
    JsonNode answer =
        Cli.judge("{\"case\":\"x\",\"events\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
            .get(0);
    assertEquals("`events[0]` is not an object", error(answer));
    assertTrue(Cli.judge("[".repeat(depth)).get(0).get("case").isNull());
  }

  @Test
  void aLineBeyondTheLimitIsAnErrorAndTheNextOneIsRead() throws IOException {
    String in = GOOD + "\n" + " ".repeat(300_000) + GOOD + "\n" + GOOD + "\n" + "7".repeat(200_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        new JudgeCommand(
                terminal(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out), 1000)
            .call();
    List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
    String tooLong = "{\"case\":null,\"error\":\"the line is longer than 1000 bytes\"}";
    assertEquals(4, answers.size());
    assertEquals(tooLong, answers.get(1));
    assertEquals(answers.get(0), answers.get(2));
    assertEquals(tooLong, answers.get(3));
    assertEquals(1, exitCode);
  }

  private static Terminal terminal(InputStream in, OutputStream out) {
    return new Terminal(
        in, out, new PrintStream(OutputStream.nullOutputStream()), false, false, Map.of());
  }

  @Test
  void whoWaitsForAnAnswerBeforeSendingMoreGetsIt() throws Exception {
    PipedOutputStream questions = new PipedOutputStream();
    PipedInputStream answers = new PipedInputStream();
    Terminal terminal = terminal(new PipedInputStream(questions), new PipedOutputStream(answers));
    Thread judge = new Thread(() -> Main.run(terminal, "judge"));
    judge.start();
    for (int i = 0; i < 3; i++) {
      questions.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
      questions.flush();
      StringBuilder answer = new StringBuilder();
      for (int c = answers.read(); c != '\n'; c = answers.read()) {
        answer.append((char) c);
      }
      assertEquals("{\"case\":\"x\",\"events\":[]}", answer.toString());
    }
    questions.close();
    judge.join();
  }

  @Test
  void aReaderWhoGoesAwayEndsTheRunQuietly() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
    int exitCode =
        Main.run(
            new Terminal(
                in,
                broken,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of()),
            "judge");
    assertEquals(0, exitCode);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}
