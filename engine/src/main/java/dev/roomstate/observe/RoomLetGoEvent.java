package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A room leaves the memory. For one thread. */
public final class RoomLetGoEvent {
  private static final RoomLetGoEvent OFF = new RoomLetGoEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private RoomLetGoEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.RoomLetGo")
  @Label("Room let go of")
  @Description("A room left the memory, to be loaded when it is used again")
  @Category("Roomstate")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

    @Label("Room")
    @Description("The id of the room")
    private String room;

    @Label("Entries")
    @Description("The entries of the room")
    private long entries;

    @Label("Bytes")
    @Description("How many bytes it took, roughly")
    @DataAmount
    private long bytes;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static RoomLetGoEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new RoomLetGoEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void letGo(String room, long entries, long bytes) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.room = room;
      recorded.entries = entries;
      recorded.bytes = bytes;
      recorded.commit();
    }
  }
}
