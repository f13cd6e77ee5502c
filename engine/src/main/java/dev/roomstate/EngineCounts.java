package dev.roomstate;

import dev.roomstate.event.Outcome;
import dev.roomstate.log.LogEntry;
import dev.roomstate.room.Rejection;
import dev.roomstate.version.AuthRule;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an engine has done since it was opened, in numbers that only grow. Thread-safe; numbers that
 * are read one after the other need not be of the same moment.
 */
public final class EngineCounts {
  private final LongAdder appended = new LongAdder();
  private final LongAdder[] kept = adders(Outcome.values().length);
  private final LongAdder[] rejections = adders(AuthRule.values().length);
  private final LongAdder roomsLoaded = new LongAdder();
  private final LongAdder roomsLetGo = new LongAdder();
  private final LongAdder snapshotsRead = new LongAdder();
  private final LongAdder snapshotsWritten = new LongAdder();

  EngineCounts() {}

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  void entryAppended() {
    appended.increment();
  }

  void entryKept(LogEntry entry) {
    kept[entry.event().outcome().ordinal()].increment();
    for (Rejection rejection : entry.event().rejection()) {
      rejections[rejection.rule().ordinal()].increment();
    }
  }

  void roomLoaded() {
    roomsLoaded.increment();
  }

  void roomLetGo() {
    roomsLetGo.increment();
  }

  void snapshotRead() {
    snapshotsRead.increment();
  }

  void snapshotWritten() {
    snapshotsWritten.increment();
  }

  /** How many entries were appended to the log. */
  public long entriesAppended() {
    return appended.sum();
  }

  /** How many of them the log has kept, so that they were acknowledged. */
  public long entriesKept() {
    long sum = 0;
    for (LongAdder ofOutcome : kept) {
      sum += ofOutcome.sum();
    }
    return sum;
  }

  /** How many kept entries have this outcome. */
  public long entriesKept(Outcome outcome) {
    return kept[outcome.ordinal()].sum();
  }

  /** How many kept entries were rejected or soft-failed by this rule. */
  public long rejections(AuthRule rule) {
    return rejections[rule.ordinal()].sum();
  }

  /** How often a room was loaded into memory, empty ones included. */
  public long roomsLoaded() {
    return roomsLoaded.sum();
  }

  /** How often a room was let go of, since the memory was needed for others. */
  public long roomsLetGo() {
    return roomsLetGo.sum();
  }

  /** How many snapshots were read and used. */
  public long snapshotsRead() {
    return snapshotsRead.sum();
  }

  /** How many snapshots were made. */
  public long snapshotsWritten() {
    return snapshotsWritten.sum();
  }
}
