package dev.roomstate;

import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.RecordedKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key ring that records in the log each key that it has found, once: what events were judged with
 * can be judged with again. Thread-safe if the other ring is.
 */
final class RecordingKeyRing implements KeyRing {
  private final KeyRing keys;
  private final EventLog log;
  private final Map<Named, VerifyKey> recorded = new ConcurrentHashMap<>();

  private record Named(String server, String keyId) {}

  private RecordingKeyRing(KeyRing keys, EventLog log) {
    this.keys = keys;
    this.log = log;
  }

  /** The keys of a ring, recorded in this log unless it has them. */
  static KeyRing of(KeyRing keys, EventLog log) {
    RecordingKeyRing ring = new RecordingKeyRing(keys, log);
    for (RecordedKey known : log.keys()) {
      ring.recorded.put(new Named(known.server(), known.keyId()), known.key());
    }
    return ring;
  }

  @Override
  public KeyLookup lookup(String serverName, String keyId) {
    KeyLookup found = keys.lookup(serverName, keyId);
    if (found instanceof KeyLookup.Known known) {
      Named name = new Named(serverName, keyId);
      if (!known.key().equals(recorded.get(name))) {
        log.record(new RecordedKey(serverName, keyId, known.key(), System.currentTimeMillis()));
        recorded.put(name, known.key());
      }
    }
    return found;
  }
}
