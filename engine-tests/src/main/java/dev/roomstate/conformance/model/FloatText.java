package dev.roomstate.conformance.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Doubles as Python's {@code repr} writes them, which is how they stand in the hashes of rooms of
 * versions 1 to 5: "the shortest digits that read back, exponent form only below 1e-4 or from 1e16
 * on, two exponent digits at least".
 */
final class FloatText {
  private FloatText() {}

  static String of(double value) {
    if (value == 0) {
      return Double.doubleToRawLongBits(value) == 0 ? "0.0" : "-0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    // The value is 0.DIGITS times ten to this power.
    int point = digits.length() - shortest.scale();
    String sign = value < 0 ? "-" : "";
    return sign + (point > -4 && point <= 16 ? plain(digits, point) : scientific(digits, point));
  }

  /**
   * Of the decimals with the fewest digits that read back as the double, the nearest to it. At a
   * power of two the nearest may not read back while its neighbor on the other side does.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = 1; ; precision++) {
      for (RoundingMode mode :
          List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)) {
        BigDecimal rounded = exact.round(new MathContext(precision, mode));
        if (Double.parseDouble(rounded.toString()) == value) {
          return rounded;
        }
      }
    }
  }

  private static String plain(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, int point) {
    int exponent = point - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String sign = exponent < 0 ? "-" : "+";
    return digits.charAt(0) + fraction + "e" + sign + String.format("%02d", Math.abs(exponent));
  }
}
