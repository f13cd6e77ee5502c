package dev.roomstate.crypto;

import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * An Ed25519 key pair of this server, made from its seed, with the version in its key id.
 *
 * <p>The seed never leaves the package and is in no text that this class makes. Immutable; two keys
 * are equal if version and public key are.
 *
 * <p>Source: RFC 8032, section 5.1.5; Matrix specification, appendices, "Signing JSON".
 */
public final class SigningKey {
  /** The length of a seed in bytes. */
  public static final int SEED_SIZE = 32;

  private final byte[] seed;
  private final String version;
  private final VerifyKey verifyKey;

  private SigningKey(byte[] seed, String version) {
    this.seed = seed.clone();
    this.version = version;
    this.verifyKey = new VerifyKey(Ed25519.publicKey(seed), VerifyKey.FOR_EVER, Option.none());
  }

  /**
   * Returns the key pair of a seed, or why there is none: the seed has not 32 bytes, or the version
   * is not made of one or more of {@code a-z A-Z 0-9 _}.
   *
   * @throws IllegalStateException if this Java platform has no Ed25519
   */
  public static Either<String, SigningKey> of(byte[] seed, String version) {
    if (seed.length != SEED_SIZE) {
      return Either.left("the seed has " + seed.length + " bytes instead of " + SEED_SIZE);
    }
    if (!isVersion(version)) {
      return Either.left("`" + version + "` is not the version of a key id");
    }
    return Either.right(new SigningKey(seed, version));
  }

  /** As {@link #of}, from a seed in standard Base64. */
  public static Either<String, SigningKey> ofBase64(String seed, String version) {
    return UnpaddedBase64.decode(seed)
        .toEither("the seed is not Base64")
        .flatMap(bytes -> of(bytes, version));
  }

  /** The part of the key id after the colon, {@code 1} say. */
  public String version() {
    return version;
  }

  /** The key id under which signatures are published, {@code ed25519:1} say. */
  public String keyId() {
    return "ed25519:" + version;
  }

  /** The public half, valid for ever. */
  public VerifyKey verifyKey() {
    return verifyKey;
  }

  /** The seed itself: not to be changed, nor shown outside of this package. */
  byte[] sharedSeed() {
    return seed;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey that
        && version.equals(that.version)
        && verifyKey.equals(that.verifyKey);
  }

  @Override
  public int hashCode() {
    return 31 * version.hashCode() + verifyKey.hashCode();
  }

  @Override
  public String toString() {
    return "SigningKey[" + keyId() + ", " + UnpaddedBase64.encode(verifyKey.publicKey()) + "]";
  }

  private static boolean isVersion(String version) {
    return !version.isEmpty()
        && version
            .chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || c == '_');
  }
}
