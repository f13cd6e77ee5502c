package dev.roomstate.log.framed;

import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.SyncCount;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The frames of a log that wait to be written and synced, and the turns of those who do it: whoever
 * comes first writes and syncs what all have appended, and hands the turn on to one who came
 * meanwhile. While it syncs, others write what they have appended. All methods but {@link #end},
 * {@link #stored}, {@link #failure} and {@link #keep} need the log's lock.
 */
final class GroupCommit {
  /** An append that finds more bytes waiting has them written before it goes on. */
  private static final long PENDING_BYTES_MAX = FramedEventLog.PENDING_BYTES_MAX;

  /** So many bytes are written while others sync; fewer are left for the next who does. */
  private static final int EAGER_BYTES = 1 << 12;

  private final BatchWriter writer;
  private final FrameChain chain;
  private final Durability durability;
  private final ReentrantLock lock;

  /** Signalled when a batch was written, and when the log fails or is closed. */
  private final Condition changed;

  private PendingFrames pending = new PendingFrames();

  /** What is being written, or could not be; empty while nothing is. */
  private PendingFrames inFlight = new PendingFrames();

  /** Whether somebody writes. */
  private boolean writing;

  /** Whether it is somebody's turn to sync. */
  private boolean syncing;

  /** Who waits for what is not being synced yet. */
  private List<Waiter> waiters = new ArrayList<>();

  private long nextEntry;
  private WrittenFrames written = new WrittenFrames(0, 0, 0);

  /** Changed by whose turn it is to sync. */
  private WrittenFrames synced = written;

  private long lastPlace;
  private volatile LogFailure failure;

  /** The number of entries that are in the store, and in the index. */
  private volatile long stored;

  /** The number of entries that are kept; what readers need of them was put in place before. */
  private volatile long end;

  GroupCommit(
      LogFolder folder,
      FrameStore store,
      FrameChain chain,
      EntryIndex index,
      Durability durability,
      ReentrantLock lock) {
    this.writer = new BatchWriter(folder, store, durability, index);
    this.chain = chain;
    this.durability = durability;
    this.lock = lock;
    this.changed = lock.newCondition();
  }

  /** So many entries are kept already, and the last frame is at this place. */
  void begin(long entries, long place) {
    chain.kept(chain.sequence());
    nextEntry = entries;
    written = new WrittenFrames(chain.sequence(), entries, 0);
    synced = written;
    stored = entries;
    end = entries;
    lastPlace = place;
    pending.begin(nextEntry);
    inFlight.begin(nextEntry);
  }

  /** The number of entries that are kept. */
  long end() {
    return end;
  }

  /** The number of entries that are in the store, kept or not. */
  long stored() {
    return stored;
  }

  /** Another process has kept so many entries. */
  void kept(long entries) {
    stored = entries;
    end = entries;
  }

  /** The number of the next entry that is appended. */
  long nextEntry() {
    return nextEntry;
  }

  /** The place of the last frame that is stored. */
  long lastPlace() {
    return lastPlace;
  }

  /** Why nothing is written any more, null as long as it is. */
  LogFailure failure() {
    return failure;
  }

  /** How often the store was synced. */
  SyncCount syncs() {
    return writer.syncs();
  }

  /** How many bytes wait. */
  long pendingBytes() {
    return pending.frames().length();
  }

  Condition changed() {
    return changed;
  }

  /** Writes nothing any more. */
  void fail(LogFailure why) {
    failure = failure == null ? why : failure;
    Waiter.end(waiters, Waiter.Outcome.FAILED);
    waiters.clear();
    changed.signalAll();
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  private boolean isBusy() {
    return writing || syncing;
  }

  /** Returns when another frame may be added. */
  void awaitRoom() {
    while (isBusy() && durability == Durability.EACH
        || pending.frames().length() > PENDING_BYTES_MAX) {
      step();
      check();
    }
  }

  /** Adds a frame that is no entry. */
  void add(int kind, byte[] payload) {
    pending.add(chain, kind, payload);
  }

  /** Adds an entry and says which number it has. */
  long addEntry(Consumer<? super BinaryWriter> payload) {
    pending.addEntry(chain, payload);
    return nextEntry++;
  }

  /** Where each entry is kept alone, writes and syncs the one that was added. */
  void added() {
    if (durability == Durability.EACH) {
      step();
    }
  }

  /** Waits for whoever writes or syncs, or does both. */
  @SuppressWarnings("WaitNotInLoop") // it is called in loops
  private void step() {
    if (isBusy()) {
      changed.awaitUninterruptibly();
      return;
    }
    syncing = true;
    lock.unlock();
    try {
      sync();
    } finally {
      lock.lock();
    }
  }

  /**
   * Returns when all is kept that was added, or writers have left no moment without work.
   *
   * @return whether all is kept
   */
  boolean settle(int triesMax) {
    for (int i = 0; isBusy() || pending.frames().size() > 0; i++) {
      if (i == triesMax) {
        return false;
      }
      step();
      check();
    }
    return true;
  }

  /** Returns when nobody writes or syncs any more, and nobody is to. */
  void awaitIdle() {
    while (isBusy()) {
      changed.awaitUninterruptibly();
    }
  }

  /**
   * The payload of an entry that is not in the store yet, if it is one. What could not be written
   * stays here.
   */
  Option<byte[]> waiting(long entry) {
    return inFlight.entry(entry).orElse(pending.entry(entry));
  }

  /**
   * Returns when this entry, which was added, is kept. Not to be called with the lock.
   *
   * @throws LogFailure when it is not kept and will not be
   */
  void keep(long entry) {
    Waiter waiter = null;
    lock.lock();
    try {
      if (end > entry) {
        return;
      }
      check();
      if (syncing) {
        waiter = new Waiter(entry);
        waiters.add(waiter);
        if (!writing && pending.frames().length() >= EAGER_BYTES) {
          writePending();
        }
      }
      syncing = true;
    } finally {
      lock.unlock();
    }
    Waiter.Outcome outcome = waiter == null ? Waiter.Outcome.SYNCS : waiter.await();
    if (outcome == Waiter.Outcome.SYNCS) {
      sync();
    } else if (outcome == Waiter.Outcome.FAILED) {
      throw failure;
    }
  }

  /** Writes what waits, and lets go of the lock while it does. */
  private void writePending() {
    PendingFrames batch = pending;
    long firstFrame = chain.sequence() - batch.frames().size();
    pending = inFlight;
    pending.begin(nextEntry);
    inFlight = batch;
    writing = true;
    LogFailure failed = null;
    long place = lastPlace;
    lock.unlock();
    try {
      place = writer.write(batch, firstFrame);
    } catch (LogFailure e) {
      failed = e;
    } finally {
      lock.lock();
    }
    writing = false;
    if (failed == null) {
      written = written.plus(batch);
      lastPlace = place;
      stored = batch.endEntry();
      batch.begin(nextEntry);
      changed.signalAll();
    } else {
      fail(failed);
    }
    check();
  }

  /** Writes what waits, syncs, and hands the turn on. For whose turn it is, without the lock. */
  private void sync() {
    List<Waiter> covered = new ArrayList<>();
    try {
      WrittenFrames reached = writeRest(covered);
      writer.sync(reached.minus(synced));
      synced(reached);
    } catch (LogFailure e) {
      notSynced(e, covered);
      throw e;
    }
    Waiter.end(covered, Waiter.Outcome.KEPT);
  }

  /** Writes what waits, and says how much is written then, and who waited for it. */
  private WrittenFrames writeRest(List<Waiter> covered) {
    lock.lock();
    try {
      while (writing) {
        changed.awaitUninterruptibly();
      }
      check();
      if (pending.frames().size() > 0) {
        writePending();
      }
      take(waiters, written.entries(), covered);
      return written;
    } finally {
      lock.unlock();
    }
  }

  /** Moves those who wait for an entry before this one. */
  private static void take(List<Waiter> from, long entry, List<Waiter> into) {
    List<Waiter> left = new ArrayList<>();
    from.forEach(waiter -> (waiter.entry() < entry ? into : left).add(waiter));
    from.clear();
    from.addAll(left);
  }

  private void synced(WrittenFrames reached) {
    lock.lock();
    try {
      synced = reached;
      chain.kept(reached.frames());
      end = reached.entries();
      syncing = !waiters.isEmpty();
      if (syncing) {
        waiters.remove(waiters.size() - 1).end(Waiter.Outcome.SYNCS);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void notSynced(LogFailure why, List<Waiter> covered) {
    lock.lock();
    try {
      syncing = false;
      fail(why);
      Waiter.end(covered, Waiter.Outcome.FAILED);
    } finally {
      lock.unlock();
    }
  }
}
