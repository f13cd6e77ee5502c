package dev.roomstate.crypto;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Ed25519 signatures, verified alike whichever Java security provider does the arithmetic.
 *
 * <p>A signature verifies if it has 64 bytes, S is below the group's order, the key A and the point
 * R are canonical encodings of points that have no small order, and SB = R + kA, without the
 * cofactor. Providers differ in all but the equation, so the rest is checked before they are asked;
 * and a provider that multiplies by the cofactor is refused when it is chosen, since no check in
 * front could hide that.
 *
 * <p>Make one and keep it: it holds the last used keys, at most 1,024, in the provider's form. Safe
 * for use by many threads. Verifying never throws for what the bytes of key, message or signature
 * are. The provider is used as an object, and never registered with the Java platform.
 *
 * <p>Source: RFC 8032, sections 5.1.5 to 5.1.7; "Taming the many EdDSAs" (2020).
 */
public final class Ed25519 {
  private static final String ALGORITHM = "Ed25519";
  private static final String JDK_PROVIDER = "SunEC";
  private static final String CORRETTO_NAME = "AmazonCorrettoCryptoProvider";
  private static final String CORRETTO_CLASS =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /**
   * The DER of an Ed25519 SubjectPublicKeyInfo and PrivateKeyInfo up to the 32 bytes (RFC 8410).
   */
  private static final byte[] PUBLIC_KEY_PREFIX = hex("302a300506032b6570032100");

  private static final byte[] PRIVATE_KEY_PREFIX = hex("302e020100300506032b657004220420");

  private final Provider provider;
  private final Provider keyProvider;
  private final DecodedKeys decodedKeys = new DecodedKeys();

  private Ed25519(Provider provider, Provider keyProvider) {
    this.provider = provider;
    this.keyProvider = keyProvider;
  }

  /**
   * Returns Ed25519 by the Amazon Corretto Crypto Provider if it is on the class path and runs on
   * this machine, else by the JDK, about 16 times slower; {@link #providerName} tells which.
   *
   * @throws IllegalStateException if there is neither
   */
  public static Ed25519 best() {
    List<Provider> candidates = new ArrayList<>();
    correttoProvider().forEach(candidates::add);
    jdkProvider().forEach(candidates::add);
    return firstUsable(candidates);
  }

  /**
   * Returns Ed25519 by this provider, which need not be registered. Where it cannot decode keys the
   * JDK does that for it.
   *
   * @throws IllegalArgumentException if the provider has no Ed25519, gives wrong answers, or
   *     verifies with the cofactor
   */
  public static Ed25519 of(Provider provider) {
    return tryOf(provider)
        .getOrElseThrow(
            defect -> new IllegalArgumentException("`" + nameOf(provider) + "` " + defect));
  }

  /** The provider in use and its version: {@code ACCP 2.5.0} or {@code SunEC 17}, say. */
  public String providerName() {
    return nameOf(provider);
  }

