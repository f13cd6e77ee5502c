package dev.roomstate.log.disk;

import dev.roomstate.EngineConfig;
import dev.roomstate.HandEvent;
import dev.roomstate.HandRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Judged events to be put into logs, and logs to put them into. */
public final class LogSamples {
  private static final int LARGE_BYTES = 40_000;

  private LogSamples() {}

  /** The events of a room: small ones, and one that takes many pages. */
  public static List<JudgedEvent> events() {
    InMemoryEventLog log = new InMemoryEventLog();
    HandRoom room = HandRoom.made("11", EngineConfig.withoutSignatures(), log);
    room.accept(HandRoom.topic("$t1", "").after("$bob:b.org"));
    room.accept(HandRoom.byAlice("$m1").after("$t1"));
    room.judge(HandRoom.topic("$t2", "x").after("$m1"));
    String large = "{\"topic\":\"" + "x".repeat(LARGE_BYTES) + "\"}";
    room.accept(
        HandEvent.state("$t3", "topic", "large", HandRoom.ALICE, large)
            .auth("$create:a.org", "$levels:a.org", "$alice:a.org")
            .after("$t2"));
    List<JudgedEvent> events = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, (LogEntry entry) -> events.add(entry.event()));
    return events;
  }

  /** Writes the events to a log, from which {@link #read} has them in less time. */
  public static Path written(Path folder) {
    try (FramedEventLog log = open(folder, LogKind.FILE, Durability.OS)) {
      for (JudgedEvent event : events()) {
        log.append(new RoomId(HandRoom.ID), HandRoom.version("11"), event);
      }
    }
    return folder;
  }

  /** The events that were written there. */
  public static List<JudgedEvent> read(Path folder) {
    List<JudgedEvent> events = new ArrayList<>();
    try (FramedEventLog log = reader(folder)) {
      log.forEachFrom(LogPosition.FIRST, (LogEntry entry) -> events.add(entry.event()));
    }
    return events;
  }

  /** Opens a log for writing; makes it where there is none. */
  public static FramedEventLog open(Path folder, LogKind kind, Durability durability) {
    return DurableLog.open(
        folder, Option.some(kind), RoomVersions.STANDARD, durability, LogAccess.WRITE);
  }

  /** Opens a log for reading. */
  public static FramedEventLog reader(Path folder) {
    return DurableLog.open(
        folder, Option.none(), RoomVersions.STANDARD, Durability.OS, LogAccess.READ);
  }

  /** The ids of all events of a log, in their order. */
  public static List<String> ids(EventLog log) {
    List<String> ids = new ArrayList<>();
    log.forEachFrom(LogPosition.FIRST, (LogEntry e) -> ids.add(e.event().pdu().id().value()));
    return ids;
  }
}
