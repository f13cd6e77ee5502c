package dev.roomstate.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  private static String canonical(String text) throws JsonFault {
    return CanonicalJson.text(JsonReader.readEvent(text));
  }

  /** The pairs of the appendices, "Canonical JSON", but the last, which is no canonical number. */
  @Test
  void publishedVectors() throws JsonFault {
    assertEquals("{}", canonical("{}"));
    assertEquals("{\"one\":1,\"two\":\"Two\"}", canonical("{\"one\": 1,\n \"two\": \"Two\"}"));
    assertEquals("{\"a\":\"1\",\"b\":\"2\"}", canonical("{\"b\": \"2\", \"a\": \"1\"}"));
    assertEquals("{\"a\":\"1\",\"b\":\"2\"}", canonical("{\"b\":\"2\",\"a\":\"1\"}"));
    assertEquals(
        "{\"auth\":{\"mxid\":\"@john.doe:example.com\",\"profile\":{\"display_name\":\"John Doe\","
            + "\"three_pids\":[{\"address\":\"john.doe@example.org\",\"medium\":\"email\"},"
            + "{\"address\":\"123456789\",\"medium\":\"msisdn\"}]},\"success\":true}}",
        canonical(
            "{\"auth\":{\"success\":true,\"mxid\":\"@john.doe:example.com\",\"profile\":"
                + "{\"display_name\":\"John Doe\",\"three_pids\":[{\"medium\":\"email\","
                + "\"address\":\"john.doe@example.org\"},{\"medium\":\"msisdn\","
                + "\"address\":\"123456789\"}]}}}"));
    assertEquals("{\"a\":\"日本語\"}", canonical("{\"a\": \"日本語\"}"));
    assertEquals("{\"日\":1,\"本\":2}", canonical("{\"本\": 2, \"日\": 1}"));
    assertEquals("{\"a\":\"日\"}", canonical("{\"a\": \"\\u65E5\"}"));
    assertEquals("{\"a\":null}", canonical("{\"a\": null}"));
  }

  /** The last pair of the appendices as Python writes it. */
  @Test
  void numbersOfOldRooms() throws JsonFault {
    assertEquals("{\"a\":0,\"b\":10000000000.0}", canonical("{\"a\": -0, \"b\": 1e10}"));
    assertEquals("[123456789012345678901234567890]", canonical("[123456789012345678901234567890]"));
  }

  @Test
  void keysAreSortedByCodePoint() throws JsonFault {
    assertEquals(
        "{\"\uFB33\":2,\"\uD83D\uDE00\":1}", canonical("{\"\uD83D\uDE00\":1,\"\uFB33\":2}"));
  }

  @Test
  void onlyWhatMustBeIsEscaped() throws JsonFault {
    assertEquals(
        "[\"\\b\\t\\n\\f\\r\\\"\\\\/\u007F\u2028\\u0000\\u001f\uD83D\uDE00\"]",
        canonical("[\"\\b\\t\\n\\f\\r\\\"\\\\\\/\\u007f\\u2028\\u0000\\u001F\\ud83d\\ude00\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "01",
        "1.",
        ".5",
        "1e",
        "+1",
        "-",
        "NaN",
        "Infinity",
        "tru",
        "'a'",
        "[1] x",
        "{} {}",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "\uFEFF{}",
        "[1 2]",
        "{1:2}",
        "\u00A01"
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThrows(JsonFault.class, () -> JsonReader.readEvent(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}", "[{\"apple\":1,\"appl\\u0065\":2}]", "[\"\\ud83d\"]",
        "[\"\\ude00\\ud83d\"]", "{\"\\ud800\":1}", "[\"\\ud83dx\\ude00\"]"
      })
  void whatNoEventMayHoldIsRefused(String text) {
    assertThrows(JsonFault.class, () -> JsonReader.readEvent(text));
  }

  @Test
  void nestingIsLimited() throws JsonFault {
    canonical("[".repeat(500) + "]".repeat(500));
    String deep = "[".repeat(501) + "]".repeat(501);
    assertThrows(JsonFault.class, () -> JsonReader.readEvent(deep));
    String endless = "[".repeat(1_000_000);
    assertThrows(JsonFault.class, () -> JsonReader.readEvent(endless));
  }

  @Test
  void bytesAreStrictUtf8() throws JsonFault {
    assertEquals("é", JsonReader.utf8Text(new byte[] {(byte) 0xC3, (byte) 0xA9}));
    byte[][] wrong = {
      {(byte) 0xC0, (byte) 0x80},
      {(byte) 0xED, (byte) 0xA0, (byte) 0xBD},
      {(byte) 0xFF},
      {(byte) 0xE6, (byte) 0x97}
    };
    for (byte[] bytes : wrong) {
      assertThrows(JsonFault.class, () -> JsonReader.utf8Text(bytes));
    }
    assertEquals(
        "[\"日\"]",
        new String(CanonicalJson.bytes("日"), StandardCharsets.UTF_8).replaceAll("(.+)", "[$1]"));
  }

  /** What Python's {@code repr} prints. */
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "-0.0, -0.0",
    "0e5, 0.0",
    "1e10, 10000000000.0",
    "1E15, 1000000000000000.0",
    "1e16, 1e+16",
    "9999999999999998.0, 9999999999999998.0",
    "12345678901234567890.0, 1.2345678901234567e+19",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "0.000012345, 1.2345e-05",
    "1e100, 1e+100",
    "1e-100, 1e-100",
    "5e-324, 5e-324",
    "2e-324, 0.0",
    "4.9406564584124654e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "2.0e-3, 0.002",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "5.684341886080802e-14, 5.684341886080802e-14",
    "2251799813685247.75, 2251799813685247.8",
    "9007199254740993.0, 9007199254740992.0",
    "-123.456e2, -12345.6",
    "2.2250738585072011e-308, 2.225073858507201e-308",
    "1e23, 1e+23",
    "9.5367431640625e-07, 9.5367431640625e-07"
  })
  void doublesAreWrittenAsPythonDoes(String token, String expected) throws JsonFault {
    assertEquals("[" + expected + "]", canonical("[" + token + "]"));
  }
}
