package dev.roomstate.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An event was rejected or soft-failed. For one thread. */
@Name("roomstate.Rejection")
@Label("Event rejection")
@Description("An event was rejected or soft-failed")
@Category("Roomstate")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class RejectionEvent extends Event {
  private static final RejectionEvent OFF = new RejectionEvent();

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

  private RejectionEvent() {}

  /** One, if it is recorded; if not, one that records nothing. */
  public static RejectionEvent start() {
    return OFF.isEnabled() ? new RejectionEvent() : OFF;
  }

  /** Whether it is recorded, so that it is worth finding out what it is to say. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Records it. */
  public void rejected(String room, String event, String check, String rule, String number) {
    if (isOn() && shouldCommit()) {
      this.room = room;
      this.event = event;
      this.check = check;
      this.rule = rule;
      this.number = number;
      commit();
    }
  }
}
