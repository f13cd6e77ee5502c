package dev.roomstate.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A number that was written without fraction and exponent, of any length; {@code -0} is 0. Those
 * beyond a long keep their digits and are made a {@link BigInteger} only when asked for. Immutable.
 */
public final class JsonInteger implements JsonValue {
  /** Largest integer of canonical JSON: 2<sup>53</sup> − 1. */
  public static final long CANONICAL_MAX = (1L << 53) - 1;

  private static final byte[] NO_DIGITS = {};

  private final long value;
  private final byte[] digits;

  private JsonInteger(long value, byte[] digits) {
    this.value = value;
    this.digits = digits;
  }

  /** The integer of this value. */
  public static JsonInteger of(long value) {
    return new JsonInteger(value, NO_DIGITS);
  }

  /** The integer of this value. */
  public static JsonInteger of(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? of(value.longValue())
        : new JsonInteger(0, value.toString().getBytes(StandardCharsets.US_ASCII));
  }

  static JsonInteger ofDigits(byte[] digits) {
    return new JsonInteger(0, digits);
  }

  /** Whether the value fits a long. */
  public boolean isLong() {
    return digits.length == 0;
  }

  /** The value, which must fit a long. */
  public long longValue() {
    if (!isLong()) {
      throw new ArithmeticException("the integer is beyond a long");
    }
    return value;
  }

  /** The exact value. */
  public BigInteger bigValue() {
    return isLong()
        ? BigInteger.valueOf(value)
        : new BigInteger(new String(digits, StandardCharsets.US_ASCII));
  }

  /** Whether the value lies within ±(2<sup>53</sup> − 1). */
  public boolean isCanonical() {
    return isLong() && value >= -CANONICAL_MAX && value <= CANONICAL_MAX;
  }

  byte[] digits() {
    return digits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonInteger that
        && value == that.value
        && java.util.Arrays.equals(digits, that.digits);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value) * 31 + java.util.Arrays.hashCode(digits);
  }

  @Override
  public String toString() {
    return isLong() ? Long.toString(value) : new String(digits, StandardCharsets.US_ASCII);
  }
}
