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
import jdk.jfr.Timespan;

/** A judged event is appended to a log on disk. For one thread. */
public final class AppendEvent {
  private static final AppendEvent OFF = new AppendEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private AppendEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Append")
  @Label("Log append")
  @Description("A judged event was handed to the log, which has not kept it yet")
  @Category("Roomstate")
  @Threshold("10 ms")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

    @Label("Entry")
    @Description("The number of the entry in the log")
    private long entry;

    @Label("Bytes")
    @Description("The bytes of its frames")
    @DataAmount
    private long bytes;

    @Label("Wait time")
    @Description("How long it waited for others that appended or wrote")
    @Timespan
    private long waitTime;

    private transient long startedAt;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static AppendEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.startedAt = System.nanoTime();
    started.begin();
    return new AppendEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Says that it waits for nobody any more. */
  public void begins() {
    if (isOn()) {
      recorded.waitTime = System.nanoTime() - recorded.startedAt;
    }
  }

  /** Ends it. */
  public void appended(long entry, long bytes) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.entry = entry;
      recorded.bytes = bytes;
      recorded.commit();
    }
  }
}
