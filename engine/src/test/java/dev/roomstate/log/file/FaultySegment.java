package dev.roomstate.log.file;

import dev.roomstate.log.LogAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A segment over a disk that fails, or loses what was not synced when its power goes. */
final class FaultySegment implements Segment {
  private static final int PAGE = 512;

  /** So many bytes are written by one call. */
  private static final int PIECE = 1001;

  private final Segment file;
  private final Disk disk;
  private long synced;

  private FaultySegment(Segment file, Disk disk, long synced) {
    this.file = file;
    this.disk = disk;
    this.synced = synced;
  }

  /** The disk: counts what is asked of it, and fails at one call. */
  static final class Disk {
    private final int failsAt;
    private final List<FaultySegment> segments = new ArrayList<>();
    private int calls;

    Disk(int failsAt) {
      this.failsAt = failsAt;
    }

    /** A disk that never fails. */
    static Disk sound() {
      return new Disk(Integer.MAX_VALUE);
    }

    Segment open(Path path, LogAccess access) throws IOException {
      call();
      Segment file = FileSegment.open(path, access);
      FaultySegment segment = new FaultySegment(file, this, file.size());
      segments.add(segment);
      return segment;
    }

    private void call() throws IOException {
      if (++calls >= failsAt) {
        throw new IOException("no space left on the disk");
      }
    }

    boolean hasFailed() {
      return calls >= failsAt;
    }

    /** Loses power: of what was not synced, pages are there or not, and the end may be missing. */
    void losePower(Random random) throws IOException {
      for (FaultySegment segment : segments) {
        byte[] bytes = Files.readAllBytes(segment.path());
        int kept = (int) segment.synced;
        int left = kept + random.nextInt(bytes.length - kept + 1);
        byte[] lost = Arrays.copyOf(bytes, left);
        for (int at = kept; at < left; at = (at / PAGE + 1) * PAGE) {
          if (random.nextBoolean()) {
            Arrays.fill(lost, at, Math.min(left, (at / PAGE + 1) * PAGE), (byte) 0);
          }
        }
        Files.write(segment.path(), lost);
      }
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void append(byte[] bytes, int size) throws IOException {
    for (int at = 0; at < size; at += PIECE) {
      int piece = Math.min(PIECE, size - at);
      file.append(Arrays.copyOfRange(bytes, at, at + piece), piece);
      disk.call();
    }
  }

  @Override
  public void sync() throws IOException {
    disk.call();
    long reached = file.size();
    // Slow enough for other writers to write more meanwhile; no real sync is needed here.
    LockSupport.parkNanos(100_000);
    synced = Math.max(synced, reached);
  }

  @Override
  public void cut(long size) throws IOException {
    disk.call();
    file.cut(size);
    synced = size;
  }

  @Override
  public int read(long at, byte[] into, int most) throws IOException {
    return file.read(at, into, most);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
