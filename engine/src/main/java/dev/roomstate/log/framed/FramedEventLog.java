package dev.roomstate.log.framed;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.SnapshotStore;
import dev.roomstate.log.SyncCount;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.KeyFormat;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.LoggedEntries.RoomTail;
import dev.roomstate.log.snapshot.SnapshotFolder;
import dev.roomstate.observe.AppendEvent;
import dev.roomstate.observe.KeepEvent;
import dev.roomstate.observe.OpenEvent;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on disk. One process writes it; thread-safe within. After a failed write nothing is
 * appended any more until the log is opened again: what was acknowledged is there then, what was
 * not may be.
 */
public final class FramedEventLog implements EventLog {
  /** An append that finds more bytes waiting has them written before it goes on. */
  public static final long PENDING_BYTES_MAX = 1L << 26;

  private static final Logger LOG = LoggerFactory.getLogger(FramedEventLog.class);
  private static final String SNAPSHOTS = "snapshots";

  /** How often a log that is only read looks whether another process has written more. */
  private static final long LOOK_NANOS = 5_000_000;

  private final LogFolder folder;
  private final FrameStore store;
  private final Durability durability;
  private final FrameChain chain;
  private final EntryIndex index = new EntryIndex();
  private final LogRooms rooms = new LogRooms();
  private final Set<RecordedKey> keys = new LinkedHashSet<>();
  private final LogScan scan;
  private final SnapshotFolder snapshots;

  /** Guards all that changes below, the chain, the rooms and the keys. */
  private final ReentrantLock lock = new ReentrantLock();

  private final GroupCommit commit;
  private final Checkpoints checkpoints;
  private final LoggedEntries entries;
  private String cutOff = "";
  private volatile boolean closed;

  /** Checks what was not checked when the log was opened; null if that is nothing. */
  private LogRecheck recheck;

  private FramedEventLog(
      LogFolder folder,
      FrameStore store,
      RoomVersions versions,
      Durability durability,
      LogCheck logCheck) {
    this.folder = folder;
    this.store = store;
    this.durability = durability;
    this.chain = new FrameChain(folder.manifest().tag());
    this.snapshots =
        new SnapshotFolder(
            folder.path().resolve(SNAPSHOTS),
            folder.manifest().id(),
            folder.access() == LogAccess.WRITE,
            folder.disk());
    this.entries = new LoggedEntries(folder, store, index, rooms, versions);
    this.commit = new GroupCommit(folder, store, chain, index, durability, lock);
    this.checkpoints = new Checkpoints(folder, store, chain, commit, rooms, keys, index);
    this.scan = new LogScan(folder, store, chain, rooms, keys, index, logCheck);
  }

  /**
   * Opens the log in a folder, and checks every frame. The folder is let go of when the log is
   * closed, or cannot be opened.
   *
   * @param versions the room versions that rooms of the log may have
   * @throws LogFailure when it cannot be opened
   */
  public static FramedEventLog open(
      LogFolder folder,
      FrameStore.Opener opener,
      RoomVersions versions,
      Durability durability,
      LogCheck logCheck) {
    try {
      return Uninterrupted.run(() -> opened(folder, opener, versions, durability, logCheck));
    } catch (IOException | RuntimeException | Error e) {
      letGo(folder);
      if (e instanceof LogFailure known) {
        throw known;
      }
      throw new LogFailure("`" + folder.path() + "` cannot be read: " + LogFolder.why(e), e);
    }
  }

  private static FramedEventLog opened(
      LogFolder folder,
      FrameStore.Opener opener,
      RoomVersions versions,
      Durability durability,
      LogCheck logCheck)
      throws IOException {
    FrameStore store = opener.open(folder);
    try {
      FramedEventLog log = new FramedEventLog(folder, store, versions, durability, logCheck);
      log.open();
      return log;
    } catch (IOException | RuntimeException | Error e) {
      letGo(store);
      throw e;
    }
  }

