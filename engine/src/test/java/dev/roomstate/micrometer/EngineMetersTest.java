package dev.roomstate.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandEvent;
import dev.roomstate.HandRoom;
import dev.roomstate.MemoryLimits;
import dev.roomstate.RoomWriter;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.project.ProjectFiles;
import dev.roomstate.version.RoomVersions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of an engine say what it has done. */
class EngineMetersTest {
  private static final EngineConfig CONFIG = EngineConfig.withoutSignatures();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @TempDir private Path folder;

  private HandRoom room(EngineConfig config) {
    HandRoom room =
        HandRoom.empty(
            "11", config, FileEventLog.open(folder, RoomVersions.STANDARD, Durability.GROUP));
    new EngineMeters(room.engine(), Tags.of("engine", "one")).bindTo(registry);
    HandRoom.beginning().forEach(room::accept);
    HandEvent topic =
        HandEvent.state("$topic", "topic", "", HandRoom.BOB, "{}")
            .auth("$create:a.org", "$levels:a.org", "$bob:b.org")
            .after("$bob:b.org");
    assertEquals(Outcome.REJECTED, room.judge(topic));
    return room;
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void entriesAndWhatBecameOfThemAreCounted() {
    HandRoom room = room(CONFIG);
    assertEquals(6, count("roomstate.log.appended"));
    assertEquals(6, count("roomstate.log.kept"));
    assertEquals(6, gauge("roomstate.log.end"));
    assertEquals(5, count("roomstate.events", "outcome", "accepted"));
    assertEquals(1, count("roomstate.events", "outcome", "rejected"));
    assertEquals(0, count("roomstate.events", "outcome", "soft_failed"));
    assertEquals(1, count("roomstate.rejections", "rule", "required_power_level"));
    assertEquals(0, count("roomstate.rejections", "rule", "join_banned"));
    room.engine().close();
  }

  @Test
  void syncsAreTimed() {
    HandRoom room = room(CONFIG);
    assertEquals(6, registry.get("roomstate.log.syncs").functionTimer().count());
    assertTrue(
        registry.get("roomstate.log.syncs").functionTimer().totalTime(TimeUnit.NANOSECONDS) > 0);
    room.engine().close();
  }

  @Test
  void roomsInMemoryAreCounted() {
    HandRoom room = room(CONFIG);
    assertEquals(1, gauge("roomstate.rooms.resident"));
    assertTrue(gauge("roomstate.rooms.resident.size") > 100);
    assertEquals(1, count("roomstate.rooms.loaded"));
    assertEquals(0, count("roomstate.rooms.let.go"));
    room.engine().close();
  }

  @Test
  void roomsThatComeAndGoAreCounted() throws InterruptedException {
    HandRoom room =
        room(
            CONFIG.withMemory(
                MemoryLimits.STANDARD.withResidentBytesMax(1).withUnsavedEntriesMin(1)));
    assertEquals(1, gauge("roomstate.rooms.resident"));
    RoomWriter other = room.engine().openRoom(new RoomId("!other:a.org"), HandRoom.version("11"));
    for (int i = 1; i <= 3; i++) {
      other.room();
      awaitOneRoom();
      room.room();
      awaitOneRoom();
      assertTrue(gauge("roomstate.rooms.resident.size") > 100);
      assertEquals(2 * i, count("roomstate.rooms.let.go"));
      assertEquals(1 + 2 * i, count("roomstate.rooms.loaded"));
      assertEquals(i, count("roomstate.snapshots.read"));
    }
    assertEquals(1, count("roomstate.snapshots.written"));
    room.engine().close();
  }

  private void awaitOneRoom() throws InterruptedException {
    for (int i = 0; i < 10_000 && gauge("roomstate.rooms.resident") > 1; i++) {
      Thread.sleep(1);
    }
    assertEquals(1, gauge("roomstate.rooms.resident"));
  }

  @Test
  void everyMeterHasItsTagsAndIsOnThePage() {
    HandRoom room = room(CONFIG);
    String page = ProjectFiles.read("docs/observability.md");
    for (Meter meter : registry.getMeters()) {
      assertEquals("one", meter.getId().getTag("engine"));
      assertFalse(meter.getId().getDescription() == null, meter.getId().getName());
      assertTrue(page.contains("`" + meter.getId().getName() + "`"), meter.getId().getName());
    }
    room.engine().close();
  }
}
