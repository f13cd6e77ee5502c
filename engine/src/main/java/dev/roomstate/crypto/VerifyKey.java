package dev.roomstate.crypto;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Arrays;

/**
 * An Ed25519 public key and the time until which it may be believed.
 *
 * <p>Only the length of the key is checked here. A key that is no point of the curve, is encoded
 * non-canonically or has a small order is a {@code VerifyKey} with which nothing verifies, see
 * {@link Ed25519}. Immutable; equal by content.
 *
 * <p>Source: Matrix specification, server-server API, "Retrieving server keys".
 *
 * @param publicKey the 32 bytes of the key, copied on the way in and on the way out
 * @param validUntilTs {@code valid_until_ts} in milliseconds since 1970, taken as given (a cap such
 *     as "no more than 7 days from now" is the caller's); {@link #FOR_EVER} if it does not end
 * @param expiredTs {@code expired_ts} in milliseconds since 1970, for an old verify key
 */
public record VerifyKey(byte[] publicKey, long validUntilTs, Option<Long> expiredTs) {
  /** The length of an Ed25519 public key in bytes. */
  public static final int SIZE = 32;

  /** The {@code validUntilTs} of a key whose validity does not end. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /**
   * Makes a key.
   *
   * @throws IllegalArgumentException if {@code publicKey} has not 32 bytes; {@link #of(byte[],
   *     long, Option)} is for bytes that are not known to be a key
   */
  public VerifyKey {
    if (publicKey.length != SIZE) {
      throw new IllegalArgumentException(lengthDefect(publicKey));
    }
    publicKey = publicKey.clone();
  }

  /** Returns a key that is valid for ever, or why these bytes are no key. */
  public static Either<String, VerifyKey> of(byte[] publicKey) {
    return of(publicKey, FOR_EVER, Option.none());
  }

  /** Returns a key with its times, or why these bytes are no key. */
  public static Either<String, VerifyKey> of(
      byte[] publicKey, long validUntilTs, Option<Long> expiredTs) {
    return publicKey.length == SIZE
        ? Either.right(new VerifyKey(publicKey, validUntilTs, expiredTs))
        : Either.left(lengthDefect(publicKey));
  }

  /** Returns a key in standard Base64 that is valid for ever, or why the text is no key. */
  public static Either<String, VerifyKey> ofBase64(String publicKey) {
    return ofBase64(publicKey, FOR_EVER, Option.none());
  }

  /** Returns a key in standard Base64 with its times, or why the text is no key. */
  public static Either<String, VerifyKey> ofBase64(
      String publicKey, long validUntilTs, Option<Long> expiredTs) {
    return UnpaddedBase64.decode(publicKey)
        .toEither("the public key is not Base64")
        .flatMap(bytes -> of(bytes, validUntilTs, expiredTs));
  }

  /**
   * Whether the key was valid at that time, in milliseconds since 1970: not after {@code
   * expired_ts} where it is given, else not after {@code valid_until_ts}.
   */
  public boolean validAt(long originServerTs) {
    long limit = expiredTs.isDefined() ? expiredTs.get() : validUntilTs;
    return limit >= originServerTs;
  }

  /** Returns a copy of the 32 bytes of the key. */
  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** The bytes themselves: not to be changed, nor shown outside of this package. */
  byte[] sharedPublicKey() {
    return publicKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyKey that
        && Arrays.equals(publicKey, that.publicKey)
        && validUntilTs == that.validUntilTs
        && expiredTs.equals(that.expiredTs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(publicKey) + Long.hashCode(validUntilTs))
        + expiredTs.hashCode();
  }

  @Override
  public String toString() {
    return "VerifyKey["
        + UnpaddedBase64.encode(publicKey)
        + (validUntilTs == FOR_EVER ? "" : ", valid until " + validUntilTs)
        + expiredTs.map(ts -> ", expired " + ts).getOrElse("")
        + "]";
  }

  private static String lengthDefect(byte[] publicKey) {
    return "the public key has " + publicKey.length + " bytes instead of " + SIZE;
  }
}
