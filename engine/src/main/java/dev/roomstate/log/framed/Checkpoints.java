package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.frame.FrameChain;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checkpoints of a log that is written, the last of them when it is closed. Needs its lock.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  /** A checkpoint is left for later where writers leave no moment without work. */
  private static final int TRIES_MAX = 100;

  private final LogFolder folder;
  private final FrameStore store;
  private final FrameChain chain;
  private final GroupCommit commit;
  private final LogRooms rooms;
  private final Set<RecordedKey> keys;
  private final EntryIndex index;

  Checkpoints(
      LogFolder folder,
      FrameStore store,
      FrameChain chain,
      GroupCommit commit,
      LogRooms rooms,
      Set<RecordedKey> keys,
      EntryIndex index) {
    this.folder = folder;
    this.store = store;
    this.chain = chain;
    this.commit = commit;
    this.rooms = rooms;
    this.keys = keys;
    this.index = index;
  }

  /** Makes one, if writers leave a moment for it. */
  void make() {
    if (commit.settle(TRIES_MAX)) {
      syncOrFail();
      write();
    }
  }

  /** Has all that was appended kept, makes the last one, and notes that the log was closed. */
  void close() throws IOException {
    commit.settle(Integer.MAX_VALUE);
    store.sync();
    write();
    folder.closed(chain.sequence());
  }

  /** What a disk has not synced once, it may never sync, and say that it has. */
  private void syncOrFail() {
    try {
      store.sync();
    } catch (IOException | RuntimeException | Error e) {
      commit.fail(
          new LogFailure("`" + folder.path() + "` could not be written: " + LogFolder.why(e), e));
      throw commit.failure();
    }
  }

  /** It saves time, and nothing more: where it cannot be done, that is told of. */
  private void write() {
    try {
      LogCheckpoint.write(folder, here());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn("no checkpoint of `{}` was made: {}", folder.path(), LogFolder.why(e));
    }
  }

  private byte[] here() {
    return new LogCheckpoint(
            chain.sequence(),
            commit.lastPlace(),
            chain.lastCheck(),
            commit.end(),
            rooms,
            keys,
            index)
        .write(folder.manifest().id());
  }
}
