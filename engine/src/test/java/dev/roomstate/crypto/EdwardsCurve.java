package dev.roomstate.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The curve of Ed25519 in BigIntegers, straight from RFC 8032 section 5.1: slow, lenient and
 * independent of every provider, so that tests can build signatures that no signer would make.
 */
final class EdwardsCurve {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger SQRT_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

  /** A point (X : Y : Z), with x = X/Z and y = Y/Z. */
  record Point(BigInteger x, BigInteger y, BigInteger z) {
    static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE);
    static final Point BASE =
        decode(
            encode(
                BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false));

    Point plus(Point that) {
      BigInteger a = z.multiply(that.z).mod(P);
      BigInteger b = a.multiply(a).mod(P);
      BigInteger c = x.multiply(that.x).mod(P);
      BigInteger d = y.multiply(that.y).mod(P);
      BigInteger e = D.multiply(c).multiply(d).mod(P);
      BigInteger f = b.subtract(e);
      BigInteger g = b.add(e);
      BigInteger cross = x.add(y).multiply(that.x.add(that.y)).subtract(c).subtract(d);
      return new Point(
          a.multiply(f).multiply(cross).mod(P),
          a.multiply(g).multiply(d.add(c)).mod(P),
          f.multiply(g).mod(P));
    }

    Point negated() {
      return new Point(P.subtract(x).mod(P), y, z);
    }

    Point times(BigInteger factor) {
      Point sum = IDENTITY;
      for (int i = factor.bitLength() - 1; i >= 0; i--) {
        sum = sum.plus(sum);
        sum = factor.testBit(i) ? sum.plus(this) : sum;
      }
      return sum;
    }

    boolean isSame(Point that) {
      return x.multiply(that.z).subtract(that.x.multiply(z)).mod(P).signum() == 0
          && y.multiply(that.z).subtract(that.y.multiply(z)).mod(P).signum() == 0;
    }

    byte[] encoded() {
      BigInteger inverse = z.modInverse(P);
      return encode(y.multiply(inverse).mod(P), x.multiply(inverse).mod(P).testBit(0));
    }
  }

  private EdwardsCurve() {}

  /** The 32 bytes of any y below 2^255, canonical or not, with the sign bit of x. */
  static byte[] encode(BigInteger y, boolean xIsOdd) {
    byte[] bytes = littleEndian(y);
    bytes[31] |= (byte) (xIsOdd ? 0x80 : 0);
    return bytes;
  }

  /** Decodes leniently: y is reduced, and minus zero is zero. */
  static Point decode(byte[] bytes) {
    BigInteger value = number(bytes, 0);
    BigInteger y = value.clearBit(255).mod(P);
    BigInteger ySquared = y.multiply(y);
    BigInteger xSquared =
        ySquared
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(ySquared).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = xSquared.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(xSquared)) {
      x = x.multiply(SQRT_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(xSquared)) {
      throw new IllegalArgumentException("not on the curve");
    }
    x = x.testBit(0) == value.testBit(255) ? x : P.subtract(x).mod(P);
    return new Point(x, y, BigInteger.ONE);
  }

  /** The eight points whose order divides 8. */
  static List<Point> torsion() {
    BigInteger y = BigInteger.TWO;
    while (true) {
      try {
        Point candidate = decode(encode(y, false)).times(L);
        if (!candidate.times(BigInteger.valueOf(4)).isSame(Point.IDENTITY)) {
          return multiples(candidate);
        }
      } catch (IllegalArgumentException notOnTheCurve) {
        // the next y may be
      }
      y = y.add(BigInteger.ONE);
    }
  }

  /** Every way to write the eight: their own encodings, minus zero, and y + p where it fits. */
  static List<byte[]> torsionEncodings() {
    List<byte[]> encodings = new ArrayList<>();
    torsion().forEach(point -> encodings.add(point.encoded()));
    encodings.add(encode(BigInteger.ONE, true));
    encodings.add(encode(P.subtract(BigInteger.ONE), true));
    for (BigInteger y : List.of(P, P.add(BigInteger.ONE))) {
      encodings.add(encode(y, false));
      encodings.add(encode(y, true));
    }
    return encodings;
  }

  /** k = SHA-512(R || A || M) mod L, over the encodings as they stand. */
  static BigInteger challenge(byte[] r, byte[] a, byte[] message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(r);
      digest.update(a);
      return number(digest.digest(message), 0).mod(L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bare equation, times {@code cofactor}: SB = R + kA. */
  static boolean equationHolds(byte[] a, byte[] message, byte[] signature, int cofactor) {
    byte[] r = Arrays.copyOf(signature, 32);
    BigInteger times = BigInteger.valueOf(cofactor);
    Point left = Point.BASE.times(number(signature, 32));
    Point right = decode(r).plus(decode(a).times(challenge(r, a, message)));
    return left.times(times).isSame(right.times(times));
  }

  static byte[] signature(byte[] r, BigInteger s) {
    byte[] signature = Arrays.copyOf(r, 64);
    System.arraycopy(littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  /** The little-endian number in the bytes from {@code from} to the end. */
  static BigInteger number(byte[] bytes, int from) {
    byte[] bigEndian = new byte[bytes.length - from];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = number.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static List<Point> multiples(Point generator) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      points.add(generator.times(BigInteger.valueOf(i)));
    }
    return points;
  }
}
