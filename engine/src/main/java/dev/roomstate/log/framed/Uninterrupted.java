package dev.roomstate.log.framed;

import java.io.IOException;

/**
 * Work on files that an interrupt of its thread must not end: it would close the channels that the
 * work uses, whosever they are.
 *
 * @param <T> what it comes to
 */
@FunctionalInterface
public interface Uninterrupted<T> {
  /** Does it. */
  T work() throws IOException;

  /** Does it with the thread not interrupted, and leaves the thread as it was. */
  static <T> T run(Uninterrupted<T> body) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return body.work();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
