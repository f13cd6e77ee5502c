package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A batch of frames is written and synced. For one thread. */
@Name("roomstate.Sync")
@Label("Log sync")
@Description(
    "A batch of frames was written to the log and, unless that is left to the operating system, synced")
@Category("Roomstate")
@Threshold("10 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class SyncEvent extends Event {
  private static final SyncEvent OFF = new SyncEvent();

  @Label("Log")
  @Description("What the log keeps its frames in")
  private String log;

  @Label("Frames")
  @Description("The frames of the batch")
  private long frames;

  @Label("Entries")
  @Description("The entries among them")
  private long entries;

  @Label("Bytes")
  @Description("The bytes of the batch")
  @DataAmount
  private long bytes;

  @Label("Synced")
  @Description("Whether it was synced")
  private boolean synced;

  private SyncEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static SyncEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    SyncEvent started = new SyncEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it, whether the batch was written or not. */
  public void ended(String log, long frames, long entries, long bytes, boolean synced) {
    if (isOn() && shouldCommit()) {
      this.log = log;
      this.frames = frames;
      this.entries = entries;
      this.bytes = bytes;
      this.synced = synced;
      commit();
    }
  }
}
