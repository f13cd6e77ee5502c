package dev.roomstate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The entries of one room on their way from the log to readers and subscribers: each once, in their
 * order, by one thread at a time. Thread-safe.
 *
 * @param <T> the entries
 */
final class Publication<T> {
  /**
   * What this thread hands out when the subscriber that it is in has returned; null outside of
   * subscribers. It is the same for all engines, since those of two may write to each other's.
   */
  private static final ThreadLocal<Deque<Publication<?>>> LATER = new ThreadLocal<>();

  private final Consumer<? super T> subscriber;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What was not handed out; its first may be in a subscriber's hands. */
  private final Deque<T> entries = new ArrayDeque<>(2);

  private long added;
  private long handedOut;

  /** Whether a thread hands out. */
  private boolean busy;

  /** How many threads wait for one that does. */
  private int waiting;

  Publication(Consumer<? super T> subscriber) {
    this.subscriber = subscriber;
  }

  /** Takes an entry, which comes after all before. */
  void add(T entry) {
    lock.lock();
    try {
      entries.add(entry);
      added++;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when all that was added before has been handed out. Called by a subscriber, it leaves
   * that for later: this thread does it, or the one that hands out entries of the room already.
   */
  void handOut() {
    Deque<Publication<?>> left = LATER.get();
    if (left != null) {
      if (left.peekLast() != this) {
        left.add(this);
      }
      return;
    }
    long last = turn();
    if (last == 0) {
      return;
    }
    Deque<Publication<?>> later = new ArrayDeque<>(2);
    LATER.set(later);
    try {
      handOut(last);
      while (!later.isEmpty()) {
        later.remove().handOutRest();
      }
    } finally {
      LATER.remove();
    }
  }

  /** Waits until all is handed out, which is told by 0, or it is this thread's turn to do so. */
  private long turn() {
    lock.lock();
    try {
      long last = added;
      waiting++;
      while (busy && handedOut < last) {
        changed.awaitUninterruptibly();
      }
      waiting--;
      if (handedOut >= last) {
        return 0;
      }
      busy = true;
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Hands out what nobody waits for, unless somebody does already. */
  private void handOutRest() {
    lock.lock();
    try {
      if (busy || entries.isEmpty()) {
        return;
      }
      busy = true;
    } finally {
      lock.unlock();
    }
    handOut(0);
  }

  /** Hands out up to this entry, and what comes after as long as nobody waits to do so. */
  private void handOut(long last) {
    boolean ended = false;
    try {
      for (T next = next(false, last); next != null; next = next(true, last)) {
        subscriber.accept(next);
      }
      ended = true;
    } finally {
      if (!ended) {
        next(true, 0, true);
      }
    }
  }

  private T next(boolean isHandedOut, long last) {
    return next(isHandedOut, last, false);
  }

  /** The entry to hand out now; null where this thread's turn is over. */
  private T next(boolean isHandedOut, long last, boolean ends) {
    lock.lock();
    try {
      if (isHandedOut) {
        entries.remove();
        handedOut++;
      }
      T next = ends || (handedOut >= last && waiting > 0) ? null : entries.peek();
      busy = next != null;
      if (waiting > 0 && (isHandedOut || !busy)) {
        changed.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }
}
