package dev.roomstate.json;

/**
 * Why bytes are not JSON, or not canonical JSON.
 *
 * @param kind what is wrong
 * @param offset the byte at which it was noticed, from 0
 */
public record JsonDefect(Kind kind, int offset) {
  /** What can be wrong. */
  public enum Kind {
    /** The bytes do not follow the grammar of JSON. */
    SYNTAX("is not JSON"),
    /** The bytes are not valid UTF-8: overlong, truncated, a surrogate, or beyond U+10FFFF. */
    NOT_UTF8("is not valid UTF-8"),
    /** An escaped surrogate has no partner. */
    UNPAIRED_SURROGATE("has an unpaired surrogate"),
    /** An object has the same key twice. */
    DUPLICATE_KEY("has an object with the same key twice"),
    /** Objects and arrays are nested deeper than {@link JsonParser#NESTING_MAX}. */
    TOO_DEEP("is nested too deep"),
    /** There are more bytes than {@link JsonParser#BYTES_MAX}, or digits in one number. */
    TOO_LARGE("is too large"),
    /** A number is beyond the range of a double. */
    NUMBER_OVERFLOW("has a number beyond the range of a double"),
    /** A number has a fraction or an exponent: JSON, but not canonical. */
    FLOAT("has a number with a fraction or an exponent"),
    /** A number is {@code -0}: JSON, but not canonical. */
    NEGATIVE_ZERO("has a negative zero"),
    /** An integer lies outside ±(2<sup>53</sup> − 1): JSON, but not canonical. */
    INTEGER_RANGE("has an integer outside ±(2^53−1)");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }
  }

  /** The defect as a sentence without its subject: {@code is not JSON at byte 3}. */
  public String sentence() {
    return kind.sentence + " at byte " + offset;
  }
}
