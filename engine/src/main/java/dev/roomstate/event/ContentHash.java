package dev.roomstate.event;

import dev.roomstate.crypto.UnpaddedBase64;
import java.util.Arrays;

/** The content hash: check 3 (spec, server-server API, "Signing Events"). Pure. */
public final class ContentHash {
  private ContentHash() {}

  /**
   * Whether the event's {@code hashes.sha256} is the hash of its content. One that cannot be
   * decoded does not match.
   */
  public static boolean matches(Pdu pdu) {
    return pdu.json()
        .object("hashes")
        .flatMap(hashes -> hashes.string("sha256"))
        .flatMap(UnpaddedBase64::decode)
        .exists(declared -> Arrays.equals(declared, pdu.canonical().contentHash()));
  }
}
