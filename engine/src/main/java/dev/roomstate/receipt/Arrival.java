package dev.roomstate.receipt;

import dev.roomstate.id.EventId;
import java.util.List;

/** With how much of its history an event arrives. Immutable. */
public sealed interface Arrival {
  /** With its history: it waits for its previous and auth events and is judged in full. */
  Arrival IN_FULL = new InFull();

  /** Without its history: it waits for its auth events only, and has no states. */
  Arrival OUTLIER = new Outlier();

  /** See {@link #IN_FULL}. */
  record InFull() implements Arrival {}

  /** See {@link #OUTLIER}. */
  record Outlier() implements Arrival {}

  /**
   * With the state before it, as a server that joins is told: it waits for these events instead of
   * its previous ones.
   *
   * @param state the ids of the state events
   */
  record WithState(List<EventId> state) implements Arrival {
    public WithState {
      state = List.copyOf(state);
    }
  }
}
