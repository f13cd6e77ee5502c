package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event is judged for which states are resolved. For one thread. */
@Name("roomstate.Resolution")
@Label("State resolution")
@Description(
    "An event was judged, for which states were resolved; the time is that of the whole judgement")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class ResolutionEvent extends Event {
  private static final ResolutionEvent OFF = new ResolutionEvent();

  @Label("Room")
  @Description("The id of the room")
  private String room;

  @Label("Event")
  @Description("The id of the event")
  private String event;

  @Label("Effort before")
  @Description("What resolving the state before the event took, in steps; 0 if it was known")
  private long effortBefore;

  @Label("Effort after")
  @Description("What resolving the current state after the event took, in steps; 0 if it was known")
  private long effortAfter;

  @Label("Extremities")
  @Description("The forward extremities of the room after the event")
  private int extremities;

  private ResolutionEvent() {}

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static ResolutionEvent start() {
    if (!OFF.isEnabled()) {
      return OFF;
    }
    ResolutionEvent started = new ResolutionEvent();
    started.begin();
    return started;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Ends it. */
  public void resolved(
      String room, String event, long effortBefore, long effortAfter, int extremities) {
    if (isOn() && shouldCommit()) {
      this.room = room;
      this.event = event;
      this.effortBefore = effortBefore;
      this.effortAfter = effortAfter;
      this.extremities = extremities;
      commit();
    }
  }
}
