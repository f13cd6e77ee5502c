package dev.roomstate;

import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.event.Pdu;
import dev.roomstate.json.JsonObject;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.RecordedKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A key ring that knows which of the keys that it has found are in the log, and records those of
 * each event that is appended: what events were judged with can be judged with again. Thread-safe
 * if the other ring is.
 */
final class RecordingKeyRing implements KeyRing {
  private final KeyRing keys;
  private final EventLog log;
  private final Map<Named, VerifyKey> recorded = new ConcurrentHashMap<>();

  /** What was found and is not recorded: no event that it signed was appended yet. */
  private final Map<Named, VerifyKey> found = new ConcurrentHashMap<>();

  /** Held while keys are recorded, so that each is recorded once. */
  private final ReentrantLock recording = new ReentrantLock();

  private record Named(String server, String keyId) {}

  /** The keys of a ring, to be recorded in this log unless it has them. */
  RecordingKeyRing(KeyRing keys, EventLog log) {
    this.keys = keys;
    this.log = log;
    for (RecordedKey known : log.keys()) {
      recorded.put(new Named(known.server(), known.keyId()), known.key());
    }
  }

  @Override
  public KeyLookup lookup(String serverName, String keyId) {
    KeyLookup answer = keys.lookup(serverName, keyId);
    if (answer instanceof KeyLookup.Known known) {
      Named name = new Named(serverName, keyId);
      if (!known.key().equals(recorded.get(name))) {
        found.put(name, known.key());
      }
    }
    return answer;
  }

  /** Records the keys of an event that is appended next, as far as they are not in the log. */
  void record(Pdu pdu) {
    if (found.isEmpty()) {
      return;
    }
    JsonObject signatures = pdu.json().object("signatures").getOrElse(JsonObject.EMPTY);
    for (int i = 0; i < signatures.size(); i++) {
      String server = signatures.key(i).value();
      JsonObject ofServer = signatures.object(server).getOrElse(JsonObject.EMPTY);
      for (int j = 0; j < ofServer.size(); j++) {
        record(new Named(server, ofServer.key(j).value()));
      }
    }
  }

  private void record(Named name) {
    if (!found.containsKey(name)) {
      return;
    }
    recording.lock();
    try {
      VerifyKey key = found.get(name);
      if (key == null) {
        return;
      }
      if (!key.equals(recorded.get(name))) {
        log.record(new RecordedKey(name.server(), name.keyId(), key, System.currentTimeMillis()));
        recorded.put(name, key);
      }
      found.remove(name, key);
    } finally {
      recording.unlock();
    }
  }
}
