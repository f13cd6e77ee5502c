package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A power level: an integer of any size, or the infinite level of version 12's creators. */
record PowerLevel(boolean isInfinite, BigInteger value) implements Comparable<PowerLevel> {
  static final PowerLevel INFINITE = new PowerLevel(true, BigInteger.ZERO);
  static final PowerLevel ZERO = of(0);

  /**
   * "a single base 10 integer [...] any number of leading zeroes; optionally prefixed with a single
   * `-` or `+` character; optionally with any number of leading or trailing whitespace characters".
   * Digits and whitespace are those of ASCII.
   */
  private static final Pattern STRING =
      Pattern.compile("[ \\t\\n\\x0B\\f\\r]*([+-]?[0-9]+)[ \\t\\n\\x0B\\f\\r]*");

  static PowerLevel of(long value) {
    return new PowerLevel(false, BigInteger.valueOf(value));
  }

  /** The level that a JSON value stands for in a room version; none where it stands for none. */
  static Option<PowerLevel> read(Object value, RoomVersion version) {
    if (value instanceof String string && !version.integerLevelsOnly()) {
      // "each of the integer-valued properties [...] can be encoded as strings"
      Matcher matcher = STRING.matcher(string);
      return matcher.matches() ? finite(new BigInteger(matcher.group(1))) : Option.none();
    }
    if (value instanceof JsonNumber number && !number.isInteger()) {
      // "the value is truncated at the decimal point"
      return version.floatLevels()
          ? finite(new BigDecimal(number.nearestDouble()).toBigInteger())
          : Option.none();
    }
    return Json.integer(value).flatMap(PowerLevel::finite);
  }

  private static Option<PowerLevel> finite(BigInteger value) {
    return Option.some(new PowerLevel(false, value));
  }

  @Override
  public int compareTo(PowerLevel other) {
    int byInfinity = Boolean.compare(isInfinite, other.isInfinite);
    return byInfinity != 0 ? byInfinity : value.compareTo(other.value);
  }

  boolean isAtLeast(PowerLevel other) {
    return compareTo(other) >= 0;
  }

  boolean isAbove(PowerLevel other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return isInfinite ? "infinite" : value.toString();
  }
}
