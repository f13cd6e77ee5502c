package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyKeyTest {
  private static final byte[] BYTES = Subjects.SPEC_KEY.verifyKey().publicKey();
  private static final String TEXT = "XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI";

  @Test
  void keyWithoutEndIsAlwaysValid() {
    VerifyKey key = VerifyKey.of(BYTES).get();
    assertTrue(key.validAt(0) && key.validAt(-1) && key.validAt(Long.MAX_VALUE));
  }

  @Test
  void keyIsValidUpToAndIncludingItsLastMillisecond() {
    VerifyKey key = VerifyKey.of(BYTES, 1_000, Option.none()).get();
    assertTrue(key.validAt(999) && key.validAt(1_000));
    assertFalse(key.validAt(1_001));
  }

  @Test
  void expiryTakesThePlaceOfTheEndOfValidityWhicheverIsLater() {
    VerifyKey earlier = VerifyKey.of(BYTES, 1_000, Option.some(500L)).get();
    assertTrue(earlier.validAt(500));
    assertFalse(earlier.validAt(501));
    VerifyKey later = VerifyKey.of(BYTES, 1_000, Option.some(2_000L)).get();
    assertTrue(later.validAt(2_000));
    assertFalse(later.validAt(2_001));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void keyOfAnotherLengthIsRefused(int size) {
    assertTrue(VerifyKey.of(new byte[size]).isLeft());
    assertTrue(VerifyKey.ofBase64(UnpaddedBase64.encode(new byte[size])).isLeft());
    assertThrows(
        IllegalArgumentException.class,
        () -> new VerifyKey(new byte[size], VerifyKey.FOR_EVER, Option.none()));
  }

  @Test
  void keyIsReadFromBase64WithAndWithoutPadding() {
    VerifyKey key = VerifyKey.of(BYTES).get();
    assertEquals(key, VerifyKey.ofBase64(TEXT).get());
    assertEquals(key, VerifyKey.ofBase64(TEXT + "=").get());
    assertTrue(VerifyKey.ofBase64(TEXT + "\n").isLeft());
    assertTrue(VerifyKey.ofBase64("").isLeft());
    assertEquals(
        VerifyKey.of(BYTES, 7, Option.some(3L)), VerifyKey.ofBase64(TEXT, 7, Option.some(3L)));
  }

  @Test
  void changingTheBytesThatWentInOrCameOutDoesNotChangeTheKey() {
    byte[] bytes = BYTES.clone();
    VerifyKey key = VerifyKey.of(bytes).get();
    bytes[0] ^= 1;
    key.publicKey()[1] ^= 1;
    assertEquals(VerifyKey.of(BYTES).get(), key);
  }

  @Test
  void keysAreEqualByContent() {
    VerifyKey key = VerifyKey.of(BYTES, 7, Option.some(3L)).get();
    VerifyKey same = VerifyKey.of(BYTES.clone(), 7, Option.some(3L)).get();
    assertEquals(key, same);
    assertEquals(key.hashCode(), same.hashCode());
    assertNotEquals(key, VerifyKey.of(new byte[32], 7, Option.some(3L)).get());
    assertNotEquals(key, VerifyKey.of(BYTES, 8, Option.some(3L)).get());
    assertNotEquals(key, VerifyKey.of(BYTES, 7, Option.none()).get());
  }

  @Test
  void textShowsTheKeyAndItsTimes() {
    assertEquals("VerifyKey[" + TEXT + "]", VerifyKey.of(BYTES).get().toString());
    assertEquals(
        "VerifyKey[" + TEXT + ", valid until 7, expired 3]",
        VerifyKey.of(BYTES, 7, Option.some(3L)).get().toString());
  }
}
