package dev.roomstate.json;

import java.math.BigInteger;

/**
 * Doubles as the network writes them in room versions 1 to 5: the shortest digits that read back as
 * the same double, the nearest to it among those; an exponent only below 1e-4 or from 1e16 on, with
 * two digits at least ({@code 1.0}, {@code 1e+16}, {@code 1e-05}).
 *
 * <p>{@link Double#toString} is not used for the digits: before JDK 19 it is not the shortest, so
 * event ids would differ between JDKs.
 */
final class ShortestDecimal {
  /*
   * The digits are found as in Raffaello Giulietti, "The Schubfach way to render doubles" (2021).
   *
   * The double is c·2^q, and what lies between the middles to its neighbors reads back as it. With
   * 10^k the largest power of ten that is no longer than the way between the middles, at least one
   * multiple of 10^k lies there, and at most one of 10^(k+1). The latter is taken if there is one,
   * else the nearer of the two multiples of 10^k around the double. All is compared at four times
   * its size, where the middles are integers, in units of 10^k: 126 bits of 10^-k are enough for
   * that, if what is cut off the product leaves its last bit set.
   */
  private static final int FRACTION_BITS = 52;
  private static final long MIN_NORMAL = 1L << FRACTION_BITS;
  private static final int EXPONENT_MASK = 0x7ff;
  private static final int EXPONENT_BIAS = 1075;
  private static final int MIN_EXPONENT = -1074;

  private static final int FIRST_EXPONENT_WRITTEN = 16;
  private static final int LAST_EXPONENT_WRITTEN = -5;

  private ShortestDecimal() {}

  static String write(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & MIN_NORMAL - 1;
    int exponent = (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    String text =
        exponent == 0
            ? shortest(fraction, MIN_EXPONENT)
            : shortest(fraction | MIN_NORMAL, exponent - EXPONENT_BIAS);
    return value < 0 ? "-" + text : text;
  }

  /** The double c·2^q. */
  private static String shortest(long c, int q) {
    boolean isPredecessorNearer = c == MIN_NORMAL && q > MIN_EXPONENT;
    int k = isPredecessorNearer ? floorLog10Of3QuartersOfPowerOf2(q) : floorLog10OfPowerOf2(q);
    int shift = q + floorLog2OfPowerOf10(-k) + 2;
    long value = PowersOfTen.times(-k, 4 * c << shift);
    long low = PowersOfTen.times(-k, 4 * c - (isPredecessorNearer ? 1 : 2) << shift);
    long high = PowersOfTen.times(-k, 4 * c + 2 << shift);
    // A middle itself reads back as the neighbor that is even.
    long beyondMiddle = c & 1;
    long down = value >> 2;
    if (down >= 10) {
      long tens = down / 10 * 10;
      boolean tensRead = low + beyondMiddle <= 4 * tens;
      boolean nextTensRead = 4 * (tens + 10) + beyondMiddle <= high;
      if (tensRead != nextTensRead) {
        return format(tensRead ? tens : tens + 10, k);
      }
    }
    boolean downReads = low + beyondMiddle <= 4 * down;
    boolean upReads = 4 * (down + 1) + beyondMiddle <= high;
    if (downReads != upReads) {
      return format(downReads ? down : down + 1, k);
    }
    long overHalf = value - (4 * down + 2);
    boolean isDownNearer = overHalf < 0 || (overHalf == 0 && (down & 1) == 0);
    return format(isDownNearer ? down : down + 1, k);
  }

  /** Logarithms as fixed-point products, exact for all exponents that doubles have. */
  private static int floorLog10OfPowerOf2(int exponent) {
    return (int) (exponent * 661_971_961_083L >> 41);
  }

  private static int floorLog10Of3QuartersOfPowerOf2(int exponent) {
    return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
  }

  private static int floorLog2OfPowerOf10(int exponent) {
    return (int) (exponent * 913_124_641_741L >> 38);
  }

  /** The first 126 bits of powers of ten, computed when the first double is written. */
  private static final class PowersOfTen {
    private static final int MIN = -292;
    private static final int MAX = 324;
    private static final int BITS = 126;
    private static final int HALF_BITS = 63;
    private static final long HALF_MASK = Long.MAX_VALUE;

    private static final long[] HIGH = new long[MAX - MIN + 1];
    private static final long[] LOW = new long[MAX - MIN + 1];

    static {
      for (int exponent = MIN; exponent <= MAX; exponent++) {
        BigInteger power = firstBits(exponent).add(BigInteger.ONE);
        HIGH[exponent - MIN] = power.shiftRight(HALF_BITS).longValue();
        LOW[exponent - MIN] = power.longValue() & HALF_MASK;
      }
    }

    private PowersOfTen() {}

    private static BigInteger firstBits(int exponent) {
      int shift = BITS - 1 - floorLog2OfPowerOf10(exponent);
      BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
      if (exponent < 0) {
        return BigInteger.ONE.shiftLeft(shift).divide(power);
      }
      return shift < 0 ? power.shiftRight(-shift) : power.shiftLeft(shift);
    }

    /** The product with a factor, without its last bits, of which one may have been set. */
    static long times(int exponent, long factor) {
      long high = HIGH[exponent - MIN];
      long low = LOW[exponent - MIN];
      long middle = (high * factor >>> 1) + Math.multiplyHigh(low, factor);
      long product = Math.multiplyHigh(high, factor) + (middle >>> HALF_BITS);
      return product | (middle & HALF_MASK) + HALF_MASK >>> HALF_BITS;
    }
  }

  /** The decimal {@code decimal}·10^k. */
  private static String format(long decimal, int k) {
    String all = Long.toString(decimal);
    String digits = stripZeros(all);
    int exponent = all.length() - 1 + k;
    if (exponent >= FIRST_EXPONENT_WRITTEN || exponent <= LAST_EXPONENT_WRITTEN) {
      String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
      int size = Math.abs(exponent);
      String sign = exponent < 0 ? "-" : "+";
      return digits.charAt(0) + fraction + "e" + sign + (size < 10 ? "0" : "") + size;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    return digits.length() <= whole
        ? digits + "0".repeat(whole - digits.length()) + ".0"
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }

  private static String stripZeros(String digits) {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return digits.substring(0, length);
  }
}
