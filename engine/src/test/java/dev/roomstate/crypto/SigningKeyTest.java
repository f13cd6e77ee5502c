package dev.roomstate.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final String SEED = "YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1";

  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
  })
  void publicKeysOfRfc8032FollowFromTheirSeeds(String seed, String publicKey) {
    assertEquals(publicKey, HexFormat.of().formatHex(Ed25519.publicKey(Subjects.hex(seed))));
    assertArrayEquals(
        Subjects.hex(publicKey),
        SigningKey.of(Subjects.hex(seed), "1").get().verifyKey().publicKey());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void seedOfAnotherLengthIsRefused(int size) {
    assertTrue(SigningKey.of(new byte[size], "1").isLeft());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a b", "a-b", "é", "1\n"})
  void versionOutsideOfTheGrammarIsRefused(String version) {
    assertTrue(SigningKey.of(new byte[32], version).isLeft());
  }

  @Test
  void seedThatIsNoBase64IsRefused() {
    assertTrue(SigningKey.ofBase64(SEED + "!", "1").isLeft());
  }

  @Test
  void keyIdHoldsAlgorithmAndVersion() {
    SigningKey key = SigningKey.ofBase64(SEED, "a_Z9").get();
    assertEquals("ed25519:a_Z9", key.keyId());
    assertEquals("a_Z9", key.version());
  }

  @Test
  void textDoesNotShowTheSeed() {
    SigningKey key = SigningKey.ofBase64(SEED, "1").get();
    assertEquals("SigningKey[ed25519:1, XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI]", "" + key);
    assertFalse(
        SigningKey.of(new byte[32], SEED.substring(0, 5)).get().toString().contains("AAAAAA"));
    assertFalse(SigningKey.ofBase64("AAAA", "1").getLeft().contains("AAAA"));
  }

  @Test
  void changingTheSeedThatWentInDoesNotChangeTheKey() {
    byte[] seed = new byte[32];
    SigningKey key = SigningKey.of(seed, "1").get();
    byte[] before = Subjects.BEST.sign(key, new byte[0]);
    seed[0] = 1;
    assertArrayEquals(before, Subjects.BEST.sign(key, new byte[0]));
  }

  @Test
  void keysAreEqualByContent() {
    SigningKey key = SigningKey.of(new byte[32], "1").get();
    assertEquals(key, SigningKey.of(new byte[32], "1").get());
    assertEquals(key.hashCode(), SigningKey.of(new byte[32], "1").get().hashCode());
    assertNotEquals(key, SigningKey.of(new byte[32], "2").get());
    assertNotEquals(key, SigningKey.ofBase64(SEED, "1").get());
  }
}
