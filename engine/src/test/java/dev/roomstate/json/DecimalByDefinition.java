package dev.roomstate.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest digits that read back as the same double, the nearest to it among those: found by
 * rounding the exact value to ever more digits and reading them.
 */
final class DecimalByDefinition {
  private static final int DIGITS_MAX = 17;

  private DecimalByDefinition() {}

  /** The decimal of a positive double, without zeros at its end. */
  static BigDecimal of(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DIGITS_MAX; digits++) {
      BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean downReads = down.doubleValue() == value;
      boolean upReads = up.doubleValue() == value;
      if (downReads || upReads) {
        BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return (downReads && upReads ? nearest : downReads ? down : up).stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(DIGITS_MAX, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
