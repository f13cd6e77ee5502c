package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A log on disk is opened. For one thread. */
public final class OpenEvent {
  private static final OpenEvent OFF = new OpenEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private OpenEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Open")
  @Label("Log open")
  @Description("A log was opened, and every frame checked")
  @Category("Roomstate")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

    @Label("Folder")
    @Description("The folder of the log")
    private String folder;

    @Label("Log")
    @Description("What the log keeps its frames in")
    private String log;

    @Label("Entries")
    @Description("The entries of the log")
    private long entries;

    @Label("Cut off")
    @Description("What was found at the end and cut off; empty if nothing was")
    private String cutOff;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static OpenEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new OpenEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void opened(String folder, String log, long entries, String cutOff) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.folder = folder;
      recorded.log = log;
      recorded.entries = entries;
      recorded.cutOff = cutOff;
      recorded.commit();
    }
  }
}
