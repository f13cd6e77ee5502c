package dev.roomstate.content;

import java.math.BigInteger;
import java.util.Objects;

/**
 * A power level: an integer of any size, the infinite level of a creator (room version 12), or a
 * value that is no level and can not be compared.
 *
 * <p>Comparisons are exact, and answer false when either side is unreadable, so that what has to
 * read such a value allows nothing. Immutable.
 */
public final class PowerLevel {
  /** The level of room creators from room version 12 on. */
  public static final PowerLevel INFINITE = new PowerLevel(Long.MAX_VALUE, null, Kind.INFINITE);

  /** A value that is no level. */
  public static final PowerLevel UNREADABLE = new PowerLevel(0, null, Kind.UNREADABLE);

  private static final int CACHED_MAX = 128;

  /** The most digits of a number that a long may hold. */
  private static final int LONG_DIGITS_MAX = 19;

  /** The most digits that are shown in full, and how many are shown of more. */
  private static final int SHOWN_IN_FULL_MAX = 40;

  private static final int SHOWN_DIGITS = 20;

  private static final PowerLevel[] CACHE = new PowerLevel[CACHED_MAX + 1];

  static {
    for (int i = 0; i <= CACHED_MAX; i++) {
      CACHE[i] = new PowerLevel(i, null, Kind.FINITE);
    }
  }

  private enum Kind {
    FINITE,
    INFINITE,
    UNREADABLE
  }

  private final long value;

  /**
   * The digits of a level that no long holds, without leading zeros, after a minus if it has one.
   */
  private final String beyondLong;

  private final Kind kind;

  private PowerLevel(long value, String beyondLong, Kind kind) {
    this.value = value;
    this.beyondLong = beyondLong;
    this.kind = kind;
  }

  /** The level of this value. */
  public static PowerLevel of(long value) {
    return value >= 0 && value <= CACHED_MAX
        ? CACHE[(int) value]
        : new PowerLevel(value, null, Kind.FINITE);
  }

  /** The level of this value. */
  public static PowerLevel of(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? of(value.longValue())
        : new PowerLevel(0, value.toString(), Kind.FINITE);
  }

  /**
   * The level of this value; takes as long as it has digits.
   *
   * @param decimal one or more ASCII digits, with any number of leading zeros, after one sign or
   *     none
   */
  public static PowerLevel of(String decimal) {
    boolean negative = decimal.charAt(0) == '-';
    int from = negative || decimal.charAt(0) == '+' ? 1 : 0;
    while (from < decimal.length() - 1 && decimal.charAt(from) == '0') {
      from++;
    }
    String digits = (negative ? "-" : "") + decimal.substring(from);
    return decimal.length() - from > LONG_DIGITS_MAX
        ? new PowerLevel(0, digits, Kind.FINITE)
        : of(new BigInteger(digits));
  }

  /** Whether this is a level at all. */
  public boolean isReadable() {
    return kind != Kind.UNREADABLE;
  }

  /** Whether both are levels and this one is greater than or equal to the other. */
  public boolean atLeast(PowerLevel other) {
    return isReadable() && other.isReadable() && compare(other) >= 0;
  }

  /** Whether both are levels and this one is less than the other. */
  public boolean lessThan(PowerLevel other) {
    return isReadable() && other.isReadable() && compare(other) < 0;
  }

  /** Whether both are levels and equal. */
  public boolean sameAs(PowerLevel other) {
    return isReadable() && other.isReadable() && compare(other) == 0;
  }

  /** Compares two readable levels; infinite ones are equal, and above all others. */
  public int compare(PowerLevel other) {
    if (kind == Kind.INFINITE || other.kind == Kind.INFINITE) {
      return Boolean.compare(kind == Kind.INFINITE, other.kind == Kind.INFINITE);
    }
    int bySide = Integer.compare(sideOfLongs(), other.sideOfLongs());
    if (bySide != 0 || beyondLong == null) {
      return bySide != 0 ? bySide : Long.compare(value, other.value);
    }
    int byLength = Integer.compare(beyondLong.length(), other.beyondLong.length());
    int byMagnitude = byLength != 0 ? byLength : beyondLong.compareTo(other.beyondLong);
    return sideOfLongs() * Integer.signum(byMagnitude);
  }

  /** 0 for what a long holds, 1 above all that, -1 below. */
  private int sideOfLongs() {
    if (beyondLong == null) {
      return 0;
    }
    return beyondLong.charAt(0) == '-' ? -1 : 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PowerLevel that
        && kind == that.kind
        && (kind != Kind.FINITE || compare(that) == 0);
  }

  @Override
  public int hashCode() {
    return kind == Kind.FINITE
        ? Long.hashCode(value) * 31 + Objects.hashCode(beyondLong)
        : kind.ordinal();
  }

  /** For people: of very many digits only the first, since an event can have a level of 60,000. */
  @Override
  public String toString() {
    return switch (kind) {
      case FINITE -> beyondLong == null ? Long.toString(value) : shown(beyondLong);
      case INFINITE -> "infinite";
      case UNREADABLE -> "no level";
    };
  }

  private static String shown(String digits) {
    int first = digits.charAt(0) == '-' ? 1 : 0;
    int count = digits.length() - first;
    return count <= SHOWN_IN_FULL_MAX
        ? digits
        : digits.substring(0, first + SHOWN_DIGITS) + "… (" + count + " digits)";
  }
}
