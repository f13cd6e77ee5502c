package dev.roomstate.log.framed;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.SyncCount;
import dev.roomstate.observe.SyncEvent;
import java.io.IOException;

/**
 * Writes batches of frames, and syncs them as the durability of a log asks for. One thread at a
 * time writes, one at a time syncs, which may be another; any may ask for the count.
 */
final class BatchWriter {
  /** So often it is looked whether the folder is still this process's to write. */
  private static final long LOOK_NANOS = 1_000_000;

  private final LogFolder folder;
  private final FrameStore store;
  private final Durability durability;
  private final EntryIndex index;
  private volatile SyncCount syncs = SyncCount.NONE;
  private long looked = System.nanoTime();

  BatchWriter(LogFolder folder, FrameStore store, Durability durability, EntryIndex index) {
    this.folder = folder;
    this.store = store;
    this.durability = durability;
    this.index = index;
  }

  SyncCount syncs() {
    return syncs;
  }

  /**
   * Writes a batch whose first frame has this number, and makes its entries found.
   *
   * @return the place of its last frame
   * @throws LogFailure when that failed, whatever did
   */
  long write(PendingFrames batch, long firstFrame) {
    try {
      look();
      long[] places = store.append(batch.frames(), firstFrame);
      batch.index(index, firstFrame, places);
      return places[places.length - 1];
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is: the batch is gone from memory, and nothing may be written behind the gap.
      throw failure(e);
    }
  }

  private void look() throws IOException {
    long now = System.nanoTime();
    if (now - looked >= LOOK_NANOS) {
      folder.checkHeld();
      looked = now;
    }
  }

  /**
   * Returns when all that was written before is as safe as it is to be.
   *
   * @param newly what was written since the last time
   * @throws LogFailure when that failed, whatever did
   */
  void sync(WrittenFrames newly) {
    SyncEvent observed = SyncEvent.start();
    try {
      if (durability != Durability.OS) {
        long begun = System.nanoTime();
        store.sync();
        folder.checkHeld();
        syncs = syncs.with(System.nanoTime() - begun);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw failure(e);
    } finally {
      observed.ended(
          folder.manifest().kind().word(),
          newly.frames(),
          newly.entries(),
          newly.bytes(),
          durability != Durability.OS);
    }
  }

  private LogFailure failure(Throwable why) {
    return new LogFailure(
        "`"
            + folder.path()
            + "` could not be written, and nothing is appended any more before it is opened"
            + " again: "
            + LogFolder.why(why),
        why);
  }
}
