package dev.roomstate.binary;

import dev.roomstate.id.EventId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes while they are written. Numbers take 7 bits a byte, lowest first. What is written is at
 * most 2^31 - 9 bytes. For one thread.
 */
public final class BinaryWriter {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int INITIAL_BYTES = 2048;
  private static final int BYTES_MAX = Integer.MAX_VALUE - 8;
  private static final int CONTINUES = 0x80;
  private static final int BITS = 7;

  private byte[] out = new byte[INITIAL_BYTES];
  private int length;

  /** A byte: the lowest 8 bits. */
  public void octet(int value) {
    reserve(1);
    out[length++] = (byte) value;
  }

  /** A number from 0 on. */
  public void number(long value) {
    reserve(Long.BYTES + 2);
    long rest = value;
    while (rest >= CONTINUES) {
      out[length++] = (byte) ((int) rest & (CONTINUES - 1) | CONTINUES);
      rest >>>= BITS;
    }
    out[length++] = (byte) rest;
  }

  /** Any number; those near 0 are short. */
  public void signed(long value) {
    unsigned(value << 1 ^ value >> Long.SIZE - 1);
  }

  /** Any number as 64 bits without a sign. */
  private void unsigned(long value) {
    reserve(Long.BYTES + 2);
    long rest = value;
    while (rest >>> BITS != 0) {
      out[length++] = (byte) ((int) rest & (CONTINUES - 1) | CONTINUES);
      rest >>>= BITS;
    }
    out[length++] = (byte) rest;
  }

  /** The number of these bytes, and the bytes. */
  public void bytes(byte[] bytes) {
    number(bytes.length);
    raw(bytes);
  }

  /** Puts bytes into their place. */
  @FunctionalInterface
  public interface Filler {
    /** Puts them into this array, from this index on. */
    void fill(byte[] into, int at);
  }

  /** The number of some bytes, and the bytes, which are put into their place. */
  public void bytes(int size, Filler filler) {
    number(size);
    int at = skip(size);
    filler.fill(out, at);
  }

  /** Leaves room for so many bytes, whatever stands there, and says where it begins. */
  public int skip(int size) {
    reserve(size);
    length += size;
    return length - size;
  }

  /** The number of bytes of the text in UTF-8, and these. */
  public void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 0 and the 32 bytes of a hash, or 1 and the text. */
  public void id(EventId id) {
    octet(id.isHash() ? 0 : 1);
    if (id.isHash()) {
      for (int i = 0; i < EventId.HASH_WORDS; i++) {
        word(id.word(i));
      }
    } else {
      text(id.value());
    }
  }

  /** 64 bits, highest first. */
  public void word(long word) {
    int at = skip(Long.BYTES);
    WORDS.set(out, at, word);
  }

  /** These bytes as they are. */
  public void raw(byte[] bytes) {
    int at = skip(bytes.length);
    System.arraycopy(bytes, 0, out, at, bytes.length);
  }

  private void reserve(int more) {
    if (out.length - length < more) {
      if (more > BYTES_MAX - length) {
        throw new IllegalStateException("more than " + BYTES_MAX + " bytes");
      }
      long doubled = Math.min(BYTES_MAX, out.length * 2L);
      out = Arrays.copyOf(out, Math.max((int) doubled, length + more));
    }
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** Takes back all behind so many bytes. */
  public void cut(int bytes) {
    length = bytes;
  }

  /** What was written, and more behind it: no copy, and only until more is written. */
  public byte[] array() {
    return out;
  }

  /** A copy of all that was written. */
  public byte[] written() {
    return Arrays.copyOf(out, length);
  }
}
