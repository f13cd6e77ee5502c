package dev.roomstate.cli;

import dev.roomstate.EngineConfig;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.crypto.KeyRing;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.receipt.Receipt;
import dev.roomstate.room.Room;
import dev.roomstate.room.StateView;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Judges the events of a room file, in their order. Answers come in that order too: behind an event
 * that waits, they wait as well. Events are judged and kept in batches, and answered once their
 * batch is kept; a batch is what was read of the file without waiting for more.
 */
final class RoomReplay implements Closeable {
  private static final int BATCH_EVENTS_MAX = 256;
  private static final int BATCH_BYTES_MAX = 1 << 20;

  private final RoomOptions options;
  private final Terminal terminal;
  private final RoomFile file;
  private final RoomStateEngine engine;
  private final RoomVersion version;
  private final AnswerSheet sheet;
  private final List<RoomFile.Item> batch = new ArrayList<>();
  private final Map<EventOutcome, Long> counts = new EnumMap<>(EventOutcome.class);
  private final Deque<Answered> unanswered = new ArrayDeque<>();
  private final List<RoomFile.Item> givenStates = new ArrayList<>();
  private List<RoomWriter.Waiting> waiting = List.of();
  private RoomWriter writer;
  private RoomFile.Item next;
  private int batchBytes;
  private int answered;
  private String roomId;

  /** The room in the log; null where there is no log, or before an event has told. */
  private RoomId loggedRoom;

  private boolean mixed;
  private boolean unreadable;

  /** An event whose answer may not be there yet. */
  private record Answered(RoomFile.Item item, EventSummary summary) {}

  /** Takes answers, in the order of the file. */
  interface Sink {
    /** The event was answered. */
    void answered(RoomFile.Item item, EventSummary summary, EventAnswer answer);

    /** More of the file has to be read, which may take its time. */
    default void flush() {}
  }

  private RoomReplay(
      RoomOptions options,
      Terminal terminal,
      RoomFile file,
      RoomFile.Item first,
      RoomStateEngine engine,
      RoomVersion version) {
    this.options = options;
    this.terminal = terminal;
    this.file = file;
    this.next = first;
    this.engine = engine;
    this.version = version;
    this.writer = engine.openUnlistedRoom(version);
    this.sheet = new AnswerSheet(writer);
  }

  /** Opens the log that a replay appends to. */
  @FunctionalInterface
  interface LogSource {
    /** None: what is judged is forgotten. */
    LogSource NONE = NoEventLog::new;

    EventLog open() throws CommandFailure;
  }

  /** Opens the room file that the options name, and reads as far as its room version. */
  static RoomReplay open(RoomOptions options, Terminal terminal) throws CommandFailure {
    return open(options, LogSource.NONE, terminal);
  }

  /** Opens the room file that the options name, and a log behind its first event. */
  static RoomReplay open(RoomOptions options, LogSource log, Terminal terminal)
      throws CommandFailure {
    Either<String, RoomVersion> given =
        options.roomVersion().fold(() -> Either.left(""), VersionChoice::named);
    if (options.roomVersion().isDefined() && given.isLeft()) {
      throw new CommandFailure(given.getLeft());
    }
    Option<KeyRing> keys =
        options.keys().isDefined() ? Option.some(keys(options, terminal)) : Option.none();
    RoomFile file = RoomFile.open(options.room(), terminal);
    RoomFile.Item first = file.next();
    Either<String, RoomVersion> version =
        given.isRight() ? given : VersionChoice.ofFirst(first.entry());
    if (version.isLeft()) {
      throw new CommandFailure(first.place() + " cannot be judged: " + version.getLeft());
    }
    EngineConfig config = Engines.config().withKeys(keys).withSoftFailure(options.softFail());
    return new RoomReplay(options, terminal, file, first, engine(config, log), version.get());
  }

