package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.crypto.EdwardsCurve.Point;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: every point of small order, in every encoding, is refused as key and as R, and so is every
 * encoding that is not canonical. Method: signatures built on the bare curve so that the equation
 * holds; a refusal can then come from nothing but the rule.
 */
class Ed25519EncodingTest {
  private static final BigInteger SCALAR = new BigInteger("1234567890123456789012345678901234567");
  private static final Point HONEST = Point.BASE.times(SCALAR);
  private static final Point ORDER_8 = EdwardsCurve.torsion().get(1);

  static Stream<String> torsionEncodings() {
    return EdwardsCurve.torsionEncodings().stream().map(HexFormat.of()::formatHex);
  }

  static Stream<String> nonCanonicalEncodings() {
    return Stream.iterate(0, i -> i < 19, i -> i + 1)
        .flatMap(
            i ->
                Stream.of(false, true)
                    .map(
                        odd -> EdwardsCurve.encode(EdwardsCurve.P.add(BigInteger.valueOf(i)), odd)))
        .map(HexFormat.of()::formatHex);
  }

  @Test
  void theEightPointsHaveFourteenEncodings() {
    assertEquals(14, torsionEncodings().distinct().count());
  }

  @ParameterizedTest
  @MethodSource("torsionEncodings")
  void keyOfSmallOrderVerifiesNothingEvenWhereTheEquationHolds(String encoding) {
    byte[] a = Subjects.hex(encoding);
    byte[] r = HONEST.encoded();
    byte[] signature = EdwardsCurve.signature(r, SCALAR);
    byte[] message = new byte[1];
    while (!EdwardsCurve.challenge(r, a, message)
        .mod(BigInteger.valueOf(8))
        .equals(BigInteger.ZERO)) {
      message[0]++;
    }
    assertTrue(EdwardsCurve.equationHolds(a, message, signature, 1));
    assertRefused(a, message, signature);
  }

  @ParameterizedTest
  @MethodSource("torsionEncodings")
  void signatureWithSmallOrderRIsRefusedEvenWhereTheEquationHolds(String encoding) {
    byte[] r = Subjects.hex(encoding);
    byte[] a = HONEST.plus(ORDER_8).encoded();
    byte[] message = new byte[1];
    Point wanted = EdwardsCurve.decode(r);
    while (!ORDER_8.times(EdwardsCurve.challenge(r, a, message)).negated().isSame(wanted)) {
      message[0]++;
    }
    BigInteger s = EdwardsCurve.challenge(r, a, message).multiply(SCALAR).mod(EdwardsCurve.L);
    byte[] signature = EdwardsCurve.signature(r, s);
    assertTrue(EdwardsCurve.equationHolds(a, message, signature, 1));
    assertRefused(a, message, signature);
  }

  @ParameterizedTest
  @MethodSource("nonCanonicalEncodings")
  void nonCanonicalEncodingIsRefusedAsKeyAndAsR(String encoding) {
    byte[] point = Subjects.hex(encoding);
    byte[] good = HONEST.encoded();
    assertFalse(StrictEncoding.isStrict(point, EdwardsCurve.signature(good, SCALAR)));
    assertFalse(StrictEncoding.isStrict(good, EdwardsCurve.signature(point, SCALAR)));
    assertRefused(point, new byte[0], EdwardsCurve.signature(good, SCALAR));
    assertRefused(good, new byte[0], EdwardsCurve.signature(point, SCALAR));
  }

  @Test
  void largestCanonicalYsPassTheChecks() {
    for (int i = 2; i < 40; i++) {
      for (boolean odd : new boolean[] {false, true}) {
        byte[] point = EdwardsCurve.encode(EdwardsCurve.P.subtract(BigInteger.valueOf(i)), odd);
        assertTrue(StrictEncoding.isStrict(point, EdwardsCurve.signature(point, SCALAR)));
      }
    }
  }

  @Test
  void scalarMustBeBelowTheGroupOrder() {
    byte[] point = HONEST.encoded();
    BigInteger last = EdwardsCurve.L.subtract(BigInteger.ONE);
    BigInteger largest = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    for (BigInteger s : List.of(BigInteger.ZERO, BigInteger.ONE, last)) {
      assertTrue(StrictEncoding.isStrict(point, EdwardsCurve.signature(point, s)));
    }
    for (BigInteger s : List.of(EdwardsCurve.L, EdwardsCurve.L.add(BigInteger.ONE), largest)) {
      assertFalse(StrictEncoding.isStrict(point, EdwardsCurve.signature(point, s)));
    }
  }

  @Test
  void signatureWithTheGroupOrderAddedIsRefused() {
    byte[] message = {1, 2, 3};
    byte[] key = Subjects.SPEC_KEY.verifyKey().publicKey();
    byte[] good = Subjects.BEST.sign(Subjects.SPEC_KEY, message);
    BigInteger s = EdwardsCurve.number(good, 32);
    for (int times = 1; times < 16; times++) {
      BigInteger larger = s.add(EdwardsCurve.L.multiply(BigInteger.valueOf(times)));
      byte[] signature =
          EdwardsCurve.signature(Arrays.copyOf(good, 32), larger.mod(BigInteger.TWO.pow(256)));
      assertRefused(key, message, signature);
    }
  }

  @Test
  void mixedOrderKeyAndRAreAcceptedWhereTheEquationHoldsWithoutTheCofactor() {
    byte[] a = HONEST.plus(ORDER_8).encoded();
    byte[] message = new byte[1];
    for (int accepted = 0; accepted < 4; message[0]++) {
      byte[] signature = mixedSignature(a, message);
      boolean holds = EdwardsCurve.equationHolds(a, message, signature, 1);
      assertTrue(EdwardsCurve.equationHolds(a, message, signature, 8));
      for (Ed25519 ed25519 : Subjects.PROVIDERS) {
        assertEquals(holds, ed25519.verify(a, message, signature), ed25519.providerName());
      }
      accepted += holds ? 1 : 0;
    }
  }

  @Test
  void pointOffTheCurveIsRefused() {
    byte[] offCurve = EdwardsCurve.encode(BigInteger.TWO, false);
    byte[] good = HONEST.encoded();
    assertTrue(StrictEncoding.isStrict(offCurve, EdwardsCurve.signature(offCurve, SCALAR)));
    assertRefused(offCurve, new byte[0], EdwardsCurve.signature(good, SCALAR));
    assertRefused(good, new byte[0], EdwardsCurve.signature(offCurve, SCALAR));
  }

  /** R = rB + T with T of order 8: the equation holds with the cofactor, and without by chance. */
  private static byte[] mixedSignature(byte[] a, byte[] message) {
    byte[] r = HONEST.plus(ORDER_8).encoded();
    BigInteger k = EdwardsCurve.challenge(r, a, message);
    return EdwardsCurve.signature(r, k.multiply(SCALAR).add(SCALAR).mod(EdwardsCurve.L));
  }

  private static void assertRefused(byte[] publicKey, byte[] message, byte[] signature) {
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertFalse(ed25519.verify(publicKey, message, signature), ed25519.providerName());
    }
  }
}
