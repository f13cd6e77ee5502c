package dev.roomstate.log.framed;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.SyncCount;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Option;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames of a log that wait to be written, and the turn of whoever writes them: whoever comes
 * first writes what all have appended. All methods but {@link #end} need the log's lock.
 */
final class GroupCommit {
  /** An append that finds more bytes waiting has them written before it goes on. */
  private static final long PENDING_BYTES_MAX = FramedEventLog.PENDING_BYTES_MAX;

  private final BatchWriter writer;
  private final FrameChain chain;
  private final Durability durability;
  private final ReentrantLock lock;

  /** Signalled when a batch was written, and when the log fails or is closed. */
  private final Condition changed;

  private PendingFrames pending = new PendingFrames(0);
  private PendingFrames inFlight = pending;
  private boolean writing;
  private long nextEntry;
  private long lastPlace;
  private LogFailure failure;

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
    end = entries;
    lastPlace = place;
    pending = new PendingFrames(nextEntry);
    inFlight = pending;
  }

  /** The number of entries that are kept. */
  long end() {
    return end;
  }

  /** Another process has kept so many entries. */
  void kept(long entries) {
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
    return pending.bytes();
  }

  Condition changed() {
    return changed;
  }

  /** Writes nothing any more. */
  void fail(LogFailure why) {
    failure = failure == null ? why : failure;
    changed.signalAll();
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  /** Returns when another frame may be added. */
  void awaitRoom() {
    while (writing && durability == Durability.EACH) {
      changed.awaitUninterruptibly();
      check();
    }
    while (pending.bytes() > PENDING_BYTES_MAX) {
      step();
      check();
    }
  }

  /** Adds a frame that is no entry. */
  void add(int kind, byte[] payload) {
    pending.add(chain.next(kind, payload));
  }

  /** Adds an entry and says which number it has. Where each is kept alone, it is written. */
  long addEntry(byte[] payload) {
    pending.addEntry(chain.next(FrameKinds.ENTRY, payload));
    return nextEntry++;
  }

  /** Writes an entry that is kept alone. */
  void added() {
    if (durability == Durability.EACH) {
      writePending();
    }
  }

  /** Waits for whoever writes, or writes. */
  @SuppressWarnings("WaitNotInLoop") // it is called in loops
  private void step() {
    if (writing) {
      changed.awaitUninterruptibly();
    } else {
      writePending();
    }
  }

  /** Returns when this entry is kept. */
  void keep(long entry) {
    while (end <= entry && failure == null) {
      step();
    }
    if (end <= entry) {
      throw failure;
    }
  }

  /**
   * Returns when all is written that was added, or writers have left no moment without work.
   *
   * @return whether all is written
   */
  boolean settle(int triesMax) {
    for (int i = 0; writing || !pending.frames().isEmpty(); i++) {
      if (i == triesMax) {
        return false;
      }
      step();
      check();
    }
    return true;
  }

  /** The payload of an entry that is not kept yet, if it is one. */
  Option<byte[]> waiting(long entry) {
    return inFlight.entry(entry).orElse(pending.entry(entry));
  }

  /** Writes what waits, and lets go of the lock while it does. */
  private void writePending() {
    PendingFrames batch = pending;
    long firstFrame = chain.sequence() - batch.frames().size();
    pending = new PendingFrames(nextEntry);
    inFlight = batch;
    writing = true;
    LogFailure failed = null;
    long stored = lastPlace;
    lock.unlock();
    try {
      stored = writer.write(batch, firstFrame);
    } catch (LogFailure e) {
      failed = e;
    } finally {
      lock.lock();
    }
    writing = false;
    inFlight = pending;
    if (failed == null) {
      chain.kept(firstFrame + batch.frames().size());
      end = batch.endEntry();
      lastPlace = stored;
      changed.signalAll();
    } else {
      fail(failed);
      throw failed;
    }
  }
}
