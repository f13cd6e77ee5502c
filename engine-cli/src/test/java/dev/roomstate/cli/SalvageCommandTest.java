package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.roomstate.cli.SalvagedLogs.Told;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.search.FoundFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** {@code roomstate salvage}, and {@code verify} of what is damaged. */
class SalvageCommandTest {
  private static final int LINES = 30;

  @TempDir private static Path sound;
  private static List<Told> all;

  @TempDir private Path folder;

  @BeforeAll
  static void writeLogs() throws IOException {
    for (LogKind kind : LogKind.values()) {
      Path scratch = Files.createDirectories(sound.resolve("scratch-" + kind));
      SalvagedLogs.write(sound.resolve(kind.word()), kind, scratch, LINES);
    }
    all = SalvagedLogs.entries(sound.resolve("file"));
    assertEquals(all, SalvagedLogs.entries(sound.resolve("chronicle")));
  }

  private Path damaged(LogKind kind, String name) throws IOException {
    Path copy = folder.resolve(name);
    SalvagedLogs.copy(sound.resolve(kind.word()), copy);
    return copy;
  }

  private static Cli.Run run(String command, Path log, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--log", log.toString()));
    arguments.addAll(List.of(more));
    return Cli.run("", arguments.toArray(String[]::new));
  }

  /** Salvages a log in which these events are lost, and checks the copy; returns what was said. */
  private JsonNode assertSalvaged(Path log, Set<Integer> lostEntries, int exitCode)
      throws IOException {
    Map<String, String> before = SalvagedLogs.hashes(log);
    Path copy = log.resolveSibling(log.getFileName() + "-copy");
    Cli.Run run = run("salvage", log, "--to", copy.toString(), "--json");
    assertEquals("", run.err());
    assertEquals(exitCode, run.exitCode(), run.out());
    assertEquals(before, SalvagedLogs.hashes(log));
    assertFalse(Files.exists(log.resolveSibling(copy.getFileName() + ".part")));
    List<Told> left = new ArrayList<>();
    Set<EventId> lost = new HashSet<>();
    Set<RoomId> touched = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (lostEntries.contains(i)) {
        lost.add(all.get(i).id());
        touched.add(all.get(i).room());
      } else {
        left.add(all.get(i));
      }
    }
    assertSame(left, SalvagedLogs.entries(copy), lost, touched);
    Cli.Run verified = run("verify", copy, "--rejudge", "--json");
    assertEquals(0, verified.exitCode(), verified.out());
    return run.json().get(0);
  }

  private static void assertSame(
      List<Told> left, List<Told> copied, Set<EventId> lost, Set<RoomId> touched) {
    assertEquals(byRoom(left).keySet(), byRoom(copied).keySet());
    for (Map.Entry<RoomId, List<Told>> room : byRoom(left).entrySet()) {
      List<Told> copy = byRoom(copied).get(room.getKey());
      assertEquals(room.getValue().size(), copy.size());
      for (int i = 0; i < copy.size(); i++) {
        Told was = room.getValue().get(i);
        Told is = copy.get(i);
        assertEquals(was.pdu(), is.pdu());
        assertEquals(was.outcome(), is.outcome());
        if (touched.contains(room.getKey())) {
          assertLacksOnly(was.before(), is.before(), lost);
          assertLacksOnly(was.current(), is.current(), lost);
        } else {
          assertEquals(was, is);
        }
      }
    }
  }

  private static void assertLacksOnly(
      Map<String, EventId> was, Map<String, EventId> is, Set<EventId> lost) {
    was.forEach(
        (key, event) -> {
          if (!lost.contains(event)) {
            assertEquals(event, is.get(key), key);
          }
        });
    is.values().forEach(event -> assertFalse(lost.contains(event)));
  }

  private static Map<RoomId, List<Told>> byRoom(List<Told> entries) {
    Map<RoomId, List<Told>> rooms = new HashMap<>();
    entries.forEach(
        entry -> rooms.computeIfAbsent(entry.room(), none -> new ArrayList<>()).add(entry));
    return rooms;
  }

  /** The numbers of the entries that frames are, by frame; those that are none are left out. */
  private static Map<Long, Integer> entryOf(List<FoundFrame> frames) {
    Map<Long, Integer> entries = new HashMap<>();
    for (FoundFrame frame : frames) {
      if (frame.header().kind() == 2) {
        entries.put(frame.sequence(), entries.size());
      }
    }
    return entries;
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void everyFrameThatIsDestroyedCostsItselfOnly(LogKind kind) throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve(kind.word()));
    Map<Long, Integer> entries = entryOf(frames);
    assertEquals(all.size(), entries.size());
    for (FoundFrame frame : frames) {
      Path log = damaged(kind, "log-" + frame.sequence());
      SalvagedLogs.destroy(log, frame);
      Integer entry = entries.get(frame.sequence());
      Set<Integer> lost = entry == null ? Set.of() : Set.of(entry);
      JsonNode said;
      try {
        said = assertSalvaged(log, lost, 1);
      } catch (AssertionError e) {
        throw new AssertionError(
            "frame "
                + frame.sequence()
                + " entry "
                + entry
                + " "
                + (entry == null ? "" : all.get(entry)),
            e);
      }
      assertEquals(1, said.get("lost_frames").asInt());
    }
  }
}
