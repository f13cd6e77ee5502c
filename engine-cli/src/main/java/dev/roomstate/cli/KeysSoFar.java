package dev.roomstate.cli;

import dev.roomstate.crypto.KeyLookup;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.log.RecordedKey;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The verify keys that a log has recorded up to a place in it. For one thread.
 *
 * <p>An event was judged by the newest of a key's records, or by an earlier one: while one thread
 * judged it, another may have recorded what the key had become meanwhile.
 */
final class KeysSoFar implements KeyRing {
  /** How many combinations of records are tried for an event. */
  static final int TRIES_MAX = 64;

  /** By their names, the records of each key, the oldest first. */
  private final Map<Named, List<VerifyKey>> keys = new HashMap<>();

  /** Of the keys that were looked up and have several records, how many of the newest to pass. */
  private final Map<Named, Integer> passed = new LinkedHashMap<>();

  private record Named(String server, String keyId) {}

  /** From here on this key counts. */
  void add(RecordedKey key) {
    keys.computeIfAbsent(new Named(key.server(), key.keyId()), none -> new ArrayList<>(1))
        .add(key.key());
  }

  @Override
  public KeyLookup lookup(String serverName, String keyId) {
    Named name = new Named(serverName, keyId);
    List<VerifyKey> records = keys.get(name);
    if (records == null) {
      return new KeyLookup.Unknown();
    }
    int back = records.size() == 1 ? 0 : passed.computeIfAbsent(name, none -> 0);
    return new KeyLookup.Known(records.get(records.size() - 1 - back));
  }

  /**
   * What comes of looking keys up by the newest records with which it is as it should be; by the
   * newest of all if there are none.
   */
  <T> T firstThat(Predicate<T> isAsItShould, Supplier<T> lookingUp) {
    passed.clear();
    T byTheNewest = lookingUp.get();
    Option<T> found = Option.when(isAsItShould.test(byTheNewest), byTheNewest);
    for (int i = 1; i < TRIES_MAX && found.isEmpty() && goOn(); i++) {
      T result = lookingUp.get();
      found = Option.when(isAsItShould.test(result), result);
    }
    passed.clear();
    return found.getOrElse(byTheNewest);
  }

  /** Takes the next combination, as a counter goes on; false where there is none. */
  private boolean goOn() {
    for (Map.Entry<Named, Integer> key : passed.entrySet()) {
      if (key.getValue() + 1 < keys.get(key.getKey()).size()) {
        key.setValue(key.getValue() + 1);
        return true;
      }
      key.setValue(0);
    }
    return false;
  }
}
