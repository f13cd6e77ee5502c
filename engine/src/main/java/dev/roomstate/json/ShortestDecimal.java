package dev.roomstate.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as the network writes them in room versions 1 to 5: the shortest digits that read back as
 * the same double, the nearest to it among those; an exponent only below 1e-4 or from 1e16 on, with
 * two digits at least ({@code 1.0}, {@code 1e+16}, {@code 1e-05}).
 *
 * <p>{@link Double#toString} is not used for the digits: before JDK 19 it is not the shortest, so
 * event ids would differ between JDKs.
 */
final class ShortestDecimal {
  private static final int MAX_DIGITS = 17;
  private static final int FIRST_EXPONENT_WRITTEN = 16;
  private static final int LAST_EXPONENT_WRITTEN = -5;

  private ShortestDecimal() {}

  static String write(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String text = format(stripZeros(digits), exponent);
    return value < 0 ? "-" + text : text;
  }

  /** Where some digits read back as the value, one more does too: so half of them are left out. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal found = exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
    int tooFew = 0;
    int enough = MAX_DIGITS;
    while (enough - tooFew > 1) {
      int digits = (tooFew + enough) / 2;
      BigDecimal nearest = nearest(exact, digits, value);
      if (nearest == null) {
        tooFew = digits;
      } else {
        found = nearest;
        enough = digits;
      }
    }
    return found;
  }

  /** The nearest decimal of this many digits that reads back as the value, or null. */
  private static BigDecimal nearest(BigDecimal exact, int digits, double value) {
    BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
    BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
    boolean downReads = down.doubleValue() == value;
    boolean upReads = up.doubleValue() == value;
    if (downReads && upReads) {
      return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
    return downReads ? down : upReads ? up : null;
  }

  private static String stripZeros(String digits) {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return digits.substring(0, length);
  }

  private static String format(String digits, int exponent) {
    if (exponent >= FIRST_EXPONENT_WRITTEN || exponent <= LAST_EXPONENT_WRITTEN) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      int size = Math.abs(exponent);
      String sign = exponent < 0 ? "-" : "+";
      return digits.charAt(0) + fraction + "e" + sign + (size < 10 ? "0" : "") + size;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    return digits.length() <= whole
        ? digits + "0".repeat(whole - digits.length()) + ".0"
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }
}
