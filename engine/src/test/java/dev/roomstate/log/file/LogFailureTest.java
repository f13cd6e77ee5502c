package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failure says of the log, and what the log says of its rooms. */
class LogFailureTest {
  @TempDir private Path folder;

  private static LogFailure.Kind kind(Path log) {
    return assertThrows(LogFailure.class, () -> FileLogs.open(log).close()).kind();
  }

  @Test
  void changedOrMissingFramesAreDamage() throws IOException {
    Path file = FileLogs.closed(folder);
    byte[] sound = Files.readAllBytes(file);
    byte[] changed = sound.clone();
    changed[sound.length / 2] ^= 1;
    Files.write(file, changed);
    assertEquals(LogFailure.Kind.DAMAGED, kind(folder));
    Files.write(file, Arrays.copyOf(sound, FileLogs.frames(sound).get(2)));
    assertEquals(LogFailure.Kind.DAMAGED, kind(folder));
  }

  @Test
  void anotherFolderOrAnotherWriterIsNone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("x"), "x");
    assertEquals(LogFailure.Kind.UNUSABLE, kind(other));
    Path log = folder.resolve("log");
    try (FramedEventLog writer = FileLogs.written(log)) {
      assertTrue(writer.end().sequence() > 0);
      assertEquals(LogFailure.Kind.UNUSABLE, kind(log));
    }
  }
}
