package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.event.Outcome;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.Room;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An engine that is killed at any moment, while rooms come and go, snapshots are written and the
 * log makes checkpoints: every event that it has acknowledged is in its room, and each room is what
 * the log alone makes of it.
 */
class KilledEngineTest {
  private static final int KILLS = Integer.getInteger("roomstate.kills", 60) / 10;

  private static final int SILENT_SECONDS_MAX = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(LogKind.class)
  void everyAcknowledgedEventIsInItsRoom(LogKind kind) throws Exception {
    Random random = new Random(kind.ordinal());
    List<String> acknowledged = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged.addAll(killed(kind, random));
      LogCheck check = LogCheck.values()[kill % LogCheck.values().length];
      try (RoomStateEngine engine =
          RoomStateEngine.open(ServingProcess.config(), ServingProcess.open(folder, kind, check))) {
        assertHas(engine, acknowledged);
        ((FramedEventLog) engine.log()).awaitChecked();
      }
    }
  }

  private static void assertHas(RoomStateEngine engine, List<String> acknowledged) {
    for (String line : acknowledged) {
      String[] parts = line.split(" ");
      GraphEvent event =
          engine
              .room(new RoomId(parts[0]))
              .get()
              .room()
              .graph()
              .get(new EventId(parts[1]))
              .getOrElseThrow(() -> new AssertionError(line + " is gone"));
      assertEquals(Outcome.ACCEPTED, event.outcome());
    }
    for (RoomId id : engine.rooms()) {
      Room[] fromLog = {Room.empty(HandRoom.version("11"), 5)};
      engine
          .log()
          .forEachOf(id, LogPosition.FIRST, entry -> fromLog[0] = fromLog[0].apply(entry.event()));
      ReplayLawTest.assertSameRoom(fromLog[0], engine.room(id).get().room());
    }
  }

  private static void killWhenSilent(Process engine) {
    try {
      if (!engine.waitFor(SILENT_SECONDS_MAX, TimeUnit.SECONDS)) {
        engine.destroyForcibly();
      }
    } catch (InterruptedException e) {
      engine.destroyForcibly();
    }
  }

  /** Kills an engine at some moment; says what it had acknowledged. */
  private List<String> killed(LogKind kind, Random random)
      throws IOException, InterruptedException {
    Process engine = ServingProcess.start(folder, kind, random.nextInt());
    // One that says nothing any more is killed too, and has ended early then.
    Thread watch = new Thread(() -> killWhenSilent(engine));
    watch.start();
    int until = 1 + random.nextInt(150);
    long later = random.nextInt(3_000_000);
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(engine.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        acknowledged.add(line);
        if (acknowledged.size() == until) {
          LockSupport.parkNanos(later);
          engine.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    }
    assertTrue(engine.waitFor(30, TimeUnit.SECONDS));
    watch.join();
    assertTrue(acknowledged.size() >= until, "the engine ended early");
    return acknowledged;
  }
}
