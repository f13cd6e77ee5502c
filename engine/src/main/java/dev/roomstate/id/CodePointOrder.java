package dev.roomstate.id;

import java.util.Comparator;

/**
 * Orders strings by Unicode code point, which is also the order of their UTF-8 bytes. {@link
 * String#compareTo} orders by UTF-16 unit and differs outside the Basic Multilingual Plane.
 */
public enum CodePointOrder implements Comparator<String> {
  /** The only instance. */
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        return Integer.compare(rank(l), rank(r));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Moves surrogates above all other units, so that astral code points come last. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
