package dev.roomstate.crypto;

import java.security.Security;
import java.util.HexFormat;
import java.util.List;

/** What the tests of this package run on. */
final class Subjects {
  static final Ed25519 BEST = Ed25519.best();
  static final Ed25519 JDK = Ed25519.of(Security.getProvider("SunEC"));

  /** ACCP (where this machine has it) and SunEC: whatever is asked, they must answer alike. */
  static final List<Ed25519> PROVIDERS = List.of(BEST, JDK);

  /** The key of the specification's test vectors. */
  static final SigningKey SPEC_KEY =
      SigningKey.ofBase64("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1", "1").get();

  private Subjects() {}

  static SigningKey signingKey(byte[] seed) {
    return SigningKey.of(seed, "1").get();
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
