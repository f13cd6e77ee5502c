package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event is judged for which states are resolved. For one thread. */
public final class ResolutionEvent {
  private static final ResolutionEvent OFF = new ResolutionEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private ResolutionEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Resolution")
  @Label("State resolution")
  @Description(
      "An event was judged, for which states were resolved; the time is that of the whole judgement")
  @Category("Roomstate")
  @StackTrace(false)
  @SuppressWarnings("UnusedVariable") // The recorder reads the fields.
  private static final class Recorded extends Event {
    private static final Recorded ANY = new Recorded();

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
    @Description(
        "What resolving the current state after the event took, in steps; 0 if it was known")
    private long effortAfter;

    @Label("Extremities")
    @Description("The forward extremities of the room after the event")
    private int extremities;
  }

  /** Begins one now, if it is recorded; if not, one that records nothing. */
  public static ResolutionEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    started.begin();
    return new ResolutionEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Ends it. */
  public void resolved(
      String room, String event, long effortBefore, long effortAfter, int extremities) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.room = room;
      recorded.event = event;
      recorded.effortBefore = effortBefore;
      recorded.effortAfter = effortAfter;
      recorded.extremities = extremities;
      recorded.commit();
    }
  }
}
