package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A room leaves the memory. For one thread. */
@Name("roomstate.RoomLetGo")
@Label("Room let go of")
@Description("A room left the memory, to be loaded when it is used again")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class RoomLetGoEvent extends Event {
  private static final RoomLetGoEvent OFF = new RoomLetGoEvent();

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

  private RoomLetGoEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static RoomLetGoEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    RoomLetGoEvent started = new RoomLetGoEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void letGo(String room, long entries, long bytes) {
    if (isOn() && shouldCommit()) {
      this.room = room;
      this.entries = entries;
      this.bytes = bytes;
      commit();
    }
  }
}
