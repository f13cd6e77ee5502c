package dev.roomstate.log.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.crypto.VerifyKey;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening a log at its last checkpoint, and what a checkpoint says of what must be there. */
class CheckpointTest {
  private static final RoomId OTHER = new RoomId("!other:a.org");

  @TempDir private Path folder;

  private Path log() {
    return folder.resolve("log");
  }

  private FramedEventLog open(LogKind kind, LogCheck check) {
    return DurableLog.open(
        log(), Option.some(kind), RoomVersions.STANDARD, Durability.OS, LogAccess.WRITE, check);
  }

  private static List<JudgedEvent> events() {
    EventLog memory = new InMemoryEventLog();
    HandRoom room = HandRoom.made("11", dev.roomstate.EngineConfig.withoutSignatures(), memory);
    for (int i = 0; i < 60; i++) {
      String before = i == 0 ? "$bob:b.org" : "$" + (i - 1);
      room.accept(HandRoom.topic("$" + i, "" + i % 7).after(before));
    }
    List<JudgedEvent> events = new ArrayList<>();
    memory.forEachFrom(LogPosition.FIRST, entry -> events.add(entry.event()));
    return events;
  }

  private static void append(EventLog log, List<JudgedEvent> events) {
    LogPosition last = null;
    for (JudgedEvent event : events) {
      log.append(new RoomId(HandRoom.ID), HandRoom.version("11"), event);
      last = log.append(OTHER, HandRoom.version("11"), event);
    }
    log.keep(last);
  }

  private static RecordedKey key(int number) {
    return new RecordedKey("a.org", "ed25519:" + number, VerifyKey.of(new byte[32]).get(), number);
  }

