package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.Map;

/** The signing keys that are known: server name, then key id, then key. */
record ServerKeys(Map<String, Map<String, ServerKey>> keys) {
  /**
   * A signing key.
   *
   * @param base64 as it was given; what is no key counts as unknown
   * @param lastMoment {@code expired_ts}, else {@code valid_until_ts}; none means for ever
   */
  record ServerKey(String base64, Option<BigInteger> lastMoment) {}

  Option<ServerKey> find(String server, String keyId) {
    return Option.of(keys.get(server)).flatMap(ofServer -> Option.of(ofServer.get(keyId)));
  }
}
