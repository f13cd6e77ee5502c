package dev.roomstate.crypto;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The verify keys of servers, as far as the host knows them: a port.
 *
 * <p>A lookup never waits for the network. What could be fetched is answered with {@link
 * KeyLookup.NotFetched}; the host fetches it and asks again. Implementations must be safe for use
 * by many threads and must not throw, whatever the names are: they come from events.
 */
@FunctionalInterface
public interface KeyRing {
  /**
   * Returns what is known of a server's key.
   *
   * @param serverName the server's name, as it stands in {@code signatures}
   * @param keyId the key id, algorithm included, {@code ed25519:1} say
   */
  KeyLookup lookup(String serverName, String keyId);

  /**
   * Returns a key ring of these keys, by server name and key id; every other key is unknown. The
   * maps are copied.
   */
  static KeyRing of(Map<String, Map<String, VerifyKey>> keys) {
    Map<String, Map<String, VerifyKey>> copy =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
    return (serverName, keyId) -> {
      VerifyKey key = copy.getOrDefault(serverName, Map.of()).get(keyId);
      return key == null ? new KeyLookup.Unknown() : new KeyLookup.Known(key);
    };
  }
}
