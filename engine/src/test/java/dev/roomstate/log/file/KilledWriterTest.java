package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandRoom;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer that is killed at any moment loses nothing that it has acknowledged. */
class KilledWriterTest {
  private static final int ROUNDS = 6;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void nothingAcknowledgedIsLost(Durability durability, @TempDir Path folder) throws Exception {
    Random random = new Random(durability.ordinal());
    for (int round = 0; round < ROUNDS; round++) {
      Path log = folder.resolve("log" + round);
      long acknowledged = killed(log, durability, 20 + random.nextInt(200));
      try (FramedEventLog reopened = FileLogs.open(log);
          RoomStateEngine engine =
              RoomStateEngine.open(EngineConfig.withoutSignatures(), reopened)) {
        assertTrue(reopened.end().sequence() >= acknowledged, "of " + acknowledged);
        assertEquals(
            reopened.end().sequence(),
            engine.room(new RoomId(HandRoom.ID)).get().room().graph().size());
      }
    }
  }

  /** Kills a writer that has acknowledged so many events, or some more; says how many. */
  private static long killed(Path log, Durability durability, int events)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                log.toString(),
                durability.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null) {
        acknowledged = Long.parseLong(line);
        if (acknowledged == events) {
          writer.toHandle().destroyForcibly();
        }
        line = said.readLine();
      }
    }
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    assertTrue(acknowledged >= events, "the writer ended early");
    return acknowledged;
  }
}
