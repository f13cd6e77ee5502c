package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A log on disk is opened. For one thread. */
@Name("roomstate.Open")
@Label("Log open")
@Description("A log was opened, and every frame checked")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class OpenEvent extends Event {
  private static final OpenEvent OFF = new OpenEvent();

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

  private OpenEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static OpenEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    OpenEvent started = new OpenEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void opened(String folder, String log, long entries, String cutOff) {
    if (isOn() && shouldCommit()) {
      this.folder = folder;
      this.log = log;
      this.entries = entries;
      this.cutOff = cutOff;
      commit();
    }
  }
}
