package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A snapshot of a room is written or read. For one thread. */
@Name("roomstate.Snapshot")
@Label("Room snapshot")
@Description("A snapshot of a room was written, or read and used")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class SnapshotEvent extends Event {
  private static final SnapshotEvent OFF = new SnapshotEvent();

  @Label("Room")
  @Description("The id of the room")
  private String room;

  @Label("Events")
  @Description("The events of the room")
  private long events;

  @Label("Bytes")
  @Description("The bytes of the snapshot")
  @DataAmount
  private long bytes;

  @Label("Written")
  @Description("Whether it was written, not read")
  private boolean written;

  private SnapshotEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static SnapshotEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    SnapshotEvent started = new SnapshotEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void ended(String room, long events, long bytes, boolean written) {
    if (isOn() && shouldCommit()) {
      this.room = room;
      this.events = events;
      this.bytes = bytes;
      this.written = written;
      commit();
    }
  }
}
