package dev.roomstate.log.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A disk that notes what is asked of it, and fails at one call, or from one on. Thread-safe. */
public final class FaultyDisk implements Disk {
  private final int failsAt;
  private final boolean recovers;
  private final List<String> calls = new ArrayList<>();
  private boolean isMended;

  private FaultyDisk(int failsAt, boolean recovers) {
    this.failsAt = failsAt;
    this.recovers = recovers;
  }

  /** One that never fails. */
  public static FaultyDisk sound() {
    return new FaultyDisk(Integer.MAX_VALUE, false);
  }

  /** One whose call of this number fails, from 1, and those after it unless it recovers. */
  public static FaultyDisk failingAt(int call, boolean recovers) {
    return new FaultyDisk(call, recovers);
  }

  /** What was asked of it. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Whether it has failed. */
  public synchronized boolean hasFailed() {
    return calls.size() >= failsAt;
  }

  /** It does not fail any more. */
  public synchronized void mend() {
    isMended = true;
  }

  /** Counts a call. */
  public synchronized void call(String what) throws IOException {
    calls.add(what);
    boolean fails = recovers ? calls.size() == failsAt : calls.size() >= failsAt;
    if (fails && !isMended) {
      throw new IOException("no space left on the disk");
    }
  }

  @Override
  public byte[] read(Path file, int bytesMax) throws IOException {
    call("read " + file);
    return LocalDisk.DISK.read(file, bytesMax);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    call("make " + folder);
    LocalDisk.DISK.makeFolder(folder);
  }

  @Override
  public void write(Path file, Safety safety, byte[]... parts) throws IOException {
    for (int i = 0; i < parts.length; i++) {
      byte[][] begun = Arrays.copyOf(parts, i + 1);
      begun[i] = Arrays.copyOf(parts[i], parts[i].length / 2);
      LocalDisk.DISK.write(file, Safety.NONE, begun);
      call("write " + file);
    }
    LocalDisk.DISK.write(file, Safety.NONE, parts);
    if (safety == Safety.SYNCED) {
      call("sync " + file);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call("rename " + to);
    LocalDisk.DISK.rename(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    call("delete " + file);
    return LocalDisk.DISK.delete(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    call("sync " + folder);
  }
}
