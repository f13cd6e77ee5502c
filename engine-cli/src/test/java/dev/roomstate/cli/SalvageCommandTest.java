package dev.roomstate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.cli.SalvagedLogs.Told;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventPositions;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.search.FoundFrame;
import dev.roomstate.log.snapshot.RoomSnapshot;
import dev.roomstate.log.snapshot.SnapshotFolder;
import dev.roomstate.room.Room;
import dev.roomstate.version.RoomVersions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    JsonNode said = run.json().get(0);
    assertSame(left, SalvagedLogs.entries(copy), lost, touched, new ToldRooms(said));
    Cli.Run verified = run("verify", copy, "--rejudge", "--json");
    assertEquals(0, verified.exitCode(), verified.out());
    return said;
  }

  private static void assertSame(
      List<Told> left, List<Told> copied, Set<EventId> lost, Set<RoomId> touched, ToldRooms rooms) {
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
          assertLacksOnly(was.before(), is.before(), lost, rooms.isBeforeTold(is));
          assertLacksOnly(was.current(), is.current(), lost, rooms.isCurrentTold(is));
        } else {
          assertEquals(was.withoutPosition(), is.withoutPosition());
        }
      }
    }
  }

  /** That a state is what it was, but for what is lost, unless it is said not to be told. */
  private static void assertLacksOnly(
      Map<String, EventId> was, Map<String, EventId> is, Set<EventId> lost, boolean isTold) {
    Set<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    for (String key : keys) {
      boolean isRight = lost.contains(was.get(key)) || Objects.equals(was.get(key), is.get(key));
      assertTrue(isRight || !isTold, key + " was " + was.get(key) + " and is " + is.get(key));
    }
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
    int step = kind == LogKind.FILE ? 1 : 7;
    int told = 0;
    for (int i = 0; i < frames.size(); i += step) {
      FoundFrame frame = frames.get(i);
      Path log = damaged(kind, "log-" + frame.sequence());
      SalvagedLogs.destroy(log, frame);
      Cli.Run verified = run("verify", log, "--json");
      assertEquals(3, verified.exitCode());
      assertTrue(kinds(verified.json().get(0)).contains("lost"), verified.out());
      Integer entry = entries.get(frame.sequence());
      JsonNode said = assertSalvaged(log, entry == null ? Set.of() : Set.of(entry), 1);
      assertEquals(1, said.get("lost_frames").asInt());
      told += entry != null && isAllTold(said) ? 1 : 0;
    }
    assertTrue(told * step > entries.size() / 3, told + " of " + entries.size());
  }

  private static boolean isAllTold(JsonNode said) {
    for (JsonNode room : said.get("rooms")) {
      if (room.get("untold_events").asInt() > 0 || !room.get("current_untold_from").isNull()) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> kinds(JsonNode said) {
    Set<String> kinds = new TreeSet<>();
    said.get("findings").forEach(found -> kinds.add(found.get("kind").asString()));
    return kinds;
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void everyDamageIsNamedAndSeveralCostWhatTheyTouch(LogKind kind) throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve(kind.word()));
    Map<Long, Integer> entries = entryOf(frames);
    Path log = damaged(kind, "log");
    Set<Integer> lost = new HashSet<>();
    Set<Long> numbers = new TreeSet<>();
    for (int i = frames.size() - 60; i < frames.size() - 3; i += 11) {
      SalvagedLogs.destroy(log, frames.get(i));
      lost.add(entries.get(frames.get(i).sequence()));
      numbers.add(frames.get(i).sequence());
    }
    Cli.Run verified = run("verify", log, "--json");
    assertEquals(3, verified.exitCode());
    Set<Long> named = new TreeSet<>();
    for (JsonNode found : verified.json().get(0).get("findings")) {
      if (found.get("kind").asString().equals("lost")) {
        named.add(found.get("frame").asLong());
      }
    }
    assertEquals(numbers, named);
    assertTrue(run("verify", log).out().contains("frame " + numbers.iterator().next()));
    assertSalvaged(log, lost, 1);
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void soundLogIsCopiedFrameForFrameAndSoIsTheCopy(LogKind kind) throws IOException {
    Path log = damaged(kind, "log");
    JsonNode said = assertSalvaged(log, Set.of(), 0);
    assertTrue(said.get("whole").asBoolean());
    assertEquals("[]", said.get("findings").toString());
    assertEquals(payloads(log), payloads(folder.resolve("log-copy")));
    assertFalse(Files.exists(folder.resolve("log-copy/salvaged")));
    assertSalvaged(folder.resolve("log-copy"), Set.of(), 0);
    Cli.Run text = run("salvage", log, "--to", folder.resolve("text").toString());
    assertEquals(
        all.size()
            + " events of 3 rooms copied to `"
            + folder.resolve("text")
            + "` and read back; nothing is lost\n",
        text.out());
  }

  private static List<String> payloads(Path log) throws IOException {
    List<String> payloads = new ArrayList<>();
    for (FoundFrame frame : SalvagedLogs.frames(log)) {
      byte[] bytes = SalvagedLogs.bytes(log, frame);
      byte[] payload = Arrays.copyOfRange(bytes, FrameChain.HEADER_BYTES, bytes.length);
      payloads.add(frame.header().kind() + HexFormat.of().formatHex(payload));
    }
    return payloads;
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void logThatWasSalvagedIsSalvagedAgain(LogKind kind) throws IOException {
    Path log = damaged(kind, "log");
    List<FoundFrame> frames = SalvagedLogs.frames(log);
    SalvagedLogs.destroy(log, frames.get(frames.size() - 40));
    assertSalvaged(log, Set.of(entryOf(frames).get(frames.size() - 40L)), 1);
    Path once = folder.resolve("log-copy");
    Path twice = folder.resolve("twice");
    assertEquals(0, run("salvage", once, "--to", twice.toString()).exitCode());
    assertEquals(payloads(once), payloads(twice));
    assertEquals(
        Files.readString(once.resolve("salvaged")), Files.readString(twice.resolve("salvaged")));
    assertTrue(run("rooms", twice, "--json").out().contains("\"lost_events\":1"));
    assertTrue(run("verify", twice, "--json").out().contains("\"lost_events\":1"));
    assertTrue(run("verify", twice).out().contains("was salvaged: 1 event known to be lost"));
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void lostManifestOrMarkerCostsNothing(LogKind kind) throws IOException {
    Path log = damaged(kind, "manifest");
    Files.delete(log.resolve("roomstate.log"));
    Cli.Run verified = run("verify", log, "--json");
    assertEquals(3, verified.exitCode());
    assertTrue(verified.err().contains("its manifest `roomstate.log` is gone"), verified.err());
    assertSalvaged(log, Set.of(), 0);
    Path open = damaged(kind, "marker");
    Files.delete(open.resolve("closed"));
    assertEquals(0, run("verify", open).exitCode());
    assertSalvaged(open, Set.of(), 0);
    Path other = damaged(kind, "other");
    Path manifest = other.resolve("roomstate.log");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("\n.", "\n0"));
    assertSalvaged(other, Set.of(), 0);
  }

  @Test
  void lostSegmentCostsWhatIsInIt() throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    Map<Long, Integer> entries = entryOf(frames);
    FoundFrame first = frames.get(frames.size() - 50);
    FoundFrame behind = frames.get(frames.size() - 20);
    Path log = damaged(LogKind.FILE, "log");
    Path segment = SalvagedLogs.files(log).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, (int) first.at()));
    String name = "0".repeat(19) + behind.sequence() + ".frames";
    Files.write(
        log.resolve(name.substring(name.length() - 26)),
        Arrays.copyOfRange(bytes, (int) behind.at(), bytes.length));
    Set<Integer> lost = new HashSet<>();
    for (long i = first.sequence(); i < behind.sequence(); i++) {
      lost.add(entries.get(i));
    }
    assertEquals(30, assertSalvaged(log, lost, 1).get("lost_frames").asInt());
  }

  @Test
  void truncatedLogLosesItsEnd() throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    FoundFrame last = frames.get(frames.size() - 1);
    Path log = damaged(LogKind.FILE, "log");
    Path segment = SalvagedLogs.files(log).get(0);
    Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), (int) last.to() - 1));
    assertEquals(3, run("verify", log).exitCode());
    assertSalvaged(log, Set.of(all.size() - 1), 1);
    // A log that was not closed has a torn end, which is no damage.
    Path open = folder.resolve("open");
    SalvagedLogs.copy(log, open);
    Files.delete(open.resolve("closed"));
    assertEquals(3, run("verify", open).exitCode(), "it has less than at its checkpoint");
    assertSalvaged(open, Set.of(all.size() - 1), 1);
    Path torn = folder.resolve("torn");
    SalvagedLogs.copy(open, torn);
    Files.delete(torn.resolve("checkpoint"));
    Cli.Run verified = run("verify", torn);
    assertEquals(0, verified.exitCode());
    assertTrue(verified.err().contains("never acknowledged"), verified.err());
    assertSalvaged(torn, Set.of(all.size() - 1), 0);
  }

  @Test
  void swappedForeignAndRepeatedFramesCostNothing() throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    FoundFrame one = frames.get(40);
    FoundFrame other = frames.get(41);
    Path log = damaged(LogKind.FILE, "swapped");
    Path segment = SalvagedLogs.files(log).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    byte[] first = SalvagedLogs.bytes(log, one);
    ByteBuffer.wrap(bytes).position((int) one.at()).put(SalvagedLogs.bytes(log, other)).put(first);
    Files.write(segment, bytes);
    JsonNode swapped = assertSalvaged(log, Set.of(), 0);
    assertTrue(kinds(swapped).contains("out_of_place"), swapped.toString());
    Path scratch = folder.resolve("scratch");
    SalvagedLogs.write(folder.resolve("strange"), LogKind.FILE, scratch, 3);
    FoundFrame foreign = SalvagedLogs.frames(folder.resolve("strange")).get(2);
    for (boolean isForeign : new boolean[] {true, false}) {
      Path mixed = damaged(LogKind.FILE, "mixed" + isForeign);
      byte[] sane = Files.readAllBytes(SalvagedLogs.files(mixed).get(0));
      byte[] added = isForeign ? SalvagedLogs.bytes(folder.resolve("strange"), foreign) : first;
      ByteBuffer all = ByteBuffer.allocate(sane.length + added.length);
      all.put(sane, 0, (int) other.to()).put(added);
      all.put(sane, (int) other.to(), sane.length - (int) other.to());
      Files.write(SalvagedLogs.files(mixed).get(0), all.array());
      assertEquals(3, run("verify", mixed).exitCode());
      Set<String> found = kinds(assertSalvaged(mixed, Set.of(), 0));
      assertEquals(Set.of(isForeign ? "foreign" : "repeated"), found);
    }
  }

  @Test
  void lostEventsAreReceivedAgain() throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    Map<Long, Integer> entries = entryOf(frames);
    Path log = damaged(LogKind.FILE, "log");
    for (int i = frames.size() - 60; i < frames.size() - 10; i += 6) {
      SalvagedLogs.destroy(log, frames.get(i));
      assertTrue(entries.containsKey(frames.get(i).sequence()));
    }
    Path copy = folder.resolve("copy");
    assertEquals(1, run("salvage", log, "--to", copy.toString()).exitCode());
    for (String name : List.of("v12-storm", "v8-forks", "v5-storm")) {
      RecordedRoom room = new RecordedRoom(name);
      List<String> lines = room.lines();
      room.replay(lines.subList(0, Math.min(LINES, lines.size())), "--log", copy.toString());
    }
    Set<EventId> ids = new HashSet<>();
    SalvagedLogs.entries(copy).forEach(entry -> ids.add(entry.id()));
    all.forEach(entry -> assertTrue(ids.contains(entry.id()), entry.id().value()));
    assertEquals(0, run("verify", copy, "--rejudge").exitCode());
    for (String name : List.of("v12-storm", "v8-forks", "v5-storm")) {
      RecordedRoom room = new RecordedRoom(name);
      room.replay("--log", copy.toString());
    }
    assertEquals(0, run("verify", copy).exitCode());
  }

  @Test
  void roomThatOnlyASnapshotNamesIsSaved() throws IOException {
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    Path log = damaged(LogKind.FILE, "log");
    FoundFrame named = frames.stream().filter(frame -> frame.header().kind() == 1).toList().get(1);
    FoundFrame made = frames.get((int) named.sequence() + 1);
    SalvagedLogs.destroy(log, named);
    SalvagedLogs.destroy(log, made);
    int create = entryOf(frames).get(made.sequence());
    RoomId room = all.get(create).room();
    JsonNode without = run("salvage", log, "--to", log + "-1", "--json").json().get(0);
    assertEquals(2, without.get("rooms").size());
    assertEquals(byRoom(all).get(room).size() - 1, without.get("refused").size());
    assertTrue(without.get("refused").toString().contains(room.value()), without.toString());
    RoomSnapshot snapshot =
        new RoomSnapshot(
            room,
            LogPosition.FIRST,
            0,
            Room.empty(RoomVersions.STANDARD.get("8").get(), 0),
            EventPositions.EMPTY);
    UUID id = UUID.fromString(Files.readAllLines(log.resolve("roomstate.log")).get(1));
    new SnapshotFolder(log.resolve("snapshots"), id, true).write(room, snapshot.write());
    JsonNode with = assertSalvaged(log, Set.of(create), 1);
    assertEquals("[]", with.get("refused").toString());
  }

  @Test
  void snapshotsThatAreDamagedAreNoted() throws IOException {
    Path log = damaged(LogKind.FILE, "log");
    Files.createDirectories(log.resolve("snapshots/ab"));
    Files.writeString(log.resolve("snapshots/ab/cd.room"), "no snapshot");
    Cli.Run run = run("verify", log);
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("cd.room` is no snapshot; this costs time only"), run.out());
    assertEquals(1, run("verify", log, "--json").json().get(0).get("notes").size());
  }

  @Test
  void whatCannotBeSalvagedIsNamed() throws IOException {
    Path log = damaged(LogKind.FILE, "log");
    Path copy = folder.resolve("copy");
    Files.write(SalvagedLogs.files(log).get(0), new byte[5000]);
    Cli.Run nothing = run("salvage", log, "--to", copy.toString());
    assertEquals(3, nothing.exitCode());
    assertTrue(nothing.err().contains("has nothing left that could be copied"), nothing.err());
    assertFalse(Files.exists(copy));
    assertFalse(Files.exists(folder.resolve("copy.part")));
    Cli.Run same = run("salvage", log, "--to", log.toString());
    assertEquals(2, same.exitCode());
    assertTrue(same.err().contains("is not empty"), same.err());
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Cli.Run none = run("salvage", empty, "--to", copy.toString());
    assertEquals("roomstate: `" + empty + "` holds no log\n", none.err());
    assertEquals(2, none.exitCode());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverIsDamagedTheRestIsInTheCopy(long seed) throws IOException {
    Random random = new Random(seed);
    List<FoundFrame> frames = SalvagedLogs.frames(sound.resolve("file"));
    Map<Long, Integer> entries = entryOf(frames);
    Path log = damaged(LogKind.FILE, "log");
    Path segment = SalvagedLogs.files(log).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Set<Integer> lost = new HashSet<>();
    for (int holes = random.nextInt(6) + 1; holes > 0; holes--) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + 1 + random.nextInt(3000));
      for (int i = from; i < to; i++) {
        bytes[i] ^= (byte) (1 + random.nextInt(255));
      }
      for (FoundFrame frame : frames) {
        if (frame.at() < to && frame.to() > from && entries.containsKey(frame.sequence())) {
          lost.add(entries.get(frame.sequence()));
        }
      }
    }
    Files.write(segment, bytes);
    Path copy = folder.resolve("copy");
    Cli.Run run = run("salvage", log, "--to", copy.toString(), "--json");
    assertEquals(1, run.exitCode(), run.err());
    // Of a room whose name and first event are gone nothing tells the version.
    int refused = run.json().get(0).get("refused").size();
    Set<String> copied = new HashSet<>();
    SalvagedLogs.entries(copy).forEach(entry -> copied.add(entry.pdu()));
    int missing = 0;
    for (int i = 0; i < all.size(); i++) {
      missing += lost.contains(i) || copied.contains(all.get(i).pdu()) ? 0 : 1;
    }
    assertEquals(refused, missing, run.out());
    assertEquals(0, run("verify", copy, "--rejudge").exitCode());
    assertEquals(0, run("replay", copy, "--json").exitCode() & 2);
  }
}
