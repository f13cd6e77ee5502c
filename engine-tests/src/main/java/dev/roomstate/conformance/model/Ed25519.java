package dev.roomstate.conformance.model;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Ed25519 signatures, as strict as libsodium: implementations disagree about keys and signatures
 * that no honest signer makes, so these are refused before the JDK is asked.
 */
final class Ed25519 {
  private static final BigInteger FIELD_PRIME =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger GROUP_ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The y coordinates of the eight points of small order: of order 4, 1, 2 and twice 8. */
  private static final List<BigInteger> SMALL_ORDER_Y =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          FIELD_PRIME.subtract(BigInteger.ONE),
          hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
          hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));

  private Ed25519() {}

  /**
   * Whether the signature over the message is good; false for any key or signature that is none.
   */
  static boolean verifies(byte[] key, byte[] message, byte[] signature) {
    if (key.length != 32 || signature.length != 64) {
      return false;
    }
    byte[] r = Arrays.copyOfRange(signature, 0, 32);
    BigInteger s = littleEndian(Arrays.copyOfRange(signature, 32, 64));
    if (s.compareTo(GROUP_ORDER) >= 0 || !isSafePoint(key) || !isSafePoint(r)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519", "SunEC");
      verifier.initVerify(publicKey(key));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
    EdECPoint point = new EdECPoint(littleEndian(key).testBit(255), y(key));
    return KeyFactory.getInstance("Ed25519", "SunEC")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  /** Canonical, and not of small order. */
  private static boolean isSafePoint(byte[] encoded) {
    return y(encoded).compareTo(FIELD_PRIME) < 0 && !SMALL_ORDER_Y.contains(y(encoded));
  }

  private static BigInteger y(byte[] encoded) {
    return littleEndian(encoded).clearBit(255);
  }

  private static BigInteger hex(String littleEndianHex) {
    return littleEndian(HexFormat.of().parseHex(littleEndianHex));
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
