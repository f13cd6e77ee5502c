package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A writer waits until a log on disk has kept its entries. For one thread. */
@Name("roomstate.Keep")
@Label("Log keep")
@Description("A writer waited until its entries were kept as the durability of the log promises")
@Category("Roomstate")
@Threshold("20 ms")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class KeepEvent extends Event {
  private static final KeepEvent OFF = new KeepEvent();

  @Label("Entry")
  @Description("The number of the last of the entries")
  private long entry;

  private KeepEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static KeepEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    KeepEvent started = new KeepEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void kept(long entry) {
    if (isOn() && shouldCommit()) {
      this.entry = entry;
      commit();
    }
  }
}
