package dev.roomstate.conformance;

import dev.roomstate.crypto.KeyRing;
import dev.roomstate.crypto.VerifyKey;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A room that real servers lived, with their answers, as the resources under {@code rooms/} hold
 * it.
 *
 * @param name the room's folder
 * @param lines the events, in the order in which the recording server took them
 * @param expected its answers, one for each line
 * @param keys the servers' keys
 */
public record RecordedRoom(
    String name, List<JsonNode> lines, List<JsonNode> expected, KeyRing keys) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** All recorded rooms. */
  public static List<RecordedRoom> all() {
    return names().stream().map(RecordedRoom::read).toList();
  }

  /** The names of all recorded rooms. */
  public static List<String> names() {
    return text("rooms/index.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /** The recorded room of this name. */
  public static RecordedRoom read(String name) {
    return new RecordedRoom(
        name,
        ndjson("rooms/" + name + "/room.ndjson"),
        ndjson("rooms/" + name + "/expected.ndjson"),
        keys(JSON.readTree(text("rooms/" + name + "/keys.json"))));
  }

  /**
   * The PDUs that were sent to the recording server and that it never stored, each with the last
   * event {@code after} which it came, a {@code note}, and what the {@code spec} asks for.
   */
  public List<JsonNode> dropped() {
    String resource = "rooms/" + name + "/dropped.ndjson";
    boolean hasAny = RecordedRoom.class.getClassLoader().getResource(resource) != null;
    return hasAny ? ndjson(resource) : List.of();
  }

  /** The room version, as the room's name begins with it. */
  public String roomVersion() {
    return name.substring(1, name.indexOf('-'));
  }

  private static KeyRing keys(JsonNode servers) {
    Map<String, Map<String, VerifyKey>> keys = new HashMap<>();
    servers.forEachEntry(
        (server, byId) -> {
          Map<String, VerifyKey> known = new HashMap<>();
          byId.forEachEntry(
              (id, key) ->
                  known.put(
                      id,
                      VerifyKey.ofBase64(
                              key.get("key").asString(),
                              key.path("valid_until_ts").asLong(VerifyKey.FOR_EVER),
                              Option.none())
                          .get()));
          keys.put(server, known);
        });
    return KeyRing.of(keys);
  }

  private static List<JsonNode> ndjson(String resource) {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : text(resource).split("\n")) {
      if (!line.isBlank()) {
        nodes.add(JSON.readTree(line));
      }
    }
    return nodes;
  }

  private static String text(String resource) {
    try (InputStream in = open(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      char[] buffer = new char[1 << 16];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    ClassLoader loader = RecordedRoom.class.getClassLoader();
    InputStream plain = loader.getResourceAsStream(resource);
    if (plain != null) {
      return plain;
    }
    InputStream zipped = loader.getResourceAsStream(resource + ".gz");
    if (zipped == null) {
      throw new IOException("no resource " + resource);
    }
    return new GZIPInputStream(zipped);
  }
}
