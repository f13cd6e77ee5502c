package dev.roomstate.room;

import dev.roomstate.state.StateMap;
import io.vavr.control.Option;

/**
 * What a room keeps of its current state, the resolution of the states after its forward
 * extremities. Immutable.
 *
 * <p>To resolve costs what those states differ in. Where forks pile up that nobody merges, that
 * grows with every event, and n of them would cost n². So the effort of resolving is a debt that
 * each event pays off a part of, and while too much is owed the state is left as it was: it is
 * fresh again after some more events, fewer than one for each {@value #PAID_BY_EVENT} units that
 * resolving takes. Rooms of ordinary size never owe that much.
 *
 * @param state the current state as it was when it was last resolved
 * @param isFresh whether it still is the current state
 * @param debt the effort that is not paid off yet, in units of {@link
 *     dev.roomstate.resolution.Resolution#effort}
 */
public record CurrentState(StateMap state, boolean isFresh, long debt) {
  /** The current state of a room without events. */
  public static final CurrentState EMPTY = new CurrentState(StateMap.EMPTY, true, 0);

  /** Most effort that may be owed when the current state is resolved once more. */
  public static final long DEBT_MAX = 1 << 21;

  /** The effort that each event pays off. */
  public static final int PAID_BY_EVENT = 256;

  /**
   * How an event changed what is kept.
   *
   * @param changes the change of the state, to the current state after the event
   * @param effort what resolving took, 0 where nothing had to be resolved
   */
  public record Change(StateChanges changes, long effort) {
    /** The current state is what it was. */
    public static final Change NONE = new Change(StateChanges.NONE, 0);
  }

  /** Whether no more is owed than may be when the current state is resolved. */
  public boolean mayBeResolved() {
    return debt <= DEBT_MAX;
  }

  /** What is kept after an event that changed it so; after none it is fresh no longer. */
  public CurrentState after(Option<Change> change) {
    return change.fold(this::stale, made -> resolved(made.changes().applyTo(state), made.effort()));
  }

  /** What is kept after an event with which it is left as it was. */
  public CurrentState stale() {
    return new CurrentState(state, false, paidOff());
  }

  /** What is kept after an event with which this is the current state. */
  public CurrentState resolved(StateMap current, long effort) {
    return new CurrentState(current, true, paidOff() + effort);
  }

  private long paidOff() {
    return Math.max(0, debt - PAID_BY_EVENT);
  }
}
