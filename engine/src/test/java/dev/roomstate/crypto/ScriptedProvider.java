package dev.roomstate.crypto;

import java.io.ByteArrayOutputStream;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Arrays;

/** A security provider whose Ed25519 signatures verify as a test says; it cannot decode keys. */
final class ScriptedProvider extends Provider {
  private static final long serialVersionUID = 1;

  /** What the provider answers. */
  @FunctionalInterface
  interface Script {
    boolean verify(byte[] publicKey, byte[] message, byte[] signature) throws SignatureException;
  }

  ScriptedProvider(String name, Script script) {
    super(name, "1", "a provider for tests");
    putService(
        new Service(this, "Signature", "Ed25519", "Scripted", null, null) {
          @Override
          public Object newInstance(Object parameter) {
            return new ScriptedSignature(script);
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return true;
          }
        });
  }

  private static final class ScriptedSignature extends SignatureSpi {
    private final Script script;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private byte[] publicKey = new byte[0];

    ScriptedSignature(Script script) {
      this.script = script;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {
      byte[] encoded = key.getEncoded();
      publicKey = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdate(byte b) {
      message.write(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {
      message.write(bytes, offset, length);
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return script.verify(publicKey, message.toByteArray(), signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
