package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A writer waits until a log on disk has kept its entries. For one thread. */
public final class KeepEvent {
  private static final KeepEvent OFF = new KeepEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private KeepEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Keep")
  @Label("Log keep")
  @Description("A writer waited until its entries were kept as the durability of the log promises")
  @Category("Roomstate")
  @Threshold("20 ms")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

    @Label("Entry")
    @Description("The number of the last of the entries")
    private long entry;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static KeepEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new KeepEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void kept(long entry) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.entry = entry;
      recorded.commit();
    }
  }
}
