package dev.roomstate.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vavr.control.Option;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
  private static final SigningKey KEY = Subjects.SPEC_KEY;
  private static final byte[] PUBLIC_KEY = KEY.verifyKey().publicKey();
  private static final byte[] MESSAGE = "{\"one\":1,\"two\":\"Two\"}".getBytes(UTF_8);
  private static final byte[] SIGNATURE = Subjects.JDK.sign(KEY, MESSAGE);
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ' ',
      value = {
        "{} K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ",
        "{\"one\":1,\"two\":\"Two\"} "
            + "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL"
            + "53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw"
      })
  void signaturesOfTheSpecification(String json, String signature) {
    byte[] message = json.getBytes(UTF_8);
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertEquals(signature, UnpaddedBase64.encode(ed25519.sign(KEY, message)));
      assertTrue(ed25519.verify(KEY.verifyKey(), message, UnpaddedBase64.decode(signature).get()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 63, 64, 65})
  void keyOfAnotherLengthVerifiesNothing(int size) {
    byte[] publicKey = Arrays.copyOf(PUBLIC_KEY, size);
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertFalse(ed25519.verify(publicKey, MESSAGE, SIGNATURE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 63, 65, 128})
  void signatureOfAnotherLengthIsRefused(int size) {
    byte[] signature = Arrays.copyOf(SIGNATURE, size);
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertFalse(ed25519.verify(PUBLIC_KEY, MESSAGE, signature));
    }
  }

  @Test
  void messageMayBeARangeOfLargerBytes() {
    byte[] larger = ("x" + new String(MESSAGE, UTF_8) + "yz").getBytes(UTF_8);
    int to = 1 + MESSAGE.length;
    for (Ed25519 ed25519 : Subjects.PROVIDERS) {
      assertTrue(ed25519.verify(PUBLIC_KEY, larger, 1, to, SIGNATURE));
      assertTrue(ed25519.verify(KEY.verifyKey(), larger, 1, to, SIGNATURE));
      assertFalse(ed25519.verify(PUBLIC_KEY, larger, 0, to, SIGNATURE));
      assertFalse(ed25519.verify(PUBLIC_KEY, larger, 1, to + 1, SIGNATURE));
      assertFalse(ed25519.verify(PUBLIC_KEY, larger, 1, 1, SIGNATURE));
    }
  }

  @Test
  void rangeOutsideOfTheMessageIsTheCallersError() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Subjects.BEST.verify(PUBLIC_KEY, MESSAGE, 0, MESSAGE.length + 1, SIGNATURE));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Subjects.BEST.verify(new byte[0], MESSAGE, 2, 1, SIGNATURE));
  }

  @Test
  void validityOfTheKeyIsNotLookedAt() {
    VerifyKey expired = VerifyKey.of(PUBLIC_KEY, 0, Option.some(0L)).get();
    assertTrue(Subjects.BEST.verify(expired, MESSAGE, SIGNATURE));
  }

  @Test
  void threadsShareOneInstance() {
    List<SigningKey> keys =
        IntStream.range(0, 20)
            .mapToObj(i -> Subjects.signingKey(Sha256.digest(new byte[i])))
            .toList();
    List<byte[]> signatures = keys.stream().map(key -> Subjects.BEST.sign(key, MESSAGE)).toList();
    Ed25519 shared = Ed25519.best();
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            i -> {
              VerifyKey key = keys.get(i % 20).verifyKey();
              assertTrue(shared.verify(key, MESSAGE, signatures.get(i % 20)));
              assertFalse(shared.verify(key, MESSAGE, signatures.get((i + 1) % 20)));
            });
  }

  @Test
  void correttoIsTheBestWhereItsJarIsOnTheClassPathAndElseTheJdk() {
    String expected = correttoIsOnTheClassPath() ? "ACCP [2-9]\\.\\d+\\.\\d+" : "SunEC \\d+.*";
    assertTrue(Subjects.BEST.providerName().matches(expected), Subjects.BEST.providerName());
    assertTrue(Subjects.JDK.providerName().matches("SunEC \\d+.*"));
  }

  @Test
  void choosingAProviderLeavesNoTraceInThePlatform() {
    List<Provider> before = List.of(Security.getProviders());
    Ed25519.best();
    assertEquals(before, List.of(Security.getProviders()));
    assertNull(Security.getProvider(CORRETTO));
  }

  @Test
  void providerWithoutEd25519IsPassedOver() {
    Provider empty = Security.getProvider("SUN");
    assertThrows(IllegalArgumentException.class, () -> Ed25519.of(empty));
    Ed25519 chosen = Ed25519.firstUsable(List.of(empty, Security.getProvider("SunEC")));
    assertEquals(Subjects.JDK.providerName(), chosen.providerName());
  }

  @Test
  void providerThatThrowsIsPassedOver() {
    Provider broken =
        new ScriptedProvider(
            "Broken",
            (publicKey, message, signature) -> {
              throw new ProviderException("no native library");
            });
    Ed25519 chosen = Ed25519.firstUsable(List.of(broken, Security.getProvider("SunEC")));
    assertEquals(Subjects.JDK.providerName(), chosen.providerName());
  }

  @Test
  void providerThatVerifiesWithTheCofactorIsRefused() {
    Provider cofactored =
        new ScriptedProvider(
            "Cofactored",
            (a, message, signature) -> EdwardsCurve.equationHolds(a, message, signature, 8));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Ed25519.of(cofactored)).getMessage();
    assertEquals("`Cofactored 1` verifies with the cofactor", message);
  }

  @Test
  void providerThatVerifiesEverythingIsRefused() {
    Provider credulous = new ScriptedProvider("Credulous", (publicKey, message, signature) -> true);
    assertThrows(IllegalArgumentException.class, () -> Ed25519.of(credulous));
  }

  @Test
  void providerWithoutKeysGetsThemFromTheJdk() {
    Provider bare =
        new ScriptedProvider(
            "Bare",
            (a, message, signature) -> EdwardsCurve.equationHolds(a, message, signature, 1));
    Ed25519 ed25519 = Ed25519.of(bare);
    assertEquals("Bare 1", ed25519.providerName());
    assertTrue(ed25519.verify(PUBLIC_KEY, MESSAGE, SIGNATURE));
  }

  @Test
  void noUsableProviderIsNamedInTheError() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Ed25519.firstUsable(List.of(Security.getProvider("SUN"))));
    assertTrue(error.getMessage().contains("`SUN "), error.getMessage());
  }

  @Test
  void exceptionOfTheProviderMeansNotVerified() {
    byte[] unchecked = {1};
    byte[] checked = {2};
    Ed25519 ed25519 =
        Ed25519.of(
            new ScriptedProvider(
                "Moody",
                (publicKey, message, signature) -> {
                  if (Arrays.equals(message, unchecked)) {
                    throw new ProviderException("in a bad mood");
                  }
                  if (Arrays.equals(message, checked)) {
                    throw new SignatureException("in a bad mood");
                  }
                  return EdwardsCurve.equationHolds(publicKey, message, signature, 1);
                }));
    for (byte[] message : List.of(unchecked, checked)) {
      assertFalse(ed25519.verify(PUBLIC_KEY, message, Subjects.JDK.sign(KEY, message)));
    }
    assertTrue(ed25519.verify(PUBLIC_KEY, MESSAGE, SIGNATURE));
  }

  @Test
  void publicKeyOfASeedOfAnotherLengthIsTheCallersError() {
    assertThrows(IllegalArgumentException.class, () -> Ed25519.publicKey(new byte[31]));
    assertArrayEquals(PUBLIC_KEY, Ed25519.publicKey(KEY.sharedSeed()));
  }

  private static boolean correttoIsOnTheClassPath() {
    return ClassLoader.getSystemResource(
            "com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider.class")
        != null;
  }
}