  private static RoomStateEngine engine(EngineConfig config, LogSource source)
      throws CommandFailure {
    EventLog log = source.open();
    try {
      return RoomStateEngine.open(config, log);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static KeyRing keys(RoomOptions options, Terminal terminal) throws CommandFailure {
    String name = options.keys().get();
    try {
      return VerifyKeys.read(InputFile.readJson(name, terminal));
    } catch (Malformed e) {
      throw new CommandFailure("`" + name + "` holds no keys: " + e.getMessage());
    } catch (NotJson e) {
      throw new CommandFailure("`" + name + "` is " + e.sentence(0));
    }
  }

  /** Is told of each judgement, with the room after it. */
  void subscribe(Consumer<? super LogEntry> subscriber) {
    engine.subscribe(subscriber);
  }

  /** Judges all events of the file, as far as it can be read. */
  void run(Sink sink) {
    file.flushBeforeReading(
        () -> {
          keep(sink);
          sink.flush();
        });
    try (Progress progress = Progress.ofFile(file.file(), terminal)) {
      while (next != null) {
        add(next, sink);
        progress.to(file.file().read());
        next = file.next();
      }
    } catch (CommandFailure e) {
      finish(sink);
      unreadable(e.getMessage());
      return;
    }
    finish(sink);
  }

  private void unreadable(String sentence) {
    terminal.complain(sentence);
    unreadable = true;
  }

  private void add(RoomFile.Item item, Sink sink) throws CommandFailure {
    RoomEntry entry = item.entry();
    if (options.trustIds() && entry.isImpossibleId(writer.room().version())) {
      throw new CommandFailure(
          item.place()
              + " has an `event_id` that is not `$` and 43 base64url characters, as that of a"
              + " create event of this room version is");
    }
    if (options.log().isGiven() && loggedRoom == null) {
      enterRoom(item, sink);
    }
    batch.add(item);
    batchBytes += entry.pdu().length;
    if (batch.size() == BATCH_EVENTS_MAX || batchBytes >= BATCH_BYTES_MAX) {
      keep(sink);
    }
  }

  /** Goes on in the room of the log that this event is of; events before it were none. */
  private void enterRoom(RoomFile.Item item, Sink sink) throws CommandFailure {
    RoomId id = parsed(item.entry()).map(pdu -> pdu.facts().roomId()).getOrNull();
    if (id == null) {
      return;
    }
    keep(sink);
    RoomWriter entered = engine.openRoom(id, version);
    RoomVersion logged = entered.room().version();
    if (!logged.id().equals(version.id())) {
      throw new CommandFailure(
          item.place()
              + " is of room version "
              + version
              + ", and the log has the room `"
              + id
              + "` in version "
              + logged);
    }
    writer = entered;
    sheet.enter(writer, EarlierEntries.of(engine, id));
    loggedRoom = id;
    roomId = id.value();
  }

  private Option<Pdu> parsed(RoomEntry entry) {
    ReceivedPdu pdu = entry.received(options.trustIds());
    return writer.reducer().parse(pdu.bytes(), pdu.trustedId()).toOption();
  }

  /** Judges what was read, and answers it once it is kept. */
  private void keep(Sink sink) {
    List<RoomFile.Item> items = List.copyOf(batch);
    batch.clear();
    batchBytes = 0;
    List<RoomEntry> entries = new ArrayList<>(items.size());
    items.forEach(item -> entries.add(item.entry()));
    List<Receipt> receipts = sheet.receive(entries, options.trustIds());
    for (int i = 0; i < receipts.size(); i++) {
      received(items.get(i), receipts.get(i));
    }
    drain(sink);
    if (sheet.failure() != null) {
      throw sheet.failure();
    }
  }

  private void received(RoomFile.Item item, Receipt receipt) {
    RoomEntry entry = item.entry();
    EventSummary summary = EventSummary.of(entry, receipt);
    unanswered.add(new Answered(item, summary));
    if (!(receipt instanceof Receipt.Dropped)) {
      compareRoom(item, summary.roomId());
      if (entry.state().isDefined()) {
        givenStates.add(item);
      }
    } else if (loggedRoom != null) {
      // A room of a log drops the events of others.
      parsed(entry).forEach(pdu -> compareRoom(item, pdu.facts().roomId().value()));
    }
    if (!options.trustIds()) {
      compareId(item, receipt);
    }
  }

  private void compareRoom(RoomFile.Item item, String room) {
    if (roomId == null) {
      roomId = room;
    } else if (room != null && !room.equals(roomId) && !mixed) {
      mixed = true;
      unreadable(
          item.place()
              + " is of the room `"
              + room
              + "`, those before it are of `"
              + roomId
              + "`: a file holds one room");
    }
  }

  private void compareId(RoomFile.Item item, Receipt receipt) {
    EventId given = item.entry().eventId().getOrNull();
    if (given != null) {
      EventId computed = sheet.idOf(item.entry(), receipt).getOrNull();
      if (computed != null && !computed.equals(given)) {
        unreadable(
            item.place()
                + " has `event_id` `"
                + given
                + "`, but the event's id is `"
                + computed
                + "`");
      }
    }
  }

  private void drain(Sink sink) {
    while (!unanswered.isEmpty()) {
      EventAnswer answer = sheet.answer(answered);
      if (answer == null) {
        return;
      }
      Answered event = unanswered.remove();
      answered++;
      counts.merge(answer.outcome(), 1L, Long::sum);
      sink.answered(event.item(), event.summary(), answer);
    }
  }

  private void finish(Sink sink) {
    keep(sink);
    waiting = sheet.finish();
    drain(sink);
    for (RoomFile.Item item : givenStates) {
      for (String fault : faultOf(item.entry().state().get())) {
        unreadable(item.place() + " has a `state` that is none: " + fault);
      }
    }
  }

  /** What keeps these events from being a state, if something does. */
  private Option<String> faultOf(List<EventId> state) {
    Map<Integer, EventId> byKey = new HashMap<>();
    for (EventId id : state) {
      for (GraphEvent event : writer.room().graph().get(id)) {
        if (!event.isState()) {
          return Option.some("`" + id + "` is no state event");
        }
        EventId other = byKey.put(event.key(), id);
        if (other != null) {
          return Option.some(
              other.equals(id)
                  ? "`" + id + "` stands there twice"
                  : "`" + other + "` and `" + id + "` have the same key");
        }
      }
    }
    return Option.none();
  }

  /** The events that wait still, at the end. */
  List<RoomWriter.Waiting> waiting() {
    return waiting;
  }

  /** The room, and what judges its events. */
  RoomWriter writer() {
    return writer;
  }

  /** Whether signatures are checked. */
  boolean hasKeys() {
    return options.keys().isDefined();
  }

  /** What the room has come to. */
  RoomSummary summary() {
    Room room = writer.room();
    Option<RoomId> id = loggedRoom == null ? room.id() : Option.some(loggedRoom);
    return new RoomSummary(id, room, currentState(), counts);
  }

  /** The room's current state. */
  StateView currentState() {
    Room room = writer.room();
    return new StateView(room.graph(), writer.reducer().currentState(room));
  }

  /** Whether the whole file could be read and was what it should be; why not has been said. */
  boolean isReadable() {
    return !unreadable;
  }

  @Override
  public void close() throws IOException {
    engine.close();
    file.close();
  }
}
