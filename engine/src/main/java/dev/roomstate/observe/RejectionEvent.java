package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event was rejected or soft-failed. For one thread. */
public final class RejectionEvent {
  private static final RejectionEvent OFF = new RejectionEvent(null);

  /** Null in the one that records nothing. */
  private final Recorded recorded;

  private RejectionEvent(Recorded recorded) {
    this.recorded = recorded;
  }

  @Name("roomstate.Rejection")
  @Label("Event rejection")
  @Description("An event was rejected or soft-failed")
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

    @Label("Check")
    @Description("The check that said no")
    private String check;

    @Label("Rule")
    @Description("The rule by which it did")
    private String rule;

    @Label("Number")
    @Description("The number of the rule in the room version; empty if the list has it not")
    private String number;
  }

  /** One, if it is recorded; if not, one that records nothing. */
  public static RejectionEvent start() {
    if (!FlightRecorder.isInitialized() || !Recorded.ANY.isEnabled()) {
      return OFF;
    }
    Recorded started = new Recorded();
    return new RejectionEvent(started);
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return recorded != null;
  }

  /** Records it. */
  public void rejected(String room, String event, String check, String rule, String number) {
    if (isOn() && recorded.shouldCommit()) {
      recorded.room = room;
      recorded.event = event;
      recorded.check = check;
      recorded.rule = rule;
      recorded.number = number;
      recorded.commit();
    }
  }
}
