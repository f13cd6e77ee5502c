package dev.roomstate.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Canonical JSON being written. Not thread-safe: one writer, then {@link #bytes}. Hashes and
 * signatures compose their input from it where a whole value would be too much.
 */
public final class CanonicalBuffer {
  private static final int INITIAL_BYTES = 1024;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final int limit;
  private byte[] out;
  private int length;

  /** A buffer without a limit of its own. */
  public CanonicalBuffer() {
    this(Integer.MAX_VALUE, INITIAL_BYTES);
  }

  /** A buffer that stops to take values once it holds more than this many bytes. */
  public CanonicalBuffer(int limit) {
    this(limit, INITIAL_BYTES);
  }

  /**
   * A buffer that stops to take values once it holds more than {@code limit} bytes.
   *
   * @param expected how many bytes will be written, if nothing is unusual
   */
  public CanonicalBuffer(int limit, int expected) {
    this.limit = limit;
    this.out = new byte[expected];
  }

  /** Whether more than the limit was written, so that the rest was left out. */
  public boolean isOverflowed() {
    return length > limit;
  }

  /** How many bytes have been written. */
  public int length() {
    return length;
  }

  /** Whether it is these bytes that have been written. */
  public boolean holds(byte[] bytes) {
    return Arrays.equals(out, 0, length, bytes, 0, bytes.length);
  }

  /**
   * Takes a value of a range of bytes, which it neither keeps nor changes.
   *
   * @param <T> the value
   */
  @FunctionalInterface
  public interface RangeReader<T> {
    /** The value of the bytes from {@code from} up to, not including, {@code to}. */
    T read(byte[] bytes, int from, int to);
  }

  /** What the reader makes of what has been written, without a copy. */
  public <T> T read(RangeReader<T> reader) {
    return reader.read(out, 0, length);
  }

  /** A copy of what has been written. */
  public byte[] bytes() {
    return Arrays.copyOf(out, length);
  }

  /** Writes one byte as it is. */
  public CanonicalBuffer raw(char ascii) {
    reserve(1);
    out[length++] = (byte) ascii;
    return this;
  }

  /** Writes a range of bytes as they are. */
  public CanonicalBuffer raw(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, out, length, to - from);
    length += to - from;
    return this;
  }

  /** Writes a value in canonical form. */
  public CanonicalBuffer value(JsonValue value) {
    if (isOverflowed()) {
      return this;
    }
    if (value instanceof JsonString string) {
      string(string);
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof JsonInteger integer) {
      integer(integer);
    } else if (value instanceof JsonArray array) {
      array(array);
    } else if (value instanceof JsonFloat number) {
      ascii(ShortestDecimal.write(number.value()));
    } else if (value == JsonNull.NULL) {
      ascii("null");
    } else {
      ascii(value == JsonBoolean.TRUE ? "true" : "false");
    }
    return this;
  }

  /** Writes one member of an object, a comma before it when it is not the first. */
  public CanonicalBuffer member(JsonString key, JsonValue value) {
    if (length > 0 && out[length - 1] != '{') {
      raw(',');
    }
    string(key);
    raw(':');
    return value(value);
  }

  private void object(JsonObject object) {
    raw('{');
    for (int i = 0; i < object.size(); i++) {
      if (i > 0) {
        raw(',');
      }
      string(object.key(i));
      raw(':');
      value(object.value(i));
    }
    raw('}');
  }

  private void array(JsonArray array) {
    raw('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        raw(',');
      }
      value(array.get(i));
    }
    raw(']');
  }

  private void string(JsonString string) {
    raw('"');
    if (string.plain()) {
      raw(string.utf8(), string.from(), string.to());
    } else {
      for (int i = string.from(); i < string.to(); i++) {
        escaped(string.utf8()[i]);
      }
    }
    raw('"');
  }

  private void escaped(byte b) {
    switch (b) {
      case '"' -> ascii("\\\"");
      case '\\' -> ascii("\\\\");
      case '\b' -> ascii("\\b");
      case '\t' -> ascii("\\t");
      case '\n' -> ascii("\\n");
      case '\f' -> ascii("\\f");
      case '\r' -> ascii("\\r");
      default -> {
        if (b >= 0 && b < 0x20) {
          ascii("\\u00");
          raw((char) HEX[b >> 4]);
          raw((char) HEX[b & 0xf]);
        } else {
          raw((char) b);
        }
      }
    }
  }

  private void integer(JsonInteger integer) {
    if (integer.isLong()) {
      ascii(Long.toString(integer.longValue()));
    } else {
      raw(integer.digits(), 0, integer.digits().length);
    }
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      out[length++] = (byte) text.charAt(i);
    }
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
  }
}
