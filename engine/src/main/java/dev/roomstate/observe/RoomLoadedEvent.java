package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A room is loaded into memory. For one thread. */
@Name("roomstate.RoomLoaded")
@Label("Room loaded")
@Description("A room was loaded from its snapshot and the log")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class RoomLoadedEvent extends Event {
  private static final RoomLoadedEvent OFF = new RoomLoadedEvent();

  @Label("Room")
  @Description("The id of the room")
  private String room;

  @Label("Entries")
  @Description("The entries of the room")
  private long entries;

  @Label("Replayed")
  @Description("How many of them were read from the log")
  private long replayed;

  private RoomLoadedEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static RoomLoadedEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    RoomLoadedEvent started = new RoomLoadedEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void loaded(String room, long entries, long replayed) {
    if (isOn() && shouldCommit()) {
      this.room = room;
      this.entries = entries;
      this.replayed = replayed;
      commit();
    }
  }
}
