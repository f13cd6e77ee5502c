package dev.roomstate.log;

import dev.roomstate.crypto.VerifyKey;

/**
 * A verify key with which events of the log were judged. Immutable; equal by content.
 *
 * @param server the name of the server whose key it is
 * @param keyId the id of the key, as {@code ed25519:1}
 * @param key the key and its times
 * @param fetchedTs when it was fetched, in milliseconds since 1970
 */
public record RecordedKey(String server, String keyId, VerifyKey key, long fetchedTs) {}
