package dev.roomstate.event;

import dev.roomstate.id.CodePointOrder;

/**
 * A verify key that has to be fetched before an event can be judged.
 *
 * @param server the server whose key it is
 * @param keyId the key's id: {@code ed25519:1}
 */
public record KeyRequest(String server, String keyId) implements Comparable<KeyRequest> {
  @Override
  public int compareTo(KeyRequest other) {
    int byServer = CodePointOrder.INSTANCE.compare(server, other.server);
    return byServer != 0 ? byServer : CodePointOrder.INSTANCE.compare(keyId, other.keyId);
  }
}
