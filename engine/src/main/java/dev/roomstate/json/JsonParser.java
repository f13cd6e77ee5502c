package dev.roomstate.json;

import io.vavr.control.Either;

/**
 * A strict parser of JSON in UTF-8 (RFC 8259, and MSC4458 where that is silent): no byte order
 * mark, no overlong or surrogate bytes, no unpaired surrogate escapes, no key twice, nothing after
 * the value. Numbers of any form are read, since room versions 1 to 5 allow them; the document says
 * what canonical JSON would refuse. Total: every input has an answer. Thread-safe.
 */
public final class JsonParser {
  /** Deepest nesting of objects and arrays that is read. The specification sets no limit. */
  public static final int NESTING_MAX = 500;

  /** Most bytes that are read as one text: 16 times the largest PDU, white space included. */
  public static final int BYTES_MAX = 1 << 20;

  /** Most digits of one number: no longer one fits into a PDU. */
  static final int DIGITS_MAX = 1 << 16;

  private JsonParser() {}

  /** The value that the bytes are. */
  public static Either<JsonDefect, JsonDocument> parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /** The value that this range of the bytes is. The bytes must not change afterwards. */
  public static Either<JsonDefect, JsonDocument> parse(byte[] bytes, int from, int to) {
    if (to - from > BYTES_MAX) {
      return Either.left(new JsonDefect(JsonDefect.Kind.TOO_LARGE, BYTES_MAX));
    }
    return new JsonCursor(bytes, from, to).document();
  }

  static int checkedNesting(JsonValue[] children) {
    int deepest = 0;
    for (JsonValue child : children) {
      deepest = Math.max(deepest, child.nesting());
    }
    if (deepest >= NESTING_MAX) {
      throw new IllegalArgumentException("nested deeper than " + NESTING_MAX);
    }
    return deepest + 1;
  }
}
