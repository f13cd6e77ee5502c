package dev.roomstate.conformance.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Room states as the judging protocol prints them: in full, and as a hash. */
final class StateListing {
  private final IdentityHashMap<Map<StateKey, String>, String> hashes = new IdentityHashMap<>();

  private static byte[] bytes(Map.Entry<StateKey, String> entry) {
    StateKey key = entry.getKey();
    return CodePoints.utf8(key.type() + "\0" + key.key() + "\0" + entry.getValue() + "\n");
  }

  private static SortedMap<byte[], Map.Entry<StateKey, String>> sorted(
      Map<StateKey, String> state) {
    SortedMap<byte[], Map.Entry<StateKey, String>> sorted = new TreeMap<>(Arrays::compareUnsigned);
    state.entrySet().forEach(entry -> sorted.put(bytes(entry), entry));
    return sorted;
  }

  /** Each entry as a list of type, state key and event id. */
  static List<Object> entries(Map<StateKey, String> state) {
    List<Object> listed = new ArrayList<>();
    for (Map.Entry<StateKey, String> entry : sorted(state).values()) {
      listed.add(List.of(entry.getKey().type(), entry.getKey().key(), entry.getValue()));
    }
    return listed;
  }

  /**
   * "lower-case hexadecimal SHA-256 over the entries of the state, each as `type` NUL `state_key`
   * NUL `event_id` LF in UTF-8, sorted by the bytes of the whole entry".
   */
  String hash(Map<StateKey, String> state) {
    return hashes.computeIfAbsent(state, StateListing::computeHash);
  }

  private static String computeHash(Map<StateKey, String> state) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sorted(state).keySet().forEach(all::writeBytes);
    return HexFormat.of().formatHex(EventHashes.sha256(all.toByteArray()));
  }
}
