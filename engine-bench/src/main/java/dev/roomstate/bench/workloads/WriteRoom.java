package dev.roomstate.bench.workloads;

import dev.roomstate.bench.workloads.Rooms.Begun;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a room history as lines of JSON, so that other implementations can be measured on it:
 * {@code shape=joined|forked|two-sided version=11 members=1000 events=10000 forks=500 conflicts=10
 * signed=true seed=1 out=FILE}, each of which may be left out.
 */
public final class WriteRoom {
  private WriteRoom() {}

  /** Writes the room that the arguments ask for. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (String arg : args) {
      String[] parts = arg.split("=", 2);
      options.put(parts[0], parts.length == 2 ? parts[1] : "true");
    }
    write(Path.of(options.getOrDefault("out", "room.ndjson")), history(options));
  }

  private static List<byte[]> history(Map<String, String> options) {
    RoomVersion version = RoomVersions.STANDARD.get(options.getOrDefault("version", "11")).get();
    int members = number(options, "members", 1000);
    int events = number(options, "events", 0);
    boolean signed = Boolean.parseBoolean(options.getOrDefault("signed", "true"));
    long seed = number(options, "seed", 1);
    return switch (options.getOrDefault("shape", "joined")) {
      case "forked" ->
          Rooms.forked(version, members, events, number(options, "forks", 500), signed, seed)
              .script()
              .pdus();
      case "two-sided" ->
          Rooms.twoSided(version, members, number(options, "conflicts", 10), signed, seed)
              .script()
              .pdus();
      default -> {
        Begun room = Rooms.joined(version, members, signed, seed);
        boolean withState = Boolean.parseBoolean(options.getOrDefault("state", "true"));
        Rooms.talk(room, events, 300, members, withState);
        yield room.script().pdus();
      }
    };
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    return options.containsKey(name) ? Integer.parseInt(options.get(name)) : otherwise;
  }

  private static void write(Path file, List<byte[]> pdus) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (byte[] pdu : pdus) {
        out.write(pdu);
        out.write('\n');
      }
    }
  }
}
