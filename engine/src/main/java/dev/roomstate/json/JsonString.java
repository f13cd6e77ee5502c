package dev.roomstate.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON string: valid UTF-8 without unpaired surrogates, kept as a slice of the bytes it was read
 * from. Ordered by code point, which is the order of the bytes. Immutable.
 */
public final class JsonString implements JsonValue, Comparable<JsonString> {
  private final byte[] utf8;
  private final int from;
  private final int to;
  private final boolean plain;

  /** A slice; {@code plain} when canonical JSON writes these bytes as they are, between quotes. */
  JsonString(byte[] utf8, int from, int to, boolean plain) {
    this.utf8 = utf8;
    this.from = from;
    this.to = to;
    this.plain = plain;
  }

  /**
   * The string of this text.
   *
   * @throws IllegalArgumentException when the text has an unpaired surrogate
   */
  public static JsonString of(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException("unpaired surrogate");
        }
        i++;
      }
      plain &= c >= 0x20 && c != '"' && c != '\\';
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new JsonString(utf8, 0, utf8.length, plain);
  }

  /** The text; made anew at each call. */
  public String value() {
    return new String(utf8, from, to - from, StandardCharsets.UTF_8);
  }

  /** What the reader makes of the text in UTF-8, without a copy. */
  public <T> T read(CanonicalBuffer.RangeReader<T> reader) {
    return reader.read(utf8, from, to);
  }

  /** The length in bytes of UTF-8. */
  public int utf8Length() {
    return to - from;
  }

  /** Whether this is the given text, which must be ASCII; cheaper than making the text. */
  public boolean is(String ascii) {
    int length = to - from;
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (utf8[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  byte[] utf8() {
    return utf8;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean plain() {
    return plain;
  }

  @Override
  public int compareTo(JsonString other) {
    return Arrays.compareUnsigned(utf8, from, to, other.utf8, other.from, other.to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonString that
        && Arrays.equals(utf8, from, to, that.utf8, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + utf8[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return value();
  }
}
