package dev.roomstate.log;

import dev.roomstate.id.RoomId;
import io.vavr.control.Option;
import java.util.List;

/**
 * Keeps snapshots of rooms beside their log. All of it may be lost at any time: a snapshot saves
 * the time of reading the log, and nothing more. Thread-safe.
 */
public interface SnapshotStore {
  /** Keeps none. */
  SnapshotStore NONE =
      new SnapshotStore() {
        @Override
        public boolean keepsAny() {
          return false;
        }

        @Override
        public Option<byte[]> read(RoomId roomId) {
          return Option.none();
        }

        @Override
        public void write(RoomId roomId, byte[] snapshot) {
          // It is lost at once.
        }
      };

  /** Whether it is worth making snapshots. */
  boolean keepsAny();

  /** The snapshot that was written last of this room, if it is there and as it was written. */
  Option<byte[]> read(RoomId roomId);

  /** Writes a snapshot in the place of an older one. Where that fails, it is told of in the log. */
  void write(RoomId roomId, byte[] snapshot);

  /**
   * What is wrong with snapshots that are kept, a sentence each. It costs the time of reading the
   * log, and nothing more.
   */
  default List<String> defects() {
    return List.of();
  }
}
