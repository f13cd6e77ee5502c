package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A batch of frames is written and synced. For one thread. */
public final class SyncEvent {
  private static final SyncEvent OFF = new SyncEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private SyncEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Sync")
  @Label("Log sync")
  @Description(
      "A batch of frames was written to the log and, unless that is left to the operating system, synced")
  @Category("Roomstate")
  @Threshold("10 ms")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

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
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static SyncEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new SyncEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it, whether the batch was written or not. */
  public void ended(String log, long frames, long entries, long bytes, boolean synced) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.log = log;
      recorded.frames = frames;
      recorded.entries = entries;
      recorded.bytes = bytes;
      recorded.synced = synced;
      recorded.commit();
    }
  }
}
