package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A snapshot of a room is written or read. For one thread. */
public final class SnapshotEvent {
  private static final SnapshotEvent OFF = new SnapshotEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private SnapshotEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Snapshot")
  @Label("Room snapshot")
  @Description("A snapshot of a room was written, or read and used")
  @Category("Roomstate")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

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
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static SnapshotEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new SnapshotEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void ended(String room, long events, long bytes, boolean written) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.room = room;
      recorded.events = events;
      recorded.bytes = bytes;
      recorded.written = written;
      recorded.commit();
    }
  }
}
