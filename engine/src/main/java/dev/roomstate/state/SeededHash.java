package dev.roomstate.state;

import dev.roomstate.id.EventId;

/**
 * A hash of values under a seed that nobody outside knows.
 *
 * @param <T> the values
 */
@FunctionalInterface
public interface SeededHash<T> {
  /** The hash of the value. */
  long of(T value);

  /** A hash of text under this seed: of 128-bit products, folded. */
  static long ofText(String text, long seed) {
    long hash = seed ^ 0x9e3779b97f4a7c15L * text.length();
    int i = 0;
    for (; i + 4 <= text.length(); i += 4) {
      long word =
          text.charAt(i)
              | (long) text.charAt(i + 1) << 16
              | (long) text.charAt(i + 2) << 32
              | (long) text.charAt(i + 3) << 48;
      hash = fold(hash ^ word, seed | 1);
    }
    long rest = 0;
    for (; i < text.length(); i++) {
      rest = rest << 16 | text.charAt(i);
    }
    return fold(hash ^ rest, seed ^ 0xd6e8feb86659fd93L);
  }

  /** A hash of an event id under this seed. */
  static long ofEventId(EventId id, long seed) {
    if (!id.isHash()) {
      return ofText(id.value(), seed);
    }
    long hash = fold(fold(seed ^ id.word(0), seed | 1) ^ id.word(1), seed | 1);
    return fold(fold(hash ^ id.word(2), seed | 1) ^ id.word(3), seed ^ 0xd6e8feb86659fd93L);
  }

  private static long fold(long a, long b) {
    return Math.multiplyHigh(a, b) ^ a * b;
  }
}
