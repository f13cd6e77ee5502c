package dev.roomstate;

import dev.roomstate.event.EventVerifier;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.snapshot.RoomSnapshot;
import dev.roomstate.observe.RoomLoadedEvent;
import dev.roomstate.observe.SnapshotEvent;
import dev.roomstate.receipt.RoomReducer;
import dev.roomstate.room.CurrentState;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all rooms of an engine share: its options, its log and its memory. Thread-safe. */
final class RoomHost {
  private static final Logger LOG = LoggerFactory.getLogger(RoomHost.class);

  /** After so many entries the log makes a checkpoint. */
  private static final long CHECKPOINT_ENTRIES = 1 << 16;

  /** Least entries after the last snapshot of a room for which another one is made in passing. */
  private static final long SAVED_IN_PASSING_MIN = 10_000;

  /** The thread that saves ends when it has had nothing to do for so long. */
  private static final long IDLE_SECONDS = 10;

  private final EngineConfig config;
  private final EventLog log;
  private final Consumer<LogEntry> subscriber;
  private final long hashSeed = new SecureRandom().nextLong();
  private final HeldEventFacts facts = new HeldEventFacts();
  private final ResidentRooms residents;
  private final EngineCounts counts = new EngineCounts();
  private final Option<RecordingKeyRing> keys;
  private final EventVerifier verifier;
  private final Map<RoomVersion, RoomReducer> reducers = new ConcurrentHashMap<>();
  private final ExecutorService saver = saver();

  RoomHost(EngineConfig config, EventLog log, Consumer<LogEntry> subscriber) {
    this.config = config;
    this.log = log;
    this.subscriber = subscriber;
    this.residents =
        new ResidentRooms(
            log.isReadAgain() ? config.memory().residentBytesMax() : Long.MAX_VALUE,
            this::saveSoon);
    this.keys = config.keys().map(ring -> new RecordingKeyRing(ring, log));
    this.verifier =
        keys.fold(
            () -> EventVerifier.withoutSignatures(config.ed25519()),
            ring -> EventVerifier.withKeys(ring, config.ed25519()));
  }

