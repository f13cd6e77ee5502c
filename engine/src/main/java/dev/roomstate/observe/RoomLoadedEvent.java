package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A room is loaded into memory. For one thread. */
public final class RoomLoadedEvent {
  private static final RoomLoadedEvent OFF = new RoomLoadedEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private RoomLoadedEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.RoomLoaded")
  @Label("Room loaded")
  @Description("A room was loaded from its snapshot and the log")
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

    @Label("Replayed")
    @Description("How many of them were read from the log")
    private long replayed;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static RoomLoadedEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new RoomLoadedEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void loaded(String room, long entries, long replayed) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.room = room;
      recorded.entries = entries;
      recorded.replayed = replayed;
      recorded.commit();
    }
  }
}