  /** Whether this is the key's signature of the whole message. */
  public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return verify(publicKey, message, 0, message.length, signature);
  }

  /**
   * Whether this is the key's signature of the message's bytes from {@code from} up to, not
   * including, {@code to}.
   *
   * @throws IndexOutOfBoundsException if that is no range of {@code message}
   */
  public boolean verify(byte[] publicKey, byte[] message, int from, int to, byte[] signature) {
    Objects.checkFromToIndex(from, to, message.length);
    return StrictEncoding.isStrict(publicKey, signature)
        && verifyByProvider(publicKey, message, from, to, signature);
  }

  /** Whether this is the key's signature of the whole message; its validity is not looked at. */
  public boolean verify(VerifyKey key, byte[] message, byte[] signature) {
    return verify(key.sharedPublicKey(), message, 0, message.length, signature);
  }

  /** As {@link #verify(byte[], byte[], int, int, byte[])}; the key's validity is not looked at. */
  public boolean verify(VerifyKey key, byte[] message, int from, int to, byte[] signature) {
    return verify(key.sharedPublicKey(), message, from, to, signature);
  }

  /** Returns the 64 bytes of the key's signature of the message; always the same. */
  public byte[] sign(SigningKey key, byte[] message) {
    try {
      byte[] encoded = concat(PRIVATE_KEY_PREFIX, key.sharedSeed());
      PrivateKey privateKey =
          KeyFactory.getInstance(ALGORITHM, keyProvider)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Signature signer = Signature.getInstance(ALGORITHM, provider);
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("`" + providerName() + "` cannot sign", e);
    }
  }

  /**
   * Returns the 32 bytes of the public key of a seed. The JDK derives it, whatever verifies.
   *
   * @throws IllegalArgumentException if the seed has not 32 bytes
   * @throws IllegalStateException if the JDK has no Ed25519
   */
  public static byte[] publicKey(byte[] seed) {
    if (seed.length != SigningKey.SEED_SIZE) {
      throw new IllegalArgumentException("the seed has not " + SigningKey.SEED_SIZE + " bytes");
    }
    Provider jdk =
        jdkProvider().getOrElseThrow(() -> new IllegalStateException("the JDK has no Ed25519"));
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM, jdk);
      generator.initialize(255, new SeedAsRandom(seed));
      KeyPair pair = generator.generateKeyPair();
      if (!Arrays.equals(lastBytes(pair.getPrivate().getEncoded()), seed)) {
        throw new IllegalStateException("the JDK did not make the key pair from its seed");
      }
      return lastBytes(pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot derive an Ed25519 public key", e);
    }
  }

  private boolean verifyByProvider(
      byte[] publicKey, byte[] message, int from, int to, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM, provider);
      verifier.initVerify(decoded(publicKey));
      verifier.update(message, from, to - from);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private PublicKey decoded(byte[] publicKey) throws GeneralSecurityException {
    Option<PublicKey> kept = decodedKeys.get(publicKey);
    if (kept.isDefined()) {
      return kept.get();
    }
    PublicKey key =
        KeyFactory.getInstance(ALGORITHM, keyProvider)
            .generatePublic(new X509EncodedKeySpec(concat(PUBLIC_KEY_PREFIX, publicKey)));
    decodedKeys.put(publicKey, key);
    return key;
  }

  static Ed25519 firstUsable(List<Provider> candidates) {
    List<String> defects = new ArrayList<>();
    for (Provider candidate : candidates) {
      Either<String, Ed25519> result = tryOf(candidate);
      if (result.isRight()) {
        return result.get();
      }
      defects.add("`" + nameOf(candidate) + "` " + result.getLeft());
    }
    throw new IllegalStateException("no provider of Ed25519 can be used: " + defects);
  }

  /**
   * Asks the provider questions with known answers: a signature of the Matrix specification, which
   * is right, and vectors 4 and 5 of "Taming the many EdDSAs", which are right with the cofactor
   * only. They stand for all of a provider's behavior that no check in front can make up for.
   */
  private static Either<String, Ed25519> tryOf(Provider provider) {
    if (provider.getService("Signature", ALGORITHM) == null) {
      return Either.left("has no Ed25519 signatures");
    }
    Option<Provider> keyProvider =
        provider.getService("KeyFactory", ALGORITHM) == null
            ? jdkProvider()
            : Option.some(provider);
    if (keyProvider.isEmpty()) {
      return Either.left("cannot decode Ed25519 keys");
    }
    Ed25519 ed25519 = new Ed25519(provider, keyProvider.get());
    if (!ed25519.verify(KnownSignature.GOOD)) {
      return Either.left("does not verify a good signature");
    }
    return KnownSignature.COFACTORED.stream().anyMatch(ed25519::verify)
        ? Either.left("verifies with the cofactor")
        : Either.right(ed25519);
  }

  private boolean verify(KnownSignature known) {
    return verify(known.publicKey(), known.message(), known.signature());
  }

  private static Option<Provider> jdkProvider() {
    return Option.of(Security.getProvider(JDK_PROVIDER))
        .filter(provider -> provider.getService("Signature", ALGORITHM) != null);
  }

  /** The one place that knows ACCP, by name only: it is optional, and has native code. */
  private static Option<Provider> correttoProvider() {
    try {
      return Option.of((Provider) Class.forName(CORRETTO_CLASS).getField("INSTANCE").get(null));
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return Option.none();
    }
  }

  private static String nameOf(Provider provider) {
    String name = provider.getName().equals(CORRETTO_NAME) ? "ACCP" : provider.getName();
    return name + " " + provider.getVersionStr();
  }

  private static byte[] lastBytes(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - VerifyKey.SIZE, encoded.length);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** A signature whose right answer is known. */
  private record KnownSignature(byte[] publicKey, byte[] message, byte[] signature) {
    private static final KnownSignature GOOD =
        of(
            "5c65f42514b601fddb7b7927cf67c18916c0a639b60e1eb58170c903c91c24d2",
            "7b7d",
            "2bcdbcd3f53d492cbd215b6306e55e2ebf87a4e0780501566e0f9465a00332d4"
                + "dd19823b19e8ad6fbe8b4ebaf9415ffb5e0e1a84bc18198673b8719928ce5901");

    private static final List<KnownSignature> COFACTORED =
        List.of(
            of(
                "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
                "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
                "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512"
                    + "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09"),
            of(
                "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
                "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
                "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7"
                    + "e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405"));

    private static KnownSignature of(String publicKey, String message, String signature) {
      return new KnownSignature(hex(publicKey), hex(message), hex(signature));
    }
  }

  /** A seed in the guise of randomness, for a key pair generator that takes 32 bytes of it. */
  private static final class SeedAsRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    SeedAsRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
