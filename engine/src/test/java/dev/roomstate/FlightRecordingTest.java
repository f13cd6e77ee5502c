package dev.roomstate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.observe.AppendEvent;
import dev.roomstate.observe.KeepEvent;
import dev.roomstate.observe.OpenEvent;
import dev.roomstate.observe.RejectionEvent;
import dev.roomstate.observe.ResolutionEvent;
import dev.roomstate.observe.RoomLetGoEvent;
import dev.roomstate.observe.RoomLoadedEvent;
import dev.roomstate.observe.SnapshotEvent;
import dev.roomstate.observe.SyncEvent;
import dev.roomstate.receipt.Arrival;
import dev.roomstate.version.AuthRule;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Flight Recorder is told. */
class FlightRecordingTest {
  private static final List<Class<?>> EVENTS =
      List.of(
          AppendEvent.class,
          KeepEvent.class,
          SyncEvent.class,
          OpenEvent.class,
          SnapshotEvent.class,
          RoomLoadedEvent.class,
          RoomLetGoEvent.class,
          ResolutionEvent.class,
          RejectionEvent.class);

  private static final int STARTS = 20_000;

  @TempDir private Path folder;

  private List<RecordedEvent> recorded = List.of();

  private FramedEventLog log(LogKind kind, Durability durability) {
    return DurableLog.open(
        folder.resolve("log"),
        Option.some(kind),
        RoomVersions.STANDARD,
        durability,
        LogAccess.WRITE);
  }

  /** An engine that lets go of every room when another one is used, and saves it. */
  private static EngineConfig forgetful() {
    return EngineConfig.withoutSignatures()
        .withMemory(MemoryLimits.STANDARD.withResidentBytesMax(1).withUnsavedEntriesMin(1));
  }

  private static String name(Class<?> event) {
    return "roomstate." + event.getSimpleName().replace("Event", "");
  }

  private void record(Runnable recordedRun) throws IOException {
    try (Recording recording = new Recording()) {
      EVENTS.forEach(event -> recording.enable(name(event)).withoutThreshold());
      recording.start();
      recordedRun.run();
      recording.stop();
      Path file = folder.resolve("recording.jfr");
      recording.dump(file);
      // A file has the events of a thread together.
      recorded =
          RecordingFile.readAllEvents(file).stream()
              .sorted(Comparator.comparing(RecordedEvent::getStartTime))
              .toList();
      Files.delete(file);
      recorded.stream()
          .map(RecordedEvent::getEventType)
          .filter(type -> type.getName().startsWith("roomstate."))
          .forEach(FlightRecordingTest::assertSaysWhatItIs);
    }
  }

  private List<RecordedEvent> all(Class<?> type) {
    String name = name(type);
    return recorded.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  private void fork(HandRoom room) {
    room.accept(HandRoom.topic("$left", "").after("$bob:b.org").at(6));
    room.accept(HandRoom.topic("$right", "").after("$bob:b.org").at(7));
    room.accept(HandRoom.byAlice("$merge").after("$left", "$right").at(8));
  }

  @ParameterizedTest
  @EnumSource
  void writingIsTold(LogKind kind) throws IOException {
    FramedEventLog[] log = new FramedEventLog[1];
    record(
        () -> {
          log[0] = log(kind, Durability.GROUP);
          HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log[0]);
          room.engine().close();
          log(kind, Durability.GROUP).close();
        });
    List<RecordedEvent> appends = all(AppendEvent.class);
    assertEquals(5, appends.size());
    for (int i = 0; i < appends.size(); i++) {
      assertEquals(i, appends.get(i).getLong("entry"));
      assertTrue(appends.get(i).getLong("bytes") > 300);
      assertTrue(appends.get(i).getDuration("waitTime").toNanos() > 0);
      assertTrue(appends.get(i).getDuration().toNanos() > 0);
    }
    assertEquals(5, all(KeepEvent.class).size());
    assertEquals(4, all(KeepEvent.class).get(4).getLong("entry"));
    List<RecordedEvent> syncs = all(SyncEvent.class);
    assertEquals(5, syncs.size());
    assertEquals(2, syncs.get(0).getLong("frames"), "its room comes first");
    assertEquals(1, syncs.get(0).getLong("entries"));
    assertEquals(appends.get(0).getLong("bytes"), syncs.get(0).getLong("bytes"));
    assertEquals(kind.word(), syncs.get(0).getString("log"));
    assertTrue(syncs.get(0).getBoolean("synced"));
    assertEquals(5, log[0].syncs().syncs());
    assertTrue(log[0].syncs().nanos() > 0);
    List<RecordedEvent> opens = all(OpenEvent.class);
    assertEquals(List.of(0L, 5L), opens.stream().map(open -> open.getLong("entries")).toList());
    assertEquals(kind.word(), opens.get(1).getString("log"));
    assertEquals(folder.resolve("log").toString(), opens.get(1).getString("folder"));
    assertEquals("", opens.get(1).getString("cutOff"));
  }

