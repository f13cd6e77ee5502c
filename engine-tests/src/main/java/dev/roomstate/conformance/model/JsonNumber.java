package dev.roomstate.conformance.model;

import java.math.BigInteger;

/** A number as it was written; what it may look like depends on the room version. */
record JsonNumber(String token) {
  static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /** Whether the token has neither fraction nor exponent. */
  boolean isInteger() {
    return token.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  /** The exact integer; only for tokens that are integers. */
  BigInteger integer() {
    return new BigInteger(token);
  }

  /** The nearest double; infinite where the token is out of range. */
  double nearestDouble() {
    return Double.parseDouble(token);
  }
}
