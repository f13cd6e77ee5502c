package dev.roomstate.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1, which state resolution 1 orders event ids by; no security rests on it. Thread-safe. */
public final class Sha1 {
  private Sha1() {}

  /** The hash of the bytes: 20 bytes. */
  public static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
