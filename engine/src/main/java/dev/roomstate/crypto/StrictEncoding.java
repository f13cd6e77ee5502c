package dev.roomstate.crypto;

import java.util.HexFormat;

/**
 * What an Ed25519 public key and signature must look like before a provider sees them.
 *
 * <p>Providers disagree about such bytes, so two servers could. The rules are libsodium's, which
 * most servers use or follow: a signature of 64 bytes; S below the group's order L; the key A and
 * the point R in their canonical encodings and not of small order. None of it is secret, so nothing
 * here takes constant time.
 *
 * <p>Source: RFC 8032, section 5.1.7; "Taming the many EdDSAs" (2020).
 */
final class StrictEncoding {
  private static final int POINT_SIZE = 32;
  private static final int SIGNATURE_SIZE = 64;

  /** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
  private static final byte[] GROUP_ORDER =
      HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  /**
   * The y coordinates of the eight points whose order divides 8: 1, p - 1, 0, and two for order 8.
   * Each stands for both signs of x, so that -0, which is not canonical, is among them.
   */
  private static final byte[][] SMALL_ORDER_Y = {
    HexFormat.of().parseHex("0100000000000000000000000000000000000000000000000000000000000000"),
    HexFormat.of().parseHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    HexFormat.of().parseHex("0000000000000000000000000000000000000000000000000000000000000000"),
    HexFormat.of().parseHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
  };

  private StrictEncoding() {}

  /** Whether key and signature are well formed. Says nothing of whether a point is on the curve. */
  static boolean isStrict(byte[] publicKey, byte[] signature) {
    return publicKey.length == POINT_SIZE
        && signature.length == SIGNATURE_SIZE
        && isBelowGroupOrder(signature)
        && isCanonicalY(signature)
        && isCanonicalY(publicKey)
        && !isSmallOrder(signature)
        && !isSmallOrder(publicKey);
  }

  /** Whether the second half of the signature, S, is below L. */
  private static boolean isBelowGroupOrder(byte[] signature) {
    for (int i = POINT_SIZE - 1; i >= 0; i--) {
      int difference = (signature[POINT_SIZE + i] & 0xff) - (GROUP_ORDER[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  /** Whether the first 32 bytes hold a y below p = 2^255 - 19, the sign of x left aside. */
  private static boolean isCanonicalY(byte[] bytes) {
    if ((bytes[POINT_SIZE - 1] & 0x7f) != 0x7f || (bytes[0] & 0xff) < 0xed) {
      return true;
    }
    for (int i = 1; i < POINT_SIZE - 1; i++) {
      if (bytes[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSmallOrder(byte[] bytes) {
    for (byte[] y : SMALL_ORDER_Y) {
      if (hasY(bytes, y)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasY(byte[] bytes, byte[] y) {
    for (int i = 0; i < POINT_SIZE - 1; i++) {
      if (bytes[i] != y[i]) {
        return false;
      }
    }
    return (bytes[POINT_SIZE - 1] & 0x7f) == y[POINT_SIZE - 1];
  }
}
