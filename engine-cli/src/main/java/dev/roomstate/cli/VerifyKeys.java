package dev.roomstate.cli;

import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;

/** Reads the keys of servers: by server name and key id, {@code key} and its times. */
final class VerifyKeys {
  private VerifyKeys() {}

  /** The keys that an object holds, which are all that are known. */
  static KeyRing read(JsonSlice servers) throws Malformed, NotJson {
    Map<String, Map<String, VerifyKey>> keys = new HashMap<>();
    for (Map.Entry<String, JsonSlice> server : servers.members().entrySet()) {
      Map<String, VerifyKey> byId = new HashMap<>();
      for (Map.Entry<String, JsonSlice> key : server.getValue().members().entrySet()) {
        // What is no key verifies nothing, and hides no other key.
        key(key.getValue()).forEach(known -> byId.put(key.getKey(), known));
      }
      keys.put(server.getKey(), byId);
    }
    return KeyRing.of(keys);
  }

  private static Option<VerifyKey> key(JsonSlice object) throws Malformed, NotJson {
    Map<String, JsonSlice> members = object.members();
    JsonSlice text = members.get("key");
    if (text == null) {
      throw Malformed.at(object.pathTo("key"), "is missing");
    }
    JsonSlice validUntil = members.get("valid_until_ts");
    JsonSlice expired = members.get("expired_ts");
    return VerifyKey.ofBase64(
            text.text(),
            validUntil == null ? VerifyKey.FOR_EVER : validUntil.integer(),
            expired == null ? Option.none() : Option.some(expired.integer()))
        .toOption();
  }
}
