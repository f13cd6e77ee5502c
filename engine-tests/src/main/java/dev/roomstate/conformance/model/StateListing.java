package dev.roomstate.conformance.model;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Room states as the judging protocol prints them: in full, and as a hash. */
final class StateListing {
  private final IdentityHashMap<Map<StateKey, String>, String> hashes = new IdentityHashMap<>();

  private static byte[] bytes(Map.Entry<StateKey, String> entry) {
    StateKey key = entry.getKey();
    return CodePoints.utf8(key.type() + "\0" + key.key() + "\0" + entry.getValue() + "\n");
  }

  /** The entries with their bytes; no map by those, since entries of several keys can be alike. */
  private static List<Line> sorted(Map<StateKey, String> state) {
    List<Line> lines = new ArrayList<>();
    state.entrySet().forEach(entry -> lines.add(new Line(bytes(entry), entry)));
    lines.sort(Comparator.comparing(Line::bytes, Arrays::compareUnsigned));
    return lines;
  }

  private record Line(byte[] bytes, Map.Entry<StateKey, String> entry) {}

  /** Each entry as a list of type, state key and event id. */
  static List<Object> entries(Map<StateKey, String> state) {
    List<Object> listed = new ArrayList<>();
    for (Line line : sorted(state)) {
      StateKey key = line.entry().getKey();
      listed.add(List.of(key.type(), key.key(), line.entry().getValue()));
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
    sorted(state).forEach(line -> all.writeBytes(line.bytes()));
    return HexFormat.of().formatHex(EventHashes.sha256(all.toByteArray()));
  }
}
