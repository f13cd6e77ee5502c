package dev.roomstate;

import dev.roomstate.event.EventDefect;
import dev.roomstate.event.EventFacts;
import dev.roomstate.event.EventTypes;
import dev.roomstate.event.Pdu;
import dev.roomstate.event.Redaction;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.json.JsonDocument;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonParser;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.version.FormatFlag;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The engine: many rooms over one log. Receives events of other servers, makes local ones, and
 * answers what the state of a room is, or was at any event.
 *
 * <p>Thread-safe: each room has one writer at a time, rooms do not wait for each other, and readers
 * wait for nobody. Bad input is answered by a value, never an exception.
 */
public final class RoomStateEngine implements AutoCloseable {
  private final EngineConfig config;
  private final EventLog log;
  private final RoomHost host;

  /** The rooms that were asked for; most of what they are may not be in memory. */
  private final Map<RoomId, RoomWriter> rooms = new ConcurrentHashMap<>();

  /** The versions of the rooms that the log had when it was opened. */
  private final Map<RoomId, String> logged = new HashMap<>();

  private final List<Consumer<? super LogEntry>> subscribers = new CopyOnWriteArrayList<>();

  private RoomStateEngine(EngineConfig config, EventLog log) {
    this.config = config;
    this.log = log;
    this.host = new RoomHost(config, log, this::publish);
    log.rooms().forEach(room -> logged.put(room.id(), room.version()));
  }

  /** An engine whose log lives in memory. */
  public static RoomStateEngine inMemory(EngineConfig config) {
    return open(config, new InMemoryEventLog());
  }

  /**
   * An engine over this log, which it closes at the end. The rooms that the log has are open; each
   * is read from its snapshot, if there is one, and the log when it is used first.
   */
  public static RoomStateEngine open(EngineConfig config, EventLog log) {
    return new RoomStateEngine(config, log);
  }

