package dev.roomstate.bench.workloads;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;

/**
 * A provider whose signatures are 64 zero bytes, so that large unsigned rooms are made in seconds.
 * It verifies as the JDK does.
 */
final class BlankSigning extends Provider {
  @Serial private static final long serialVersionUID = 1;

  BlankSigning() {
    super("Blank", "1", "signs with zeros");
    put("Signature.Ed25519", Blank.class.getName());
  }

  /** The signature that is none. */
  public static final class Blank extends SignatureSpi {
    private static final int SIZE = 64;

    private final Signature verifier;

    /** Called by the platform. */
    public Blank() throws NoSuchAlgorithmException {
      verifier = Signature.getInstance("Ed25519");
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      verifier.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      // Any key signs.
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      engineUpdate(new byte[] {b}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      try {
        verifier.update(bytes, from, length);
      } catch (SignatureException e) {
        // It signs: nothing of the message goes into the signature.
      }
    }

    @Override
    protected byte[] engineSign() {
      return new byte[SIZE];
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return verifier.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
