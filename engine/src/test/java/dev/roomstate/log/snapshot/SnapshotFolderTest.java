package dev.roomstate.log.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.id.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are written at once: each is there whole, and the newest stays. */
class SnapshotFolderTest {
  private static final RoomId ROOM = new RoomId("!room:a.org");

  @TempDir private Path folder;

  private SnapshotFolder snapshots() {
    return new SnapshotFolder(folder, new UUID(1, 2), true);
  }

  /** What begins as a snapshot after this entry. */
  private static byte[] snapshot(long entry, int bytes) {
    BinaryWriter out = new BinaryWriter();
    out.number(1);
    out.text(ROOM.value());
    out.text("11");
    out.number(entry);
    out.raw(new byte[bytes]);
    return out.written();
  }

  @Test
  void writersOfOneRoomLeaveTheNewestWhole() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      SnapshotFolder snapshots = snapshots();
      for (int round = 0; round < 60; round++) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          byte[] bytes = snapshot(10L * round + i, 300_000 - 50_000 * i);
          running.add(writers.submit(() -> snapshots.write(ROOM, bytes)));
        }
        for (Future<?> writer : running) {
          writer.get(60, TimeUnit.SECONDS);
        }
        assertArrayEquals(snapshot(10L * round + 3, 150_000), snapshots.read(ROOM).getOrNull());
      }
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void olderSnapshotIsNotWrittenOverANewer() {
    SnapshotFolder snapshots = snapshots();
    snapshots.write(ROOM, snapshot(7, 100));
    snapshots.write(ROOM, snapshot(6, 200));
    assertArrayEquals(snapshot(7, 100), snapshots.read(ROOM).get());
    snapshots.write(ROOM, snapshot(7, 300));
    assertArrayEquals(snapshot(7, 300), snapshots.read(ROOM).get());
    // One that is ahead of its log is there from before: it has to give way.
    snapshots().write(ROOM, snapshot(2, 10));
    assertArrayEquals(snapshot(2, 10), snapshots.read(ROOM).get());
  }

  @Test
  void nothingIsWrittenOnceTheLogIsClosed() {
    SnapshotFolder snapshots = snapshots();
    snapshots.write(ROOM, snapshot(7, 100));
    assertTrue(snapshots.keepsAny());
    snapshots.close();
    assertFalse(snapshots.keepsAny());
    snapshots.write(ROOM, snapshot(8, 100));
    assertArrayEquals(snapshot(7, 100), snapshots.read(ROOM).get());
    assertEquals(List.of(), snapshots.defects());
  }
}
