package dev.roomstate.id;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An event id: chosen by a server in room versions 1 and 2 ({@code $opaque:domain}), the reference
 * hash of the event from version 3 on. Any text of at most 255 bytes is taken, since hand-written
 * rooms name their events freely. Ordered by code point, as state resolution asks. Immutable.
 *
 * <p>A room holds as many ids as it has events, so one that is {@code $} and a hash in the URL-safe
 * alphabet is kept as its 256 bits: for each character its rank among the alphabet's characters, so
 * that the bits are in the order of the texts.
 */
public final class EventId implements Comparable<EventId> {
  private static final byte[] ALPHABET =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);

  /** What the last character of a hash can be, since it has only four bits of it. */
  private static final byte[] LAST = "048AEIMQUYcgkosw".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] RANKS = ranks(ALPHABET);
  private static final byte[] LAST_RANKS = ranks(LAST);
  private static final int BITS = 6;

  /** How many words a hash has. */
  public static final int HASH_WORDS = 4;

  /** {@code $} and the 43 characters of a hash. */
  private static final int HASH_LENGTH = 44;

  /** The id, or null where it is a hash. */
  private final String text;

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  /**
   * The id of this text.
   *
   * @throws IllegalArgumentException when that is longer than 255 bytes
   */
  public EventId(String value) {
    this(value, hashOf(value));
  }

  private EventId(long first, long second, long third, long fourth) {
    this.text = null;
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }

  private EventId(String value, long[] hash) {
    this.text = hash == null ? fitting(value) : null;
    this.first = hash == null ? 0 : hash[0];
    this.second = hash == null ? 0 : hash[1];
    this.third = hash == null ? 0 : hash[2];
    this.fourth = hash == null ? 0 : hash[3];
  }

  /**
   * The id of which this is the UTF-8.
   *
   * @throws IllegalArgumentException when it is longer than 255 bytes
   */
  public static EventId ofUtf8(byte[] bytes, int from, int to) {
    long[] hash = to - from == HASH_LENGTH ? hashOf(bytes, from) : null;
    return new EventId(
        hash == null ? new String(bytes, from, to - from, StandardCharsets.UTF_8) : null, hash);
  }

  private static String fitting(String value) {
    if (!IdGrammar.fits(value)) {
      throw new IllegalArgumentException("an event id is at most 255 bytes");
    }
    return value;
  }

  private static long[] hashOf(String value) {
    byte[] bytes = value.length() == HASH_LENGTH ? value.getBytes(StandardCharsets.UTF_8) : null;
    return bytes == null || bytes.length != HASH_LENGTH ? null : hashOf(bytes, 0);
  }

  private static long[] hashOf(byte[] ascii, int from) {
    if (ascii[from] != '$') {
      return null;
    }
    long[] words = new long[HASH_WORDS];
    int bit = 0;
    for (int i = from + 1; i < from + HASH_LENGTH - 1; i++) {
      int rank = ascii[i] < 0 ? -1 : RANKS[ascii[i]];
      if (rank < 0) {
        return null;
      }
      int free = Long.SIZE - (bit & (Long.SIZE - 1));
      int word = bit / Long.SIZE;
      if (free >= BITS) {
        words[word] |= (long) rank << free - BITS;
      } else {
        words[word] |= (long) rank >>> BITS - free;
        words[word + 1] |= (long) rank << Long.SIZE - BITS + free;
      }
      bit += BITS;
    }
    byte last = ascii[from + HASH_LENGTH - 1];
    int rank = last < 0 ? -1 : LAST_RANKS[last];
    words[HASH_WORDS - 1] |= rank;
    return rank < 0 ? null : words;
  }

  private static byte[] ranks(byte[] characters) {
    byte[] ranks = new byte[Byte.MAX_VALUE + 1];
    Arrays.fill(ranks, (byte) -1);
    for (int i = 0; i < characters.length; i++) {
      ranks[characters[i]] = (byte) i;
    }
    return ranks;
  }

  /** The id with its sigil; of a hash it is made anew at each call. */
  public String value() {
    if (text != null) {
      return text;
    }
    byte[] ascii = new byte[HASH_LENGTH];
    ascii[0] = '$';
    for (int i = 1, bit = 0; i < HASH_LENGTH - 1; i++, bit += BITS) {
      int free = Long.SIZE - (bit & (Long.SIZE - 1));
      long word = word(bit / Long.SIZE);
      long rank =
          free >= BITS
              ? word >>> free - BITS
              : word << BITS - free | word(bit / Long.SIZE + 1) >>> Long.SIZE - BITS + free;
      ascii[i] = ALPHABET[(int) rank & ALPHABET.length - 1];
    }
    ascii[HASH_LENGTH - 1] = LAST[(int) fourth & LAST.length - 1];
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  /** The id of these {@linkplain #word words}. */
  public static EventId ofHash(long first, long second, long third, long fourth) {
    return new EventId(first, second, third, fourth);
  }

  /** Whether the id is kept as the four {@linkplain #word words} of a hash. */
  public boolean isHash() {
    return text == null;
  }

  /** A word of the hash, by index from 0 to 3; 0 where it is none. */
  public long word(int index) {
    return switch (index) {
      case 0 -> first;
      case 1 -> second;
      case 2 -> third;
      default -> fourth;
    };
  }

  /** The domain after the first colon, or the empty string where there is none. */
  public String domain() {
    int colon = text == null ? -1 : text.indexOf(':');
    return colon < 0 ? "" : text.substring(colon + 1);
  }

  @Override
  public int compareTo(EventId other) {
    if (text != null || other.text != null) {
      return CodePointOrder.INSTANCE.compare(value(), other.value());
    }
    for (int i = 0; i < HASH_WORDS; i++) {
      if (word(i) != other.word(i)) {
        return Long.compareUnsigned(word(i), other.word(i));
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventId that
        && first == that.first
        && second == that.second
        && third == that.third
        && fourth == that.fourth
        && Objects.equals(text, that.text);
  }

  @Override
  public int hashCode() {
    return text != null ? text.hashCode() : Long.hashCode(first * 31 + fourth);
  }

  @Override
  public String toString() {
    return value();
  }
}
