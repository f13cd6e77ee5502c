package dev.roomstate.json;

import java.nio.charset.StandardCharsets;

/**
 * Canonical JSON (spec, appendices, "Canonical JSON"): the shortest UTF-8 form, keys ordered by
 * code point. Integers beyond the canonical range keep their digits and floats are written as the
 * network's servers write them ({@link ShortestDecimal}), since room versions 1 to 5 hash them.
 * Pure.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /** The canonical bytes of the value. */
  public static byte[] write(JsonValue value) {
    CanonicalBuffer out = new CanonicalBuffer();
    out.value(value);
    return out.bytes();
  }

  /** The canonical form as text. */
  public static String text(JsonValue value) {
    return new String(write(value), StandardCharsets.UTF_8);
  }
}
