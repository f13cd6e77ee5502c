package dev.roomstate.log.entry;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.log.RecordedKey;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** A verify key as bytes; {@code docs/log-format.md} has it. Total and thread-safe. */
public final class KeyFormat {
  private static final int EXPIRED = 1;

  private KeyFormat() {}

  /** The key as bytes. */
  public static byte[] write(RecordedKey recorded) {
    BinaryWriter out = new BinaryWriter();
    VerifyKey key = recorded.key();
    out.text(recorded.server());
    out.text(recorded.keyId());
    out.bytes(key.publicKey());
    out.octet(key.expiredTs().isDefined() ? EXPIRED : 0);
    out.word(key.validUntilTs());
    key.expiredTs().forEach(out::word);
    out.word(recorded.fetchedTs());
    return out.written();
  }

  /** The key that bytes are, or why they are none. */
  public static Either<String, RecordedKey> read(byte[] bytes) {
    try {
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length);
      String server = in.text();
      String keyId = in.text();
      byte[] publicKey = in.slice().copy();
      int flags = in.number(EXPIRED, "the flags");
      long validUntilTs = in.word();
      Option<Long> expiredTs = flags == EXPIRED ? Option.some(in.word()) : Option.none();
      long fetchedTs = in.word();
      in.end();
      return VerifyKey.of(publicKey, validUntilTs, expiredTs)
          .map(key -> new RecordedKey(server, keyId, key, fetchedTs));
    } catch (MalformedBytes e) {
      return Either.left(e.getMessage());
    }
  }
}