  private static List<String> contents(EventLog log) {
    List<String> contents = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, entry -> contents.add(text(entry)));
    for (RoomId room : List.of(new RoomId(HandRoom.ID), OTHER)) {
      log.forEachOf(room, LogPosition.FIRST, entry -> contents.add(text(entry)));
    }
    contents.add(log.rooms().toString());
    contents.add(log.keys().toString());
    return contents;
  }

  private static String text(LogEntry entry) {
    return entry.position()
        + " "
        + entry.roomId()
        + " "
        + Arrays.hashCode(EntryFormat.write(0, 0, entry.event()));
  }

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void logThatIsOpenedAtItsCheckpointIsTheWholeLog(LogKind kind) throws Exception {
    List<JudgedEvent> events = events();
    List<String> expected;
    try (FramedEventLog log = open(kind, LogCheck.BEFORE_USE)) {
      log.record(key(1));
      append(log, events.subList(0, 20));
      log.checkpoint();
      log.record(key(2));
      append(log, events.subList(20, 50));
      expected = contents(log);
    }
    // Closed in order, the checkpoint is at the end; then it is in the middle.
    for (int i = 0; i < 3; i++) {
      try (FramedEventLog log = open(kind, LogCheck.BESIDE_USE)) {
        assertTrue(log.framesCheckedLater() > 100, "it was opened at its checkpoint");
        assertEquals(expected, contents(log));
        log.awaitChecked();
        append(log, events.subList(50 + i, 51 + i));
        expected = contents(log);
      }
    }
    // Nothing is appended, and the checkpoint that is made at closing is as good.
    for (int i = 0; i < 2; i++) {
      try (FramedEventLog log = open(kind, LogCheck.BESIDE_USE)) {
        assertTrue(log.framesCheckedLater() > 100);
      }
    }
    try (FramedEventLog log = open(kind, LogCheck.BEFORE_USE)) {
      assertEquals(0, log.framesCheckedLater());
      assertEquals(expected, contents(log));
    }
    try (FramedEventLog log = open(kind, LogCheck.BESIDE_USE)) {
      assertTrue(log.framesCheckedLater() > 100);
    }
  }

  @Test
  void checkpointThatIsOldOrDamagedOrForeignCostsTimeOnly() throws Exception {
    List<JudgedEvent> events = events();
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BEFORE_USE)) {
      append(log, events.subList(0, 10));
    }
    Path checkpoint = log().resolve("checkpoint");
    byte[] old = Files.readAllBytes(checkpoint);
    List<String> expected;
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE)) {
      append(log, events.subList(10, 40));
      expected = contents(log);
    }
    byte[] newest = Files.readAllBytes(checkpoint);
    List<byte[]> tried = new ArrayList<>(List.of(old, new byte[0], new byte[100]));
    for (int bit = 0; bit < newest.length * 8; bit += 7) {
      byte[] flipped = newest.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      tried.add(flipped);
    }
    for (int length = 1; length < newest.length; length += 11) {
      tried.add(Arrays.copyOf(newest, length));
    }
    for (byte[] bytes : tried) {
      Files.write(checkpoint, bytes);
      try (FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE)) {
        assertEquals(expected, contents(log));
        log.awaitChecked();
      }
    }
    Files.delete(checkpoint);
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE)) {
      assertEquals(expected, contents(log));
    }
  }

  private Path segment() {
    return log().resolve("0000000000000000000.frames");
  }

  @Test
  void logThatHasLessThanItsCheckpointSaysIsRefused() throws IOException {
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BEFORE_USE)) {
      append(log, events());
    }
    byte[] sound = Files.readAllBytes(segment());
    byte[] closed = Files.readAllBytes(log().resolve("closed"));
    // As if it had not been closed: then a shorter log could be one that lost its power.
    Files.delete(log().resolve("closed"));
    int last = sound.length;
    while (sound[last - 1] != 'S' || sound[last - 2] != 'R') {
      last--;
    }
    Files.write(segment(), Arrays.copyOf(sound, last - 2));
    for (LogCheck check : LogCheck.values()) {
      LogFailure refused = assertThrows(LogFailure.class, () -> open(LogKind.FILE, check).close());
      assertEquals(LogFailure.Kind.DAMAGED, refused.kind());
      assertTrue(refused.getMessage().contains("at its last checkpoint"), refused.getMessage());
    }
    Files.write(segment(), sound);
    Files.write(log().resolve("closed"), closed);
    open(LogKind.FILE, LogCheck.BESIDE_USE).close();
  }

  @Test
  void damageBeforeTheCheckpointStopsTheLogThatIsUsed() throws Exception {
    List<JudgedEvent> events = events();
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BEFORE_USE)) {
      append(log, events.subList(0, 50));
    }
    byte[] bytes = Files.readAllBytes(segment());
    bytes[bytes.length / 3] ^= 1;
    Files.write(segment(), bytes);
    assertThrows(LogFailure.class, () -> open(LogKind.FILE, LogCheck.BEFORE_USE).close());
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE)) {
      LogFailure found = assertThrows(LogFailure.class, log::awaitChecked);
      assertEquals(LogFailure.Kind.DAMAGED, found.kind());
      assertTrue(found.getMessage().contains("salvage"), found.getMessage());
      assertThrows(LogFailure.class, () -> append(log, events.subList(50, 51)));
    }
    // It was not closed in order, and is found damaged again.
    assertThrows(LogFailure.class, () -> open(LogKind.FILE, LogCheck.BEFORE_USE).close());
  }

  @Test
  void logThatIsClosedBeforeAllOfItWasCheckedIsNotSaidToBeSound() throws Exception {
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BEFORE_USE)) {
      append(log, events().subList(0, 50));
      log.awaitChecked();
    }
    FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE);
    assertTrue(log.framesCheckedLater() > 0);
    log.close();
    String said = assertThrows(LogFailure.class, log::awaitChecked).getMessage();
    assertTrue(said.endsWith("was closed before all of it was checked"), said);
  }

  /** Neither opening nor closing needs it. */
  @Test
  void checkpointThatCannotBeReadOrWrittenCostsTimeOnly() throws Exception {
    List<JudgedEvent> events = events();
    Path checkpoint = log().resolve("checkpoint");
    for (int i = 0; i < 4; i++) {
      try (FramedEventLog log = open(LogKind.FILE, LogCheck.BESIDE_USE)) {
        append(log, events.subList(10 * i, 10 * i + 10));
        assertEquals(20L * (i + 1), log.end().sequence());
        if (i == 2) {
          Files.createDirectory(log().resolve("checkpoint.part"));
          log.checkpoint();
        }
      }
      assertTrue(Files.exists(log().resolve("closed")), "after " + i);
      switch (i) {
        case 0 -> {
          Files.delete(checkpoint);
          Files.createDirectory(checkpoint);
          Files.writeString(checkpoint.resolve("other"), "x");
        }
        case 1 -> {
          Files.delete(checkpoint.resolve("other"));
          Files.delete(checkpoint);
          try (RandomAccessFile large = new RandomAccessFile(checkpoint.toFile(), "rw")) {
            large.setLength(3L << 30);
          }
        }
        default -> {
          // It is as it was.
        }
      }
    }
  }

  /** Whatever stands in a checkpoint whose check value is right, only frames are damaged. */
  @Test
  void checkpointThatSaysWhatIsNotSoLosesNothing() throws Exception {
    List<JudgedEvent> events = events();
    Path checkpoint = log().resolve("checkpoint");
    byte[] middle;
    List<Integer> expected = new ArrayList<>();
    try (FramedEventLog log = open(LogKind.FILE, LogCheck.BEFORE_USE)) {
      log.record(key(1));
      append(log, events.subList(0, 30));
      log.checkpoint();
      middle = Files.readAllBytes(checkpoint);
      append(log, events.subList(30, 50));
      log.forEachFrom(LogPosition.FIRST, entry -> expected.add(hash(entry)));
    }
    int used = 0;
    Random random = new Random(11);
    for (int at = 12; at < middle.length; at++) {
      byte[] changed = middle.clone();
      changed[at] = (byte) (random.nextInt(3) == 0 ? 0xff : random.nextInt(256));
      CRC32C crc = new CRC32C();
      crc.update(changed, 12, changed.length - 12);
      ByteBuffer.wrap(changed).putInt(8, (int) crc.getValue());
      Files.write(checkpoint, changed);
      String where = "at " + at + " of " + middle.length;
      try (FramedEventLog log = reader(LogCheck.BESIDE_USE)) {
        List<Integer> found = new ArrayList<>();
        log.forEachFrom(LogPosition.FIRST, entry -> found.add(hash(entry)));
        assertEquals(expected, found, where);
        log.awaitChecked();
        used += log.framesCheckedLater() > 0 ? 1 : 0;
      } catch (LogFailure e) {
        // What is believed of it: how many frames there were, and the versions of the rooms.
        boolean isBelieved =
            e.getMessage().contains("at its last checkpoint")
                || e.getMessage().contains("there is no room")
                || e.getMessage().contains("which is not known");
        assertTrue(isBelieved, where + e.getMessage());
      }
    }
    assertTrue(used > 20, "of " + used);
  }

  private static int hash(LogEntry entry) {
    return Arrays.hashCode(EntryFormat.write(0, 0, entry.event()));
  }

  private FramedEventLog reader(LogCheck check) {
    return DurableLog.open(
        log(), Option.none(), RoomVersions.STANDARD, Durability.OS, LogAccess.READ, check);
  }
}
