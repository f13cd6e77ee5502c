package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.json.JsonDefect.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict UTF-8, and surrogates in pairs only. */
class JsonEncodingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0 80",
        "c0 af",
        "c1 bf",
        "e0 80 80",
        "e0 9f bf",
        "f0 80 80 80",
        "f0 8f bf bf",
        "ed a0 80",
        "ed bf bf",
        "ed a0 bd ed b8 80",
        "f4 90 80 80",
        "f5 80 80 80",
        "f8 88 80 80 80",
        "fe",
        "ff",
        "c3",
        "c3 28",
        "e2 82",
        "e2 28 a1",
        "e2 82 28",
        "f0 9f 98",
        "f0 28 8c bc",
        "f0 9f 28 80",
        "f0 9f 98 28",
        "61 c3",
        "c3 a9 c3",
        "5c 6e c3",
        "5c 6e e2 82"
      })
  void bytesThatAreNoUtf8AreRefusedWhereverTheyStand(String hex) {
    byte[] alone = Text.stringOfBytes(hex);
    assertEquals(Kind.NOT_UTF8, Text.defect(alone));
    String latin = new String(alone, StandardCharsets.ISO_8859_1);
    byte[] asKey = ("{" + latin + ":1}").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(Kind.NOT_UTF8, Text.defect(asKey));
    byte[] asValue = ("[[" + latin + "]]").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(Kind.NOT_UTF8, Text.defect(asValue));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22 c3", "22 e2 82", "22 f0 9f 98", "22 5c 6e f0"})
  void sequenceThatTheTextCutsOffIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertEquals(Kind.NOT_UTF8, Text.defect(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7f",
        "c2 80",
        "df bf",
        "e0 a0 80",
        "ed 9f bf",
        "ee 80 80",
        "ef bf bf",
        "f0 90 80 80",
        "f4 8f bf bf",
        "ef bb bf"
      })
  void outermostCodePointsOfEachLengthAreRead(String hex) {
    byte[] bytes = Text.stringOfBytes(hex);
    JsonValue value = JsonParser.parse(bytes).get().value();
    assertEquals(
        HexFormat.of().formatHex(bytes), HexFormat.of().formatHex(CanonicalJson.write(value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ef bb bf 7b 7d", "fe ff 00 7b 00 7d", "ff fe 7b 00 7d 00"})
  void byteOrderMarkIsNoJson(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertEquals(Kind.SYNTAX, Text.defect(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\uD83D", "\\uDE00", "\\uD83D\\uD83D", "\\uDE00\\uD83D", "\\uD83D\\u0041", "\\uD83Dx",
        "\\uD83D\\n", "\\ud83d\\", "\\uDBFF", "\\uDC00", "a\\uD800b", "\\uD83D\\uDE0",
        "\\uD83D\\uDE00\\uD83D"
      })
  void surrogateWithoutPartnerIsRefusedInKeysAndValues(String escapes) {
    // Where the partner's place holds a broken escape, that there is no partner is said first.
    assertEquals(Kind.UNPAIRED_SURROGATE, Text.defect("\"" + escapes + "\""));
    assertEquals(Kind.UNPAIRED_SURROGATE, Text.defect("{\"" + escapes + "\":1}"));
    assertEquals(Kind.UNPAIRED_SURROGATE, Text.defect("{\"a\":[\"" + escapes + "\"]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "\\uD83D\\uDE00, f09f9880",
    "\\ud83d\\ude00, f09f9880",
    "\\uD800\\uDC00, f0908080",
    "\\uDBFF\\uDFFF, f48fbfbf",
    "\\uFFFF, efbfbf",
    "\\u0800, e0a080",
    "\\u07ff, dfbf",
    "\\u0080, c280"
  })
  void escapedCodePointIsWrittenInItsShortestForm(String escapes, String utf8) {
    JsonValue value = Text.value("\"" + escapes + "\"");
    assertEquals("22" + utf8 + "22", HexFormat.of().formatHex(CanonicalJson.write(value)));
    JsonValue inKey = Text.value("{\"x" + escapes + "\":1}");
    assertEquals(
        "7b2278" + utf8 + "223a317d", HexFormat.of().formatHex(CanonicalJson.write(inKey)));
  }

  @Test
  void textWithUnpairedSurrogateMakesNoString() {
    for (String text : new String[] {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"}) {
      assertThrows(IllegalArgumentException.class, () -> JsonString.of(text));
    }
    assertEquals(4, JsonString.of("\uD83D\uDE00").utf8Length());
  }

  @Test
  void stringMadeOfTextEqualsTheSameStringRead() {
    for (String text : new String[] {"", "a", "\"", "\\", "\u0000\u001f", "é\uD83D\uDE00"}) {
      JsonString made = JsonString.of(text);
      JsonValue read = JsonParser.parse(CanonicalJson.write(made)).get().value();
      assertEquals(made, read);
      assertEquals(made.hashCode(), read.hashCode());
      assertEquals(0, made.compareTo((JsonString) read));
      assertEquals(text, ((JsonString) read).value());
    }
  }
}
