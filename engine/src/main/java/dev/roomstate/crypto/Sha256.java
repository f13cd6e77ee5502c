package dev.roomstate.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;

/**
 * SHA-256, as content hashes and reference hashes use it.
 *
 * <p>The JDK's own provider, {@code SUN}, is asked for by name: its code is an intrinsic on current
 * processors, which a provider registered before it may not be. Where there is no {@code SUN} the
 * platform's first choice is used. A digest is made for each call, which costs as little as cloning
 * one. Safe for use by many threads.
 *
 * <p>Source: FIPS 180-4.
 */
public final class Sha256 {
  private static final String ALGORITHM = "SHA-256";
  private static final Provider PROVIDER = provider();

  private Sha256() {}

  /** Returns the 32 bytes of the hash of {@code bytes}. */
  public static byte[] digest(byte[] bytes) {
    return newDigest().digest(bytes);
  }

  /**
   * Returns the hash of the bytes from {@code from} up to, not including, {@code to}.
   *
   * @throws IndexOutOfBoundsException if that is no range of {@code bytes}
   */
  public static byte[] digest(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    MessageDigest digest = newDigest();
    digest.update(bytes, from, to - from);
    return digest.digest();
  }

  /** Returns the hash of {@code parts}, one after the other, without joining them. */
  public static byte[] digest(byte[]... parts) {
    MessageDigest digest = newDigest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(ALGORITHM, PROVIDER);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the provider of SHA-256 no longer has it", e);
    }
  }

  private static Provider provider() {
    Provider sun = Security.getProvider("SUN");
    if (sun != null && sun.getService("MessageDigest", ALGORITHM) != null) {
      return sun;
    }
    try {
      return MessageDigest.getInstance(ALGORITHM).getProvider();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }
}
