package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.json.JsonDefect.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar: what is JSON and what is not. */
class JsonParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,,2]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\"::1}",
        "{null:1}",
        "[1}",
        "{\"a\":1]"
      })
  void whatIsNoStructureIsSyntax(String text) {
    assertEquals(Kind.SYNTAX, Text.defect(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"a",
        "'a'",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u\"",
        "\"\\u123\"",
        "\"\\u12G4\"",
        "\"\\U0041\"",
        "\"\\'\"",
        "\"\\0\"",
        "\"\\\u00e9\"",
        "\"\\u00\uff11\uff11\"",
        "tru",
        "true1",
        "True",
        "TRUE",
        "nul",
        "nulll",
        "None",
        "fals",
        "undefined",
        "1 2",
        "{}{}",
        "[] []",
        "null,",
        "1,",
        "{} x",
        "\"a\"\"b\"",
        "/*c*/1",
        "//c\n1",
        "#",
        "\u00a01",
        "\u20281",
        "\f1",
        "\u000b1",
        "1\u0000",
        "\u0000",
        "\uFEFF{}"
      })
  void whatDoesNotFollowTheGrammarIsSyntax(String text) {
    assertEquals(Kind.SYNTAX, Text.defect(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "00",
        "-01",
        "1.",
        ".5",
        "-.5",
        "+1",
        "-",
        "--1",
        "1e",
        "1e+",
        "1E-",
        "1.e1",
        "1.5.5",
        "0x10",
        "1_000",
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1f",
        "1L",
        "1e1.5",
        "\u0661",
        "1\u0661",
        "\uff11",
        "- 1",
        "1 e1"
      })
  void whatIsNoNumberIsSyntax(String text) {
    assertEquals(Kind.SYNTAX, Text.defect(text), text);
    assertEquals(Kind.SYNTAX, Text.defect("[" + text + "]"), text);
    assertEquals(Kind.SYNTAX, Text.defect("{\"a\":" + text + "}"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1, 1",
    "-1, -1",
    "10, 10",
    "9007199254740991, 9007199254740991",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775808",
    "-9223372036854775809, -9223372036854775809",
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.50, 1.5",
    "1e0, 1.0",
    "1E+2, 100.0",
    "1e-2, 0.01",
    "0e5, 0.0",
    "-0e0, -0.0",
    "0.1e1, 1.0",
    "00e, ",
    "1e00002, 100.0"
  })
  void numbersAreReadAndWritten(String text, String canonical) {
    if (canonical == null) {
      assertEquals(Kind.SYNTAX, Text.defect(text));
    } else {
      assertEquals(canonical, Text.canonical(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1e999999999999", "[1.8e308]", "{\"a\":-2e308}"})
  void numberBeyondADoubleIsNoNumber(String text) {
    assertEquals(Kind.NUMBER_OVERFLOW, Text.defect(text));
  }

  @Test
  void numberBelowTheLeastDoubleIsZero() {
    assertEquals("[0.0,-0.0,0.0]", Text.canonical("[1e-400,-1e-400,1e-999999999999]"));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, FLOAT",
    "1e2, FLOAT",
    "-0.0, FLOAT",
    "-0, NEGATIVE_ZERO",
    "9007199254740992, INTEGER_RANGE",
    "-9007199254740992, INTEGER_RANGE",
    "9223372036854775808, INTEGER_RANGE",
    "100000000000000000000, INTEGER_RANGE"
  })
  void numberThatIsNotCanonicalIsNoted(String text, Kind kind) {
    assertEquals(kind, Text.notCanonical(text));
    assertEquals(kind, Text.notCanonical("{\"a\":[{\"b\":" + text + "}]}"));
  }

  @Test
  void firstNumberThatIsNotCanonicalIsNotedWithItsPlace() {
    JsonDefect noted = Text.document("[1, -0, 1.5]").notCanonical().get();
    assertEquals(new JsonDefect(Kind.NEGATIVE_ZERO, 4), noted);
    assertTrue(Text.document("[9007199254740991,-9007199254740991,0]").notCanonical().isEmpty());
  }

  @Test
  void everyEscapeIsReadAndTheShortestIsWritten() {
    String escapes = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\\u007f\\u0041\\u00E9\\u2028\"";
    String canonical = "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fA\u00e9\u2028\"";
    assertEquals(canonical, Text.canonical(escapes));
    assertEquals(canonical, Text.canonical(canonical));
  }

  @Test
  void everyControlCharacterIsWrittenAsTheSpecificationSays() {
    for (char c = 0; c < 0x20; c++) {
      assertEquals(Kind.SYNTAX, Text.defect("\"a" + c + "\""));
      assertEquals(Kind.SYNTAX, Text.defect("\"\\n" + c + "\""));
      String written = Text.canonical(String.format("\"\\u%04X\"", (int) c));
      int named = "\b\t\n\f\r".indexOf(c);
      String expected =
          named < 0 ? String.format("\\u%04x", (int) c) : "\\" + "btnfr".charAt(named);
      assertEquals("\"" + expected + "\"", written);
    }
  }

  @Test
  void whiteSpaceMayStandBetweenAllTokens() {
    String spread = " \n\t\r[ \n{ \"a\" \t: \r1 , \n\"b\" : [ ] } , { } , true ] \n";
    assertEquals("[{\"a\":1,\"b\":[]},{},true]", Text.canonical(spread));
  }

  @Test
  void emptyObjectIsAlwaysTheSame() {
    assertSame(JsonObject.EMPTY, Text.value(" { } "));
    assertEquals(Text.value("[]"), JsonArray.of(List.of()));
  }

  @Test
  void rangeOfBytesIsReadAlone() {
    byte[] bytes = Text.utf8("xx{\"a\":\"\\n\"}yy");
    assertEquals(Text.value("{\"a\":\"\\n\"}"), JsonParser.parse(bytes, 2, 12).get().value());
    assertEquals(new JsonDefect(Kind.SYNTAX, 9), JsonParser.parse(bytes, 2, 11).getLeft());
    assertEquals(new JsonDefect(Kind.SYNTAX, 0), JsonParser.parse(bytes, 3, 3).getLeft());
  }

  @Test
  void defectIsASentenceWithItsPlace() {
    assertEquals("is not JSON at byte 3", JsonParser.parse(Text.utf8("[1,]")).getLeft().sentence());
    for (Kind kind : Kind.values()) {
      assertTrue(new JsonDefect(kind, 1).sentence().endsWith(" at byte 1"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"apple\":1,\"appl\\u0065\":2}",
        "{\"\\u0061\":1,\"a\":2}",
        "{\"\":1,\"\":2}",
        "{\"\\uD83D\\uDE00\":1,\"\uD83D\uDE00\":2}",
        "{\"/\":1,\"\\/\":2}",
        "[{\"x\":{\"a\":1,\"a\":2}}]"
      })
  void objectWithTheSameKeyTwiceIsNoJson(String text) {
    assertEquals(Kind.DUPLICATE_KEY, Text.defect(text));
  }

  @Test
  void sameKeyInDifferentObjectsIsNoDuplicate() {
    assertEquals(
        "{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}",
        Text.canonical("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]}}"));
  }

  @Test
  void keysAreOrderedByCodePointNotByUtf16Unit() {
    // U+FB33 is above the surrogates by unit and below U+1F600 by code point.
    String ordered = "{\"a\":3,\"\uFB33\":2,\"\uD83D\uDE00\":1}";
    assertEquals(ordered, Text.canonical("{\"\uD83D\uDE00\":1,\"\uFB33\":2,\"a\":3}"));
    assertEquals(ordered, Text.canonical("{\"\\uFB33\":2,\"\\uD83D\\uDE00\":1,\"a\":3}"));
    assertEquals(
        "{\"\":0,\"A\":1,\"B\":2,\"a\":3,\"aa\":4,\"\u007f\":5,\"\u00e9\":6}",
        Text.canonical("{\"\u00e9\":6,\"aa\":4,\"a\":3,\"B\":2,\"\u007f\":5,\"A\":1,\"\":0}"));
  }

  @Test
  void manyKeysInAnyOrderAreFoundByName() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 99; i >= 0; i--) {
      text.append("\"k\u00e9").append(i).append("\":").append(i).append(i > 0 ? "," : "}");
    }
    JsonObject object = (JsonObject) Text.value(text.toString());
    for (int i = 0; i < 100; i++) {
      assertEquals(JsonInteger.of(i), object.get("k\u00e9" + i).get());
    }
    assertTrue(object.get("k\u00e9100").isEmpty());
    assertTrue(object.get("").isEmpty());
  }

  @Test
  void bytesInUtf16AreNoJson() {
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertTrue(JsonParser.parse("{}".getBytes(charset)).isLeft());
    }
  }
}
