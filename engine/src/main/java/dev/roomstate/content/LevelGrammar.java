package dev.roomstate.content;

import dev.roomstate.json.JsonFloat;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import dev.roomstate.version.AuthFlag;
import dev.roomstate.version.RoomVersionRules;
import java.math.BigDecimal;

/** How power levels are written, in each room version. */
final class LevelGrammar {
  private static final double LONG_MAX = 0x1p63;

  private LevelGrammar() {}

  static PowerLevel read(JsonValue value, RoomVersionRules rules) {
    if (value instanceof JsonInteger integer) {
      return integer.isLong()
          ? PowerLevel.of(integer.longValue())
          : PowerLevel.of(integer.toString());
    }
    // "each of the integer-valued properties … can be encoded as strings" (v1–v9).
    if (value instanceof JsonString text && rules.has(AuthFlag.STRING_LEVELS)) {
      return readText(text.value());
    }
    // "the value is truncated at the decimal point" (v1–v5).
    if (value instanceof JsonFloat number && rules.has(AuthFlag.FLOAT_LEVELS)) {
      return truncated(number.value());
    }
    return PowerLevel.UNREADABLE;
  }

  private static PowerLevel truncated(double value) {
    // An exact decimal is as long as the value is small, and a PDU can hold thousands of such.
    return Math.abs(value) < LONG_MAX
        ? PowerLevel.of((long) value)
        : PowerLevel.of(new BigDecimal(value).toBigInteger());
  }

  /**
   * "a single base 10 integer …, optionally with any number of leading zeroes", one optional sign,
   * "any number of leading or trailing whitespace characters"; digits and whitespace are ASCII.
   */
  private static PowerLevel readText(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    boolean signed = from < to && (text.charAt(from) == '-' || text.charAt(from) == '+');
    int digit = signed ? from + 1 : from;
    if (digit == to) {
      return PowerLevel.UNREADABLE;
    }
    for (int i = digit; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return PowerLevel.UNREADABLE;
      }
    }
    return PowerLevel.of(text.substring(from, to));
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