  private void publish(LogEntry entry) {
    for (Consumer<? super LogEntry> subscriber : subscribers) {
      try {
        subscriber.accept(entry);
      } catch (RuntimeException | Error e) {
        // The entry is logged: whoever cannot bear it must not keep the room from going on.
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  /**
   * Hands every entry to the subscriber when the log has kept it, in the order of each room, on a
   * thread that writes to a room; who wrote the entry goes on when it has been handed out. What a
   * subscriber throws goes to its thread's handler of uncaught exceptions.
   *
   * <p>A subscriber should be quick. It may read, and finds the room as it is after the entry. It
   * may write to any room of any engine: what it writes is kept when its call returns, and is seen
   * in its room and handed out after the subscriber has returned. It must not wait for another
   * thread that writes.
   *
   * @return ends the subscription when it is closed
   */
  public Subscription subscribe(Consumer<? super LogEntry> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /** A subscription; closing it ends it. Any thread may close it, as often as it likes. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Opens a room of this version before its create event comes; one that is open, or is in the log,
   * stays as it is. It drops what says it is of another room, and a create event of another version
   * that is known.
   *
   * @throws LogFailure where the room is in the log in a version that is not known and not this one
   */
  public RoomWriter openRoom(RoomId id, RoomVersion version) {
    return rooms.computeIfAbsent(
        id, absent -> RoomWriter.listed(id, versionToOpen(id, version), host));
  }

  private RoomVersion versionToOpen(RoomId id, RoomVersion version) {
    if (isOfUnknownVersion(id) && !version.id().equals(logged.get(id))) {
      throw new LogFailure(
          "the log has the room `"
              + id
              + "` in room version `"
              + logged.get(id)
              + "`, which is not known, and it cannot be opened in version `"
              + version.id()
              + "`");
    }
    return loggedVersion(id).getOrElse(version);
  }

  /** Whether the log has the room in a version that is not among those of the options. */
  private boolean isOfUnknownVersion(RoomId id) {
    return logged.containsKey(id) && loggedVersion(id).isEmpty();
  }

  private Option<RoomVersion> loggedVersion(RoomId id) {
    return Option.of(logged.get(id)).flatMap(config.versions()::get);
  }

  /**
   * A room of this version that takes whatever it is handed, whatever room it says it is of; for
   * tools. The engine does not list it.
   */
  public RoomWriter openUnlistedRoom(RoomVersion version) {
    return RoomWriter.unlisted(version, host);
  }

  /** The room, if it is open. One of the log whose version is not known is not. */
  public Option<RoomWriter> room(RoomId id) {
    RoomWriter open = rooms.get(id);
    return open != null
        ? Option.some(open)
        : loggedVersion(id).map(version -> openRoom(id, version));
  }

  /** The ids of all rooms that are open, in no order. */
  public List<RoomId> rooms() {
    Set<RoomId> open = new HashSet<>(rooms.keySet());
    logged.keySet().stream().filter(id -> loggedVersion(id).isDefined()).forEach(open::add);
    return List.copyOf(open);
  }

  /** How many bytes the rooms in memory take, roughly. */
  public long residentBytes() {
    return host.residents().bytes();
  }

  /** How many rooms are in memory. */
  public int residentRooms() {
    return host.residents().size();
  }

  /** What the engine has done since it was opened. */
  public EngineCounts counts() {
    return host.counts();
  }

  /** Why a PDU could not be handed to a room. */
  public enum Unroutable {
    /** It is no JSON object that says or makes a room id. */
    NO_ROOM,
    /** It is a create event, or of a room of the log, of a version that is not known. */
    UNKNOWN_VERSION,
    /** Its room is not open, and it is no create event. */
    UNKNOWN_ROOM
  }

  /**
   * Hands a PDU to its room. A create event that is accepted opens the room that it makes; another
   * one, whose room is not open, is answered and forgotten.
   */
  public Either<Unroutable, Received> receive(ReceivedPdu received) {
    Option<JsonObject> json =
        JsonParser.parse(received.bytes())
            .toOption()
            .map(JsonDocument::value)
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast);
    if (json.isEmpty()) {
      return Either.left(Unroutable.NO_ROOM);
    }
    boolean isCreate = json.get().string("type").contains(EventTypes.CREATE);
    Option<RoomId> roomId = json.get().string("room_id").filter(RoomId::isRoomId).map(RoomId::new);
    if (isCreate) {
      return receiveCreate(received, json.get(), roomId);
    }
    if (roomId.isEmpty()) {
      return Either.left(Unroutable.NO_ROOM);
    }
    return room(roomId.get())
        .map(writer -> writer.receive(received))
        .toEither(
            isOfUnknownVersion(roomId.get())
                ? Unroutable.UNKNOWN_VERSION
                : Unroutable.UNKNOWN_ROOM);
  }

  private Either<Unroutable, Received> receiveCreate(
      ReceivedPdu received, JsonObject json, Option<RoomId> written) {
    Option<RoomVersion> version =
        config
            .versions()
            .get(
                json.object("content")
                    .flatMap(content -> content.string("room_version"))
                    .getOrElse(RoomVersions.DEFAULT_ID));
    if (version.isEmpty()) {
      return Either.left(Unroutable.UNKNOWN_VERSION);
    }
    RoomReducer reducer = host.reducer(version.get());
    Either<EventDefect, Pdu> parsed = reducer.parse(received.bytes(), received.trustedId());
    Option<RoomId> made =
        version.get().rules().has(FormatFlag.ROOM_ID_ON_CREATE)
            ? written
            : parsed.toOption().map(pdu -> pdu.facts().roomId());
    if (made.isEmpty()) {
      return Either.left(Unroutable.NO_ROOM);
    }
    Option<RoomWriter> open = room(made.get());
    if (open.isDefined()) {
      return Either.right(open.get().receive(received));
    }
    if (isOfUnknownVersion(made.get())) {
      return Either.left(Unroutable.UNKNOWN_VERSION);
    }
    // Only one that is accepted opens a room: another could choose the version of a room that is
    // not its sender's.
    CreateTrial trial =
        CreateTrial.of(
            parsed, received.arrival(), reducer, host.emptyRoom(version.get(), EventLookup.NONE));
    return Either.right(
        trial
            .accepted()
            .map(event -> openRoom(made.get(), version.get()).receive(received, event, reducer))
            .getOrElse(() -> new Received(0, trial.receipt(), List.of())));
  }

  /** The current state of a room. */
  public Option<StateView> currentState(RoomId id) {
    return room(id)
        .map(
            writer -> {
              Room room = writer.room();
              return new StateView(room.graph(), writer.reducer().currentState(room));
            });
  }

  /** The state after an event, if it is known and no outlier. */
  public Option<StateView> stateAfter(RoomId roomId, EventId eventId) {
    return at(roomId, eventId, GraphEvent::stateAfter);
  }

  /** The state before an event, if it is known and no outlier. */
  public Option<StateView> stateBefore(RoomId roomId, EventId eventId) {
    return at(roomId, eventId, GraphEvent::stateBefore);
  }

  private Option<StateView> at(
      RoomId roomId,
      EventId eventId,
      java.util.function.Function<GraphEvent, Option<dev.roomstate.state.StateMap>> state) {
    return room(roomId)
        .map(RoomWriter::room)
        .flatMap(
            room ->
                room.graph()
                    .get(eventId)
                    .flatMap(state)
                    .map(map -> new StateView(room.graph(), map)));
  }

  /** A judged event of a room as it was logged. */
  public Option<LogEntry> entry(RoomId roomId, EventId eventId) {
    return room(roomId).flatMap(writer -> writer.position(eventId)).flatMap(log::read);
  }

  /**
   * A judged event of a room as clients may see it: redacted where an accepted redaction applies.
   */
  public Option<JsonObject> event(RoomId roomId, EventId eventId) {
    Option<RoomWriter> writer = room(roomId);
    return entry(roomId, eventId)
        .map(
            entry -> {
              Room room = writer.get().room();
              EventFacts facts = entry.event().pdu().facts();
              JsonObject json = entry.event().pdu().json();
              return room.redactedBy(eventId, facts.sender()).isDefined()
                  ? Redaction.redact(json, room.version().rules())
                  : json;
            });
  }

  /** The log. */
  public EventLog log() {
    return log;
  }

  /**
   * Makes snapshots of the rooms in memory that have changed much since the last, and closes the
   * log.
   */
  @Override
  public void close() {
    try {
      host.close();
    } finally {
      log.close();
    }
  }
}