  private void open() throws IOException {
    OpenEvent observed = OpenEvent.start();
    cutOff = scan.open();
    if (folder.access() == LogAccess.WRITE) {
      scan.close();
      if (durability != Durability.OS) {
        // A killed process may have left it to the operating system alone.
        store.sync();
      }
      folder.opened();
    }
    commit.begin(scan.entries(), scan.lastPlace());
    if (scan.unread() > 0) {
      recheck = LogRecheck.start(folder, store, scan.unread(), () -> closed, this::fail);
    }
    if (observed.isOn()) {
      observed.opened(folder.path().toString(), kind().word(), scan.entries(), cutOff);
    }
  }

  /** Takes nothing any more, whatever is being written. */
  private void fail(LogFailure why) {
    LOG.error("{}", why.getMessage());
    lock.lock();
    try {
      commit.fail(why);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the frames that were not checked when the log was opened have been checked.
   *
   * @throws LogFailure where one of them is damaged or cannot be read, the log was closed before
   *     all of them were checked, or it has failed otherwise
   */
  public void awaitChecked() {
    boolean isSound = recheck == null || recheck.await();
    lock.lock();
    try {
      if (commit.failure() != null) {
        throw commit.failure().again();
      }
      if (!isSound) {
        throw new LogFailure("`" + folder.path() + "` was closed before all of it was checked");
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was found at the end of the log when it was opened, as a sentence; empty if nothing. */
  public String cutOff() {
    return cutOff;
  }

  /** How many frames, from its beginning on, were not checked before it was used. */
  public long framesCheckedLater() {
    return scan.unread();
  }

  /** What it keeps its frames in. */
  public LogKind kind() {
    return folder.manifest().kind();
  }

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    AppendEvent observed = AppendEvent.start();
    lock.lock();
    try {
      check();
      commit.awaitRoom();
      check();
      observed.begins();
      long before = commit.pendingBytes();
      long entry = enqueue(roomId, version, event);
      observed.appended(entry, commit.pendingBytes() - before);
      commit.added();
      return new LogPosition(entry);
    } catch (LogFailure e) {
      throw e == commit.failure() ? e.again() : e;
    } finally {
      lock.unlock();
    }
  }

  private long enqueue(RoomId roomId, RoomVersion version, JudgedEvent event) {
    Option<Integer> known = rooms.number(roomId);
    int room = known.isDefined() ? known.get() : enqueueRoom(new NamedRoom(roomId, version.id()));
    long back = rooms.back(room, commit.nextEntry());
    long entry = commit.addEntry(out -> EntryFormat.write(room, back, event, out));
    rooms.appended(room, entry);
    return entry;
  }

  private int enqueueRoom(NamedRoom room) {
    commit.add(FrameKinds.ROOM, RoomFormat.write(room));
    return rooms.add(room);
  }

  private void check() {
    if (commit.failure() != null) {
      throw commit.failure().again();
    }
    if (closed) {
      throw new LogFailure("`" + folder.path() + "` was closed");
    }
    if (folder.access() == LogAccess.READ) {
      throw new LogFailure("`" + folder.path() + "` was opened to be read, and takes nothing");
    }
  }

  @Override
  public void keep(LogPosition position) {
    long entry = position.sequence();
    if (entry < commit.end()) {
      return;
    }
    KeepEvent observed = KeepEvent.start();
    lock.lock();
    try {
      if (entry >= commit.nextEntry()) {
        throw new LogFailure("`" + folder.path() + "` has no entry " + entry + " to keep");
      }
    } finally {
      lock.unlock();
    }
    try {
      commit.keep(entry);
    } catch (LogFailure e) {
      throw e == commit.failure() ? e.again() : e;
    }
    observed.kept(entry);
  }

  @Override
  public LogPosition end() {
    return new LogPosition(commit.end());
  }

  @Override
  public boolean await(LogPosition position, Duration timeout) {
    long left = TimeUnit.NANOSECONDS.convert(timeout);
    lock.lock();
    try {
      while (commit.end() <= position.sequence() && left > 0 && isUsable()) {
        if (folder.access() == LogAccess.READ) {
          scan.readOn();
          commit.kept(scan.entries());
          long rest = commit.end() > position.sequence() ? 0 : Math.min(left, LOOK_NANOS);
          left -= rest - commit.changed().awaitNanos(rest);
        } else {
          left = commit.changed().awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new LogFailure("`" + folder.path() + "` cannot be read: " + LogFolder.why(e), e);
    } finally {
      lock.unlock();
    }
    return commit.end() > position.sequence();
  }

  private boolean isUsable() {
    return commit.failure() == null && !closed;
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    long entry = position.sequence();
    if (entry < 0) {
      return Option.none();
    }
    if (entry >= commit.stored()) {
      Option<byte[]> waiting = waiting(entry);
      if (waiting.isDefined() || entry >= commit.stored()) {
        return waiting.map(payload -> entries.decode(entry, payload));
      }
    }
    return Option.some(entries.read(entry));
  }

  /** The payload of an entry that is not in the store yet. */
  private Option<byte[]> waiting(long entry) {
    lock.lock();
    try {
      return commit.waiting(entry);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    entries.forEach(Math.max(0, position.sequence()), commit.end(), consumer);
  }

  @Override
  public void forEach(
      Consumer<? super LogEntry> consumer, Consumer<? super RecordedKey> keyConsumer) {
    entries.forEachWithKeys(commit.end(), consumer, keyConsumer);
  }

  @Override
  public List<LoggedRoom> rooms() {
    lock.lock();
    try {
      return rooms.all();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forEachOf(RoomId roomId, LogPosition position, Consumer<? super LogEntry> consumer) {
    long kept = commit.end();
    Option<RoomTail> tail;
    lock.lock();
    try {
      tail = rooms.tail(roomId);
    } finally {
      lock.unlock();
    }
    tail.forEach(
        last ->
            entries.forEachOf(
                last, Math.max(0, position.sequence()), kept, this::waiting, consumer));
  }

  @Override
  public int checkValue(LogPosition position) {
    return entries.checkValue(position.sequence(), commit.stored());
  }

  @Override
  public void checkpoint() {
    lock.lock();
    try {
      check();
      checkpoints.make();
    } catch (LogFailure e) {
      LOG.warn("no checkpoint of `{}` was made: {}", folder.path(), LogFolder.why(e));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SyncCount syncs() {
    return commit.syncs();
  }

  @Override
  public boolean isReadAgain() {
    return true;
  }

  @Override
  public SnapshotStore snapshots() {
    return snapshots;
  }

  @Override
  public void record(RecordedKey key) {
    lock.lock();
    try {
      check();
      if (keys.add(key)) {
        commit.add(FrameKinds.KEY, KeyFormat.write(key));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<RecordedKey> keys() {
    lock.lock();
    try {
      return List.copyOf(keys);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the log in order, with all that was appended: what is damaged at its end later is not
   * taken for a torn write.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (commit.failure() == null && folder.access() == LogAccess.WRITE) {
        checkpoints.close();
      }
    } catch (LogFailure e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      throw new LogFailure("`" + folder.path() + "` could not be closed: " + LogFolder.why(e), e);
    } finally {
      commit.changed().signalAll();
      // After a failure somebody may still write.
      commit.awaitIdle();
      lock.unlock();
      letGoOfAll();
    }
  }

  private void letGoOfAll() {
    if (recheck != null) {
      recheck.await();
    }
    snapshots.close();
    letGo(scan);
    letGo(store);
    letGo(folder);
  }

  /** Lets go of files; what was to be kept has been synced, or was not acknowledged. */
  private static void letGo(Closeable file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // Nothing is promised of it any more.
      }
    }
  }
}
