package dev.roomstate.receipt;

/**
 * When a room's current state is resolved anew, as events come in that change the states after its
 * forward extremities.
 */
public enum CurrentStateUpkeep {
  /**
   * With every such event, while the effort of it stays within what {@link
   * dev.roomstate.room.CurrentState} allows; else every few events, and check 6 goes by the current
   * state as it was. No room can make its judgement dearer than linear by forks that are never
   * merged.
   */
  BOUNDED,
  /** With every such event, whatever it takes: n forks that are never merged take n² steps. */
  ALWAYS
}
