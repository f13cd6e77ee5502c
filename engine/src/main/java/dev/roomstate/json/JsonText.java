package dev.roomstate.json;

import java.util.Arrays;

/** The text of a string that is being unescaped; lives within one parse. */
final class JsonText {
  private byte[] utf8;
  private int length;
  private boolean plain = true;

  JsonText(byte[] in, int from, int to) {
    utf8 = new byte[Math.max(16, (to - from) * 2)];
    append(in, from, to);
  }

  void append(byte b) {
    reserve(1);
    plain &= (b & 0xff) >= 0x20 && b != '"' && b != '\\';
    utf8[length++] = b;
  }

  /** Appends bytes that need no escape. */
  void append(byte[] in, int from, int to) {
    reserve(to - from);
    System.arraycopy(in, from, utf8, length, to - from);
    length += to - from;
  }

  void appendCodePoint(int c) {
    if (c < 0x80) {
      append((byte) c);
      return;
    }
    reserve(4);
    if (c < 0x800) {
      utf8[length++] = (byte) (0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        utf8[length++] = (byte) (0xe0 | c >> 12);
      } else {
        utf8[length++] = (byte) (0xf0 | c >> 18);
        utf8[length++] = (byte) (0x80 | c >> 12 & 0x3f);
      }
      utf8[length++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    utf8[length++] = (byte) (0x80 | c & 0x3f);
  }

  private void reserve(int more) {
    if (utf8.length - length < more) {
      utf8 = Arrays.copyOf(utf8, Math.max(utf8.length * 2, length + more));
    }
  }

  JsonString string() {
    return new JsonString(Arrays.copyOf(utf8, length), 0, length, plain);
  }
}