  private static ExecutorService saver() {
    ThreadPoolExecutor saver =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "roomstate snapshots");
              thread.setDaemon(true);
              return thread;
            });
    saver.allowCoreThreadTimeOut(true);
    return saver;
  }

  EngineConfig config() {
    return config;
  }

  EventLog log() {
    return log;
  }

  HeldEventFacts facts() {
    return facts;
  }

  ResidentRooms residents() {
    return residents;
  }

  EngineCounts counts() {
    return counts;
  }

  /** Appends an entry, with the keys by which it was judged. */
  LogPosition append(RoomId id, RoomVersion version, JudgedEvent entry) {
    keys.forEach(ring -> ring.record(entry.pdu()));
    LogPosition position = log.append(id, version, entry);
    counts.entryAppended();
    return position;
  }

  /** Hands an entry to the subscriber, which the log has kept. */
  void publish(LogEntry entry) {
    subscriber.accept(entry);
  }

  /** The log has kept an entry. */
  void kept(LogEntry entry) {
    counts.entryKept(entry);
    if ((entry.position().sequence() + 1) % CHECKPOINT_ENTRIES == 0) {
      saveSoon(log::checkpoint);
    }
  }

  /** The reducer of all rooms of a version. */
  RoomReducer reducer(RoomVersion version) {
    return reducers.computeIfAbsent(
        version,
        absent ->
            new RoomReducer(
                version,
                config.versions(),
                verifier,
                config.reading(),
                config.softFailure(),
                config.upkeep()));
  }

  /** A room without events. */
  Room emptyRoom(RoomVersion version, EventLookup lookup) {
    Room empty = Room.empty(version, hashSeed, lookup);
    return config.softFailure() ? empty : empty.withoutCurrentState();
  }

  /**
   * A room from its snapshot and what the log has of it after that.
   *
   * @param savedEntries is told how many of its entries are in the snapshot
   */
  ResidentRoom load(RoomId id, RoomVersion version, EventLookup lookup, LongConsumer savedEntries) {
    RoomLoadedEvent observed = RoomLoadedEvent.start();
    ResidentRoom[] room = {
      fromSnapshot(id, version, lookup)
          .getOrElse(() -> ResidentRoom.empty(emptyRoom(version, lookup)))
    };
    long saved = room[0].entries();
    savedEntries.accept(saved);
    log.forEachOf(id, room[0].last().next(), entry -> room[0] = room[0].after(entry));
    counts.roomLoaded();
    observed.loaded(id.value(), room[0].entries(), room[0].entries() - saved);
    return room[0];
  }

  private Option<ResidentRoom> fromSnapshot(RoomId id, RoomVersion version, EventLookup lookup) {
    SnapshotEvent observed = SnapshotEvent.start();
    return log.snapshots()
        .read(id)
        .flatMap(
            bytes -> {
              Either<String, RoomSnapshot> snapshot =
                  RoomSnapshot.read(bytes, id, version, this::isKnown, hashSeed, lookup);
              if (snapshot.isLeft()) {
                LOG.warn(
                    "the snapshot of {} is not used, and the log is read instead: {}",
                    id,
                    snapshot.getLeft());
              } else {
                counts.snapshotRead();
                observed.ended(id.value(), snapshot.get().positions().size(), bytes.length, false);
              }
              return snapshot.toOption().map(this::resident);
            });
  }

  private boolean isKnown(LogPosition last, int checkValue) {
    return last.compareTo(log.end()) < 0 && log.checkValue(last) == checkValue;
  }

  private ResidentRoom resident(RoomSnapshot snapshot) {
    Room room = snapshot.room();
    if (!config.softFailure()) {
      room = room.withoutCurrentState();
    } else if (room.currentState().isEmpty()) {
      room = room.withCurrentState(CurrentState.EMPTY.stale());
    }
    return new ResidentRoom(
        room, snapshot.positions(), snapshot.last(), snapshot.positions().size());
  }

  /** Whether a snapshot is to be made while the room is used, of which so many were saved. */
  boolean isWorthSaving(ResidentRoom room, long savedEntries) {
    return log.snapshots().keepsAny()
        && room.entries() - savedEntries >= Math.max(SAVED_IN_PASSING_MIN, savedEntries / 2);
  }

  /** Runs it on a thread of its own, one after the other. */
  void saveSoon(Runnable save) {
    try {
      saver.execute(save);
    } catch (RejectedExecutionException e) {
      // The engine is being closed, which saves all that is worth it.
      LOG.debug("nothing is saved in passing any more");
    }
  }

  /**
   * Makes a snapshot, unless few entries came since the last one.
   *
   * @return whether it was made
   */
  boolean save(RoomId id, ResidentRoom room, long savedEntries) {
    if (!log.snapshots().keepsAny()
        || room.entries() - savedEntries < config.memory().unsavedEntriesMin()
        || room.room().graph().size() > RoomSnapshot.EVENTS_MAX) {
      return false;
    }
    SnapshotEvent observed = SnapshotEvent.start();
    try {
      int checkValue = log.checkValue(room.last());
      RoomSnapshot snapshot =
          new RoomSnapshot(id, room.last(), checkValue, room.room(), room.positions());
      byte[] bytes = snapshot.write();
      log.snapshots().write(id, bytes);
      counts.snapshotWritten();
      observed.ended(id.value(), room.positions().size(), bytes.length, true);
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn("no snapshot of {} was made: {}", id, e.toString());
      return false;
    }
  }

  /** Makes snapshots of all rooms in memory, and no more of any. */
  void close() {
    saver.shutdown();
    try {
      if (!saver.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.warn("a snapshot is still being made");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    residents.rooms().forEach(RoomMemory::save);
  }
}
