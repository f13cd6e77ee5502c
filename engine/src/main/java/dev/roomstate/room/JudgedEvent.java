package dev.roomstate.room;

import dev.roomstate.event.HashStatus;
import dev.roomstate.event.Outcome;
import dev.roomstate.event.Pdu;
import dev.roomstate.graph.Placement;
import dev.roomstate.id.RoomId;
import io.vavr.control.Option;

/**
 * A log entry: an event and the judgement of it, with all that {@link Room#apply} needs so that
 * nothing is judged again, nor is the event read. Immutable.
 *
 * @param source the event as it went on after check 3: redacted if its content hash was wrong
 * @param placement where it stands in the graph
 * @param hash what check 3 came to
 * @param authorisingServerSigned whether the server of its {@code
 *     join_authorised_via_users_server}, if any, signed it
 * @param outcome what became of it
 * @param rejection why, unless it was accepted
 * @param outlier whether it came without its history: then it was judged by checks 1 to 4 only
 * @param stateGiven whether it came with the state before it, instead of with what is before it
 * @param before the change from the graph's baseline for it to the state before it; none for an
 *     outlier
 * @param current the change of the room's current state; absent where it is not kept or was left as
 *     it was ({@link CurrentState})
 * @param madeRoom the room that it made, if it is a create event that was accepted
 * @param redaction what it redacts, if it is a redaction that was judged in full and names an event
 */
public record JudgedEvent(
    Source source,
    Placement placement,
    HashStatus hash,
    boolean authorisingServerSigned,
    Outcome outcome,
    Option<Rejection> rejection,
    boolean outlier,
    boolean stateGiven,
    StateChanges before,
    Option<CurrentState.Change> current,
    Option<RoomId> madeRoom,
    Option<RedactionClaim> redaction) {

  /** Where the event itself is: in memory, or in bytes that are read when it is asked for. */
  @FunctionalInterface
  public interface Source {
    /** The event. */
    Pdu pdu();
  }

  /** The event as it went on after check 3: redacted if its content hash was wrong. */
  public Pdu pdu() {
    return source.pdu();
  }

  /** This entry, with the change of the current state. */
  public JudgedEvent withCurrent(CurrentState.Change change) {
    return new JudgedEvent(
        source,
        placement,
        hash,
        authorisingServerSigned,
        outcome,
        rejection,
        outlier,
        stateGiven,
        before,
        Option.some(change),
        madeRoom,
        redaction);
  }

  /**
   * This entry as one of a room with other numbers: what became of the event and what it says stay.
   *
   * @param moved where it stands there
   * @param givenThere whether it came with the state before it, as seen from there
   */
  public JudgedEvent movedTo(
      Placement moved,
      boolean givenThere,
      StateChanges beforeThere,
      Option<CurrentState.Change> currentThere) {
    return new JudgedEvent(
        source,
        moved,
        hash,
        authorisingServerSigned,
        outcome,
        rejection,
        outlier,
        givenThere,
        beforeThere,
        currentThere,
        madeRoom,
        redaction);
  }
}
