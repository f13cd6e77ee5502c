package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.json.JsonDefect.Kind;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nesting, size and digits: every limit at it and one beyond it. */
class JsonLimitsTest {
  private static String nested(String open, String inner, String close, int depth) {
    return open.repeat(depth) + inner + close.repeat(depth);
  }

  @Test
  void nestingOfFiveHundredIsReadAndOfOneMoreIsNot() {
    assertEquals(500, JsonParser.NESTING_MAX);
    String arrays = nested("[", "", "]", 500);
    assertEquals(arrays, Text.canonical(arrays));
    assertEquals(Kind.TOO_DEEP, Text.defect(nested("[", "", "]", 501)));
    String objects = nested("{\"a\":", "1", "}", 500);
    assertEquals(objects, Text.canonical(objects));
    assertEquals(Kind.TOO_DEEP, Text.defect(nested("{\"a\":", "1", "}", 501)));
    String mixed = nested("[{\"a\":", "null", "}]", 250);
    assertEquals(500, Text.value(mixed).nesting());
    assertEquals(Kind.TOO_DEEP, Text.defect("[" + mixed + "]"));
    assertEquals(Kind.TOO_DEEP, Text.defect(nested("[", "{}", "]", 500)));
    assertEquals(Kind.TOO_DEEP, Text.defect(nested("{\"a\":", "[]", "}", 500)));
  }

  @Test
  void breadthDoesNotCountAsDepth() {
    String row = "[" + "[],".repeat(5_000) + "{}]";
    assertEquals(2, Text.value(row).nesting());
    assertEquals(row, Text.canonical(row));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "[[],", "{\"\" :"})
  void nestingOfAHundredThousandIsAnAnswerAndNoStackOverflow(String open) {
    assertEquals(Kind.TOO_DEEP, Text.defect(open.repeat(100_000)));
  }

  @Test
  void valueThatWouldBeNestedTooDeepCannotBeMade() {
    JsonValue deepest = Text.value(nested("[", "", "]", 500));
    List<JsonValue> items = List.of(deepest);
    assertThrows(IllegalArgumentException.class, () -> JsonArray.of(items));
    Map<String, JsonValue> members = Map.of("a", deepest);
    assertThrows(IllegalArgumentException.class, () -> JsonObject.of(members));
    JsonObject object = JsonObject.EMPTY;
    assertThrows(IllegalArgumentException.class, () -> object.with("a", deepest));
  }

  @Test
  void textOfAMebibyteIsReadAndOfOneByteMoreIsNot() {
    String largest = "\"" + "x".repeat(JsonParser.BYTES_MAX - 2) + "\"";
    assertEquals(largest, Text.canonical(largest));
    assertEquals(Kind.TOO_LARGE, Text.defect(largest + " "));
    assertEquals(Kind.TOO_LARGE, Text.defect(new byte[JsonParser.BYTES_MAX + 1]));
  }

  @Test
  void integersOfOneToFiveThousandDigitsAreKeptExactly() {
    StringBuilder digits = new StringBuilder();
    for (int length = 1; length <= 5_000; length++) {
      digits.append((char) ('1' + length * 7 % 9));
      if (length <= 50 || length % 97 == 0 || length > 4_990) {
        assertKept(digits.toString());
        assertKept("-" + digits);
      }
    }
  }

  private static void assertKept(String digits) {
    JsonInteger value = (JsonInteger) Text.value(digits);
    BigInteger exact = new BigInteger(digits);
    assertEquals(digits, CanonicalJson.text(value));
    assertEquals(exact, value.bigValue());
    assertEquals(exact.bitLength() < 64, value.isLong());
    assertEquals(exact.abs().bitLength() <= 53, value.isCanonical());
    assertEquals(JsonInteger.of(exact), value);
    assertEquals(JsonInteger.of(exact).hashCode(), value.hashCode());
  }

  @Test
  void integersAroundTheEdgesOfALongAreKeptExactly() {
    for (int power : new int[] {53, 62, 63, 64, 65}) {
      BigInteger edge = BigInteger.TWO.pow(power);
      for (int i = -2; i <= 2; i++) {
        assertKept(edge.add(BigInteger.valueOf(i)).toString());
        assertKept(edge.add(BigInteger.valueOf(i)).negate().toString());
      }
    }
    assertThrows(
        ArithmeticException.class,
        () -> ((JsonInteger) Text.value("9223372036854775808")).longValue());
  }

  @Test
  void longestNumbersTakeLinearTime() {
    String digits = "9".repeat(60_000);
    assertTimeout(
        Duration.ofSeconds(1),
        () -> {
          assertEquals(digits, Text.canonical(digits));
          assertEquals("1.0", Text.canonical("1." + "0".repeat(60_000)));
          assertEquals("0.1", Text.canonical("0.1" + "0".repeat(60_000) + "1"));
        });
  }

  @Test
  void numberOfTooManyDigitsIsRefused() {
    assertEquals(JsonParser.DIGITS_MAX, 65_536);
    assertTrue(JsonParser.parse(Text.utf8("9".repeat(65_536))).isRight());
    assertEquals(Kind.TOO_LARGE, Text.defect("9".repeat(65_537)));
    assertEquals(Kind.TOO_LARGE, Text.defect("0." + "9".repeat(65_536)));
  }

  @Test
  void manyKeysInTheWorstOrderAreSortedInTime() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 80_000; i > 0; i--) {
      text.append('"').append(i).append("\":0,");
    }
    text.append("\"\":0}");
    assertTimeout(Duration.ofSeconds(2), () -> Text.value(text.toString()));
  }

  @Test
  void bufferWithALimitStopsToTakeValues() {
    CanonicalBuffer out = new CanonicalBuffer(10, 10);
    out.value(Text.value("[1,2,3]"));
    assertTrue(!out.isOverflowed());
    out.value(Text.value("\"0123456789\""));
    assertTrue(out.isOverflowed());
    int length = out.length();
    out.value(Text.value("[1,2,3]"));
    assertEquals(length, out.length());
  }
}
