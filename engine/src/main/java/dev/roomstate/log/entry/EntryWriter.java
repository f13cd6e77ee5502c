package dev.roomstate.log.entry;

import dev.roomstate.id.EventId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of an entry while they are written. Numbers take 7 bits a byte, lowest first. */
final class EntryWriter {
  private static final int INITIAL_BYTES = 2048;
  private static final int CONTINUES = 0x80;
  private static final int BITS = 7;

  private byte[] out = new byte[INITIAL_BYTES];
  private int length;

  void octet(int value) {
    reserve(1);
    out[length++] = (byte) value;
  }

  /** A number from 0 on. */
  void number(long value) {
    long rest = value;
    while (rest >= CONTINUES) {
      octet((int) rest & (CONTINUES - 1) | CONTINUES);
      rest >>>= BITS;
    }
    octet((int) rest);
  }

  void bytes(byte[] bytes) {
    number(bytes.length);
    raw(bytes);
  }

  void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 0 and the 32 bytes of a hash, or 1 and the text. */
  void id(EventId id) {
    octet(id.isHash() ? 0 : 1);
    if (id.isHash()) {
      for (int i = 0; i < EventId.HASH_WORDS; i++) {
        word(id.word(i));
      }
    } else {
      text(id.value());
    }
  }

  /** Eight octets, highest first. */
  void word(long word) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      octet((int) (word >>> shift));
    }
  }

  private void raw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
    }
  }

  byte[] written() {
    return Arrays.copyOf(out, length);
  }
}