  @Test
  void whatIsLeftToTheSystemIsNotSynced() throws IOException {
    record(
        () -> {
          FramedEventLog log = log(LogKind.FILE, Durability.OS);
          HandRoom.made("11", EngineConfig.withoutSignatures(), log).engine().close();
          assertEquals(0, log.syncs().syncs());
        });
    assertEquals(5, all(SyncEvent.class).size());
    assertFalse(all(SyncEvent.class).get(0).getBoolean("synced"));
  }

  @Test
  void roomsThatComeAndGoAreTold() throws IOException {
    record(
        () -> {
          FramedEventLog log = log(LogKind.FILE, Durability.OS);
          HandRoom room = HandRoom.empty("11", forgetful(), log);
          RoomWriter other =
              room.engine().openRoom(new RoomId("!other:a.org"), HandRoom.version("11"));
          int saved = 0;
          for (HandEvent event : HandRoom.beginning()) {
            room.accept(event);
            awaitOneRoom(room.engine());
            other.room();
            awaitOneRoom(room.engine());
            awaitSaved(room.engine(), ++saved);
          }
          EngineCounts counts = room.engine().counts();
          assertEquals(5, counts.entriesAppended());
          assertEquals(5, counts.entriesKept());
          assertEquals(10, counts.roomsLoaded());
          assertEquals(9, counts.roomsLetGo());
          assertEquals(4, counts.snapshotsRead());
          assertEquals(5, counts.snapshotsWritten());
          room.engine().close();
        });
    List<RecordedEvent> loads = ofRoom(all(RoomLoadedEvent.class));
    assertEquals(5, loads.size());
    assertEquals(4, loads.get(4).getLong("entries"));
    assertEquals(0, loads.get(4).getLong("replayed"), "all were in the snapshot");
    List<RecordedEvent> left = ofRoom(all(RoomLetGoEvent.class));
    assertEquals(5, left.size());
    assertEquals(5, left.get(4).getLong("entries"));
    assertTrue(left.get(4).getLong("bytes") > 0);
    List<RecordedEvent> snapshots = all(SnapshotEvent.class);
    List<RecordedEvent> written =
        snapshots.stream().filter(snapshot -> snapshot.getBoolean("written")).toList();
    assertEquals(5, written.size());
    assertEquals(4, snapshots.size() - written.size());
    for (RecordedEvent snapshot : snapshots) {
      assertEquals(HandRoom.ID, snapshot.getString("room"));
      assertTrue(snapshot.getLong("events") > 0 && snapshot.getLong("bytes") > 100);
    }
  }

  private static List<RecordedEvent> ofRoom(List<RecordedEvent> events) {
    return events.stream().filter(event -> event.getString("room").equals(HandRoom.ID)).toList();
  }

