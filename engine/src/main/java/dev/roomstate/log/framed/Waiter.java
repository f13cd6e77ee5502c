package dev.roomstate.log.framed;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits until an entry is kept, or it is its turn to sync. Thread-safe. */
final class Waiter {
  /** What comes of waiting. */
  enum Outcome {
    /** The entry is kept. */
    KEPT,
    /** The log has failed. */
    FAILED,
    /** The thread has to sync. */
    SYNCS
  }

  private final Thread thread = Thread.currentThread();
  private final long entry;
  private volatile Outcome outcome;

  /** It is the thread that calls this which waits, for the entry of this number. */
  Waiter(long entry) {
    this.entry = entry;
  }

  /** The number of the entry. */
  long entry() {
    return entry;
  }

  /** Ends the waiting. */
  void end(Outcome how) {
    outcome = how;
    LockSupport.unpark(thread);
  }

  /** Ends the waiting of all of them. */
  static void end(List<Waiter> waiters, Outcome how) {
    for (Waiter waiter : waiters) {
      waiter.outcome = how;
    }
    for (Waiter waiter : waiters) {
      LockSupport.unpark(waiter.thread);
    }
  }

  /** Returns what comes of it, when it does. A thread that is interrupted stays so, and waits. */
  Outcome await() {
    boolean isInterrupted = false;
    while (outcome == null) {
      LockSupport.park(this);
      isInterrupted |= Thread.interrupted();
    }
    if (isInterrupted) {
      thread.interrupt();
    }
    return outcome;
  }
}
