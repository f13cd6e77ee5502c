package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Laws of Ed25519 over random seeds, messages and damage, on every provider. */
class Ed25519LawsTest {
  @Property(tries = 100)
  void whatOneProviderSignsEveryProviderVerifies(
      @ForAll @Size(32) byte[] seed, @ForAll @Size(max = 2_000) byte[] message) {
    SigningKey key = Subjects.signingKey(seed);
    byte[] expected = Subjects.JDK.sign(key, message);
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertArrayEquals(expected, ed25519.sign(key, message));
      assertTrue(ed25519.verify(key.verifyKey(), message, expected));
    }
  }

  @Property(tries = 200)
  void signatureWithOneBitFlippedIsRefused(
      @ForAll @Size(max = 100) byte[] message, @ForAll @IntRange(max = 511) int bit) {
    byte[] signature = Subjects.BEST.sign(Subjects.SPEC_KEY, message);
    assertRefused(key(), message, flipped(signature, bit));
  }

  @Property(tries = 200)
  void messageWithOneBitFlippedIsRefused(
      @ForAll @Size(min = 1, max = 100) byte[] message, @ForAll @IntRange(max = 799) int bit) {
    byte[] signature = Subjects.BEST.sign(Subjects.SPEC_KEY, message);
    assertRefused(key(), flipped(message, bit % (8 * message.length)), signature);
  }

  @Property(tries = 200)
  void keyWithOneBitFlippedIsRefused(
      @ForAll @Size(max = 100) byte[] message, @ForAll @IntRange(max = 255) int bit) {
    byte[] signature = Subjects.BEST.sign(Subjects.SPEC_KEY, message);
    assertRefused(flipped(key(), bit), message, signature);
  }

  @Property(tries = 500)
  void arbitraryBytesAreAnsweredAlikeAndNeverThrow(
      @ForAll @Size(max = 70) byte[] publicKey,
      @ForAll @Size(max = 10) byte[] message,
      @ForAll @Size(max = 70) byte[] signature) {
    assertRefused(publicKey, message, signature);
  }

  @Property(tries = 200)
  void wellFormedNonsenseIsAnsweredAlikeAndNeverThrows(
      @ForAll @Size(32) byte[] publicKey, @ForAll @Size(64) byte[] signature) {
    signature[63] &= 0x0f;
    boolean first = Subjects.BEST.verify(publicKey, new byte[0], signature);
    assertEquals(first, Subjects.JDK.verify(publicKey, new byte[0], signature));
    assertFalse(first);
  }

  private static byte[] key() {
    return Subjects.SPEC_KEY.verifyKey().publicKey();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return copy;
  }

  private static void assertRefused(byte[] publicKey, byte[] message, byte[] signature) {
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertFalse(ed25519.verify(publicKey, message, signature), ed25519.providerName());
    }
  }
}
