package dev.roomstate.log.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.room.JudgedEvent;
import io.vavr.control.Option;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames that are sound, and yet do not say what can be. */
class LogScanTest {
  @TempDir private Path folder;
  private final List<JudgedEvent> samples = LogSamples.events();
  private final ByteArrayOutputStream segment = new ByteArrayOutputStream();

  /** What is said of a log with these frames; nothing if it is opened. */
  private String said() throws IOException {
    Files.write(folder.resolve("0000000000000000000.frames"), segment.toByteArray());
    try {
      LogSamples.reader(folder).close();
      return "";
    } catch (LogFailure e) {
      return e.getMessage();
    }
  }

  private FrameChain chain() throws IOException {
    Files.deleteIfExists(folder.resolve("0000000000000000000.frames"));
    LogSamples.open(folder, LogKind.FILE, Durability.OS).close();
    Files.delete(folder.resolve("closed"));
    Files.deleteIfExists(folder.resolve("checkpoint"));
    segment.reset();
    try (LogFolder opened = LogFolder.open(folder, LogAccess.READ, Option.none())) {
      FrameChain chain = new FrameChain(opened.manifest().tag());
      for (String name : List.of("!a", "!b")) {
        segment.writeBytes(
            chain.next(FrameKinds.ROOM, RoomFormat.write(new NamedRoom(new RoomId(name), "11"))));
      }
      return chain;
    }
  }

  private void entry(FrameChain chain, int room, long back) {
    byte[] payload = EntryFormat.write(room, back, samples.get(0));
    segment.writeBytes(chain.next(FrameKinds.ENTRY, payload));
  }

  @Test
  void entriesLeadBackToTheLastOfTheirRoom() throws IOException {
    FrameChain chain = chain();
    entry(chain, 0, 0);
    entry(chain, 1, 0);
    entry(chain, 1, 1);
    entry(chain, 0, 3);
    assertEquals("", said());
    for (long wrong : new long[] {0, 1, 3, 4, Long.MAX_VALUE}) {
      chain = chain();
      entry(chain, 0, 0);
      entry(chain, 1, 0);
      entry(chain, 0, wrong);
      String said = said();
      assertTrue(said.contains("frame 4 is sound, but it does not lead back"), said);
      assertTrue(said.contains("the log is damaged"), said);
    }
  }

  @Test
  void entryOfARoomThatIsNotThereIsDamage() throws IOException {
    entry(chain(), 2, 0);
    assertTrue(said().contains("frame 2 is sound, but there is no room 2"));
  }

  @Test
  void frameOfAnUnknownKindIsDamage() throws IOException {
    segment.writeBytes(chain().next(9, new byte[3]));
    assertTrue(said().contains("frame 2 is sound, but there is no kind 9"));
  }

  @Test
  void roomThatIsNamedTwiceIsDamage() throws IOException {
    byte[] again = RoomFormat.write(new NamedRoom(new RoomId("!a"), "11"));
    segment.writeBytes(chain().next(FrameKinds.ROOM, again));
    assertTrue(said().contains("frame 2 is sound, but its room has a number already"));
  }

  @Test
  void keyThatIsNoneIsDamage() throws IOException {
    segment.writeBytes(chain().next(FrameKinds.KEY, new byte[] {1, 'a'}));
    assertTrue(said().contains("frame 2 is sound, but "));
  }

  /** What is damaged after the log was opened is seen when it is read. */
  @Test
  void damageUnderAnOpenLogIsSeenWhenItIsRead() throws IOException {
    FramedEventLog log = LogSamples.open(folder, LogKind.FILE, Durability.OS);
    for (int i = 0; i < 40; i++) {
      log.keep(log.append(new RoomId("!a"), HandRoom.version("11"), samples.get(0)));
    }
    Path file = folder.resolve("0000000000000000000.frames");
    byte[] changed = Files.readAllBytes(file);
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    LogFailure said = assertThrows(LogFailure.class, () -> LogSamples.ids(log));
    assertTrue(said.getMessage().contains("was changed: the log is damaged"), said.getMessage());
    log.close();
  }

  @Test
  void indexTakesLessThanAByteForAnEntry() {
    EntryIndex index = new EntryIndex();
    long entries = 100_000;
    for (long entry = 0; entry < entries; entry++) {
      index.add(entry, entry + 1 + entry / 1000, entry * 700);
    }
    for (long entry = 0; entry < entries; entry += EntryIndex.SPACING) {
      assertEquals(entry * 700, index.place(entry));
      assertEquals(entry + 1 + entry / 1000, index.frame(entry));
    }
    assertTrue((Long.BYTES + Integer.BYTES) / (double) EntryIndex.SPACING < 1);
  }
}