  /** Another thread may be about to end a snapshot of a room that is let go of already. */
  private static void awaitSaved(RoomStateEngine engine, int snapshots) {
    for (int i = 0; i < 10_000 && engine.counts().snapshotsWritten() < snapshots; i++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void awaitOneRoom(RoomStateEngine engine) {
    for (int i = 0; i < 10_000 && engine.residentRooms() > 1; i++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertEquals(1, engine.residentRooms());
  }

  @Test
  void roomThatHasNoSnapshotIsReplayed() throws IOException {
    EngineConfig config = EngineConfig.withoutSignatures();
    HandRoom.made("11", config, log(LogKind.FILE, Durability.OS)).engine().close();
    record(
        () -> {
          HandRoom room = HandRoom.empty("11", config, log(LogKind.FILE, Durability.OS));
          assertEquals(5, room.room().graph().size());
          room.engine().close();
        });
    assertEquals(1, all(RoomLoadedEvent.class).size());
    assertEquals(5, all(RoomLoadedEvent.class).get(0).getLong("replayed"));
    assertEquals(List.of(), all(SnapshotEvent.class));
  }

  @Test
  void onlyJudgementsThatResolveStatesAreTold() throws IOException {
    record(() -> fork(HandRoom.made("11")));
    List<RecordedEvent> resolutions = all(ResolutionEvent.class);
    assertEquals(
        List.of("$right", "$merge"),
        resolutions.stream().map(resolution -> resolution.getString("event")).toList());
    RecordedEvent right = resolutions.get(0);
    assertEquals(HandRoom.ID, right.getString("room"));
    assertEquals(0, right.getLong("effortBefore"));
    assertTrue(right.getLong("effortAfter") > 0);
    assertEquals(2, right.getInt("extremities"));
    RecordedEvent merge = resolutions.get(1);
    assertTrue(merge.getLong("effortBefore") > 0);
    assertEquals(1, merge.getInt("extremities"));
    assertTrue(merge.getDuration().toNanos() > 0);
  }

  @Test
  void rejectionsAreTold() throws IOException {
    record(
        () -> {
          HandRoom room = HandRoom.made("11");
          HandEvent topic =
              HandEvent.state("$topic", "topic", "", HandRoom.BOB, "{}")
                  .auth("$create:a.org", "$levels:a.org", "$bob:b.org")
                  .after("$bob:b.org");
          assertEquals(Outcome.REJECTED, room.judge(topic));
          EngineCounts counts = room.engine().counts();
          assertEquals(1, counts.entriesKept(Outcome.REJECTED));
          assertEquals(5, counts.entriesKept(Outcome.ACCEPTED));
          assertEquals(1, counts.rejections(AuthRule.REQUIRED_POWER_LEVEL));
        });
    List<RecordedEvent> rejections = all(RejectionEvent.class);
    assertEquals(1, rejections.size());
    assertEquals(HandRoom.ID, rejections.get(0).getString("room"));
    assertEquals("$topic", rejections.get(0).getString("event"));
    assertEquals("auth_events", rejections.get(0).getString("check"));
    assertEquals("REQUIRED_POWER_LEVEL", rejections.get(0).getString("rule"));
    assertEquals("7", rejections.get(0).getString("number"));
  }

  @Test
  void whatIsAnsweredAndForgottenIsNotTold() throws IOException {
    HandEvent create =
        HandEvent.state("$c", "m.room.create", "", HandRoom.BOB, "{\"room_version\":\"11\"}");
    record(
        () -> {
          RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withoutSignatures());
          Received forgotten =
              engine.receive(create.received(HandRoom.ID, false, Arrival.IN_FULL)).get();
          assertEquals(Outcome.REJECTED, TestRoom.judged(forgotten).entry().outcome());
          assertEquals(0, engine.log().end().sequence());
        });
    assertEquals(List.of(), all(RejectionEvent.class));
  }

  private static void assertSaysWhatItIs(EventType type) {
    assertEquals(List.of("Roomstate"), type.getCategoryNames());
    assertFalse(type.getLabel() == null || type.getDescription() == null, type.getName());
    type.getFields().stream()
        .filter(field -> !Set.of("startTime", "duration", "eventThread").contains(field.getName()))
        .forEach(field -> assertFalse(field.getDescription() == null, field.getName()));
  }

  /** Setting the recorder up takes longer than opening a log: only who records should pay it. */
  @Test
  void engineDoesNotSetTheRecorderUp() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Unrecorded.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** Uses an engine; its exit code says whether that has set up the recorder. */
  static final class Unrecorded {
    private Unrecorded() {}

    public static void main(String[] args) {
      startAll();
      HandRoom.made("11");
      System.exit(FlightRecorder.isInitialized() ? 1 : 0);
    }
  }

  /** Goal: what nobody records takes no memory. Method: the allocated bytes of this thread. */
  @Test
  void whatIsNotRecordedAllocatesNothing() {
    assertSame(AppendEvent.start(), AppendEvent.start());
    startAll();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STARTS; i++) {
      startAll();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < STARTS, allocated + " bytes for " + STARTS);
  }

  private static void startAll() {
    AppendEvent append = AppendEvent.start();
    append.begins();
    append.appended(1, 2);
    KeepEvent.start().kept(1);
    SyncEvent.start().ended("", 1, 2, 3, true);
    OpenEvent.start().opened("", "", 1, "");
    SnapshotEvent.start().ended("", 1, 2, true);
    RoomLoadedEvent.start().loaded("", 1, 2);
    RoomLetGoEvent.start().letGo("", 1, 2);
    ResolutionEvent.start().resolved("", "", 1, 2, 3);
    RejectionEvent.start().rejected("", "", "", "", "");
    assertFalse(append.isOn());
  }
}
