package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.LogSamples;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A room that is read from the disk again is the room that was written. */
class DurableLogLawTest {
  private static final String[] VERSIONS = {"1", "2", "3", "6", "10", "11"};

  @Property(tries = 160)
  void reopenedRoomIsTheRoomThatWasWritten(
      @ForAll long seed, @ForAll @IntRange(max = 5) int version, @ForAll LogKind kind)
      throws IOException {
    Path folder = Files.createTempDirectory("law");
    try {
      FramedEventLog log = LogSamples.open(folder, kind, Durability.OS);
      ReplayLawTest.History history = ReplayLawTest.history(seed, VERSIONS[version], log);
      List<LogEntry> written = ReplayLawTest.entries(log);
      history.room().engine().close();
      FramedEventLog reopened = LogSamples.open(folder, kind, Durability.OS);
      List<LogEntry> read = ReplayLawTest.entries(reopened);
      assertEquals(written.size(), read.size());
      for (int i = 0; i < written.size(); i++) {
        assertSameEntry(written.get(i), read.get(i));
      }
      try (RoomStateEngine engine =
          RoomStateEngine.open(EngineConfig.withoutSignatures(), reopened)) {
        RoomWriter writer =
            engine.openRoom(new RoomId(HandRoom.ID), HandRoom.version(VERSIONS[version]));
        // What was written, in memory: a room can be read as long as its log is open.
        ReplayLawTest.History kept =
            ReplayLawTest.history(seed, VERSIONS[version], new InMemoryEventLog());
        ReplayLawTest.assertSameRoom(kept.room().room(), writer.room());
      }
    } finally {
      delete(folder);
    }
  }

  private static void assertSameEntry(LogEntry written, LogEntry read) {
    JudgedEvent first = written.event();
    JudgedEvent second = read.event();
    assertEquals(written.roomId(), read.roomId());
    assertEquals(written.position(), read.position());
    assertEquals(first.outcome(), second.outcome());
    assertEquals(first.hash(), second.hash());
    assertEquals(first.authorisingServerSigned(), second.authorisingServerSigned());
    assertEquals(first.rejection(), second.rejection());
    assertEquals(first.outlier(), second.outlier());
    assertEquals(first.stateGiven(), second.stateGiven());
    assertEquals(first.before(), second.before());
    assertEquals(first.current(), second.current());
    assertEquals(first.placement(), second.placement());
    assertEquals(first.madeRoom(), second.madeRoom());
    assertEquals(first.redaction(), second.redaction());
    assertEquals(first.pdu().id(), second.pdu().id());
    assertEquals(first.pdu().facts().roomId(), second.pdu().facts().roomId());
    assertEquals(first.pdu().facts().key(), second.pdu().facts().key());
    assertEquals(first.pdu().authEvents(), second.pdu().authEvents());
    assertEquals(first.pdu().prevEvents(), second.pdu().prevEvents());
    assertEquals(first.pdu().trusted(), second.pdu().trusted());
    assertEquals(first.pdu().json(), second.pdu().json());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
