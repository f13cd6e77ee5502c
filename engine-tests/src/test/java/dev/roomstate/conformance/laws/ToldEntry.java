package dev.roomstate.conformance.laws;

import dev.roomstate.EngineConfig;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.conformance.EngineImplementation;
import dev.roomstate.conformance.ProtocolCase;
import dev.roomstate.event.EventFormat;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateChanges;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry of a log, and what is so when it is replayed.
 *
 * @param position where it is
 * @param event its event and what became of it
 * @param before the state before it, by state key
 * @param current what is kept of the room's current state after it
 */
record ToldEntry(
    long position,
    RoomId room,
    JudgedEvent event,
    Map<String, EventId> before,
    Map<String, EventId> current) {

  EventId id() {
    return event.pdu().id();
  }

  /** The event as it came, and what it was judged. */
  List<Object> judgement() {
    return List.of(
        id(),
        new String(event.pdu().canonical().bytes(), StandardCharsets.UTF_8),
        event.outlier(),
        event.outcome(),
        event.rejection(),
        event.hash(),
        event.authorisingServerSigned(),
        event.madeRoom(),
        event.redaction());
  }

  /** Judges the events of rooms by turns, and logs them. */
  static void write(List<ProtocolCase> cases, Path folder, LogKind kind) {
    try (InMemoryEventLog judged = new InMemoryEventLog();
        RoomStateEngine engine = RoomStateEngine.open(EngineConfig.withoutSignatures(), judged);
        EventLog log = open(folder, Option.some(kind))) {
      Map<RoomId, RoomVersion> versions = new HashMap<>();
      List<RoomId> rooms = new ArrayList<>();
      List<List<ProtocolCase.Entry>> left = new ArrayList<>();
      for (ProtocolCase asked : cases) {
        RoomVersion version = RoomVersions.STANDARD.get(asked.roomVersion()).get();
        RoomId room = room(asked, version);
        if (versions.putIfAbsent(room, version) == null) {
          rooms.add(room);
          left.add(asked.events());
        }
      }
      int most = left.stream().mapToInt(List::size).max().getAsInt();
      for (int i = 0; i < most; i++) {
        for (int room = 0; room < rooms.size(); room++) {
          if (i < left.get(room).size()) {
            engine
                .openRoom(rooms.get(room), versions.get(rooms.get(room)))
                .receive(EngineImplementation.received(left.get(room).get(i)));
          }
        }
      }
      judged.forEachFrom(
          LogPosition.FIRST,
          entry -> log.append(entry.roomId(), versions.get(entry.roomId()), entry.event()));
    }
  }

  private static RoomId room(ProtocolCase asked, RoomVersion version) {
    for (ProtocolCase.Entry entry : asked.events()) {
      byte[] bytes = entry.pdu().getBytes(StandardCharsets.UTF_8);
      Option<Pdu> pdu =
          EventFormat.parse(bytes, version.rules(), entry.trustedId().map(EventId::new)).toOption();
      if (pdu.isDefined()) {
        return pdu.get().facts().roomId();
      }
    }
    return new RoomId("!none:here");
  }

  static EventLog open(Path folder, Option<LogKind> made) {
    return DurableLog.open(
        folder,
        made,
        RoomVersions.STANDARD,
        Durability.OS,
        made.isDefined() ? LogAccess.WRITE : LogAccess.READ);
  }

  /** All entries of a log that is opened and replayed; fails where an entry does not fit. */
  static List<ToldEntry> all(Path folder) {
    List<ToldEntry> told = new ArrayList<>();
    Map<RoomId, Room> rooms = new HashMap<>();
    try (EventLog log = open(folder, Option.none())) {
      log.rooms()
          .forEach(
              room ->
                  rooms.put(
                      room.id(), Room.empty(RoomVersions.STANDARD.get(room.version()).get(), 1)));
      log.forEachFrom(LogPosition.FIRST, entry -> told.add(applied(entry, rooms)));
    }
    return told;
  }

  private static ToldEntry applied(LogEntry entry, Map<RoomId, Room> rooms) {
    JudgedEvent event = entry.event();
    Room room = rooms.get(entry.roomId());
    check(event.before(), room, entry);
    if (!event.placement().equals(room.graph().place(event.pdu()))) {
      throw new AssertionError("entry " + entry.position() + " stands elsewhere");
    }
    if (isCutOff(event, room) && !event.stateGiven()) {
      throw new AssertionError("entry " + entry.position() + " must have come with its state");
    }
    Room after = room.apply(event);
    event.current().forEach(change -> check(change.changes(), after, entry));
    rooms.put(entry.roomId(), after);
    return new ToldEntry(
        entry.position().sequence(),
        entry.roomId(),
        event,
        after
            .graph()
            .get(event.pdu().id())
            .get()
            .stateBefore()
            .fold(TreeMap::new, state -> state(after, state)),
        state(after, after.currentState().get().state()));
  }

  /** Whether an event that was judged in full follows one after which there is no state. */
  private static boolean isCutOff(JudgedEvent event, Room room) {
    boolean isCutOff = !event.placement().unknownPrevEvents().isEmpty();
    for (int prev : event.placement().prevEvents()) {
      isCutOff |= room.graph().event(prev).isOutlier();
    }
    return isCutOff && !event.outlier() && !event.placement().isCreate();
  }

  private static void check(StateChanges changes, Room room, LogEntry entry) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.key(i) >= room.graph().keys().size() || changes.event(i) >= room.graph().size()) {
        throw new AssertionError("entry " + entry.position() + " names what is not there");
      }
    }
  }

  private static Map<String, EventId> state(Room room, StateMap state) {
    Map<String, EventId> entries = new TreeMap<>();
    for (StateView.Entry entry : new StateView(room.graph(), state).entries()) {
      entries.put(entry.key().toString(), entry.event());
    }
    return entries;
  }
}
