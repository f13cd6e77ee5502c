package dev.roomstate.log.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process writes a log, whatever happens to the file that says so. */
class WriterLockTest {
  private static final RoomId ROOM = new RoomId(HandRoom.ID);

  @TempDir private Path folder;
  private Path log;
  private final JudgedEvent sample = LogSamples.events().get(0);

  @BeforeEach
  void nameLog() {
    log = folder.resolve("log");
  }

  private FramedEventLog open() {
    return LogSamples.open(log, LogKind.FILE, Durability.GROUP);
  }

  private void append(FramedEventLog writer) {
    writer.keep(writer.append(ROOM, HandRoom.version("11"), sample));
  }

  private void assertRefusedHere(Path path) {
    LogFailure refused =
        assertThrows(
            LogFailure.class, () -> LogSamples.open(path, LogKind.FILE, Durability.OS).close());
    assertEquals(
        "`" + path + "` is being written by process " + ProcessHandle.current().pid(),
        refused.getMessage());
  }

  @Test
  void writerKeepsItsLockWhenItsOwnProcessIsRefused() throws Exception {
    String refused = "is being written by process " + ProcessHandle.current().pid();
    try (FramedEventLog writer = open()) {
      append(writer);
      assertRefusedHere(log);
      String said = SecondWriter.tries(log);
      assertTrue(said.contains(refused), said);
      append(writer);
    }
    assertEquals(SecondWriter.OPENED, SecondWriter.tries(log));
    open().close();
  }

  @Test
  void secondNameOfTheFolderIsNoWayIn() throws IOException {
    try (FramedEventLog writer = open()) {
      append(writer);
      assertRefusedHere(Files.createSymbolicLink(folder.resolve("other"), log));
      assertRefusedHere(folder.resolve("nothing").resolve("..").resolve("log").normalize());
    }
  }

  @Test
  void lockThatIsRemovedLetsNobodyInWithinTheProcess() throws IOException {
    try (FramedEventLog writer = open()) {
      append(writer);
      Files.delete(log.resolve("writer.lock"));
      assertRefusedHere(log);
    } catch (LogFailure e) {
      assertTrue(e.getMessage().contains("`writer.lock` was removed"), e.getMessage());
    }
    open().close();
  }

  /** The second is let in, and the first acknowledges nothing any more. */
  @Test
  void writerWhoseLockIsRemovedStops() throws Exception {
    FramedEventLog writer = open();
    append(writer);
    Files.delete(log.resolve("writer.lock"));
    assertEquals(SecondWriter.OPENED, SecondWriter.tries(log));
    String said = assertThrows(LogFailure.class, () -> append(writer)).getMessage();
    assertTrue(said.contains("`writer.lock` was removed or replaced"), said);
    writer.close();
    try (FramedEventLog reopened = open()) {
      assertTrue(reopened.end().sequence() >= 1);
    }
  }

  /** Folders get the key of one that is gone; a log in it may be open still. */
  @Test
  void newFolderIsNotTakenForOneThatIsGone() throws IOException {
    FramedEventLog lost = open();
    append(lost);
    for (String name : new String[] {"writer.lock", "roomstate.log"}) {
      Files.delete(log.resolve(name));
    }
    Files.delete(log.resolve("0000000000000000000.frames"));
    Files.delete(log);
    for (int i = 0; i < 10; i++) {
      LogSamples.open(folder.resolve("new" + i), LogKind.FILE, Durability.OS).close();
    }
    open().close();
    assertThrows(LogFailure.class, lost::close);
  }
}
