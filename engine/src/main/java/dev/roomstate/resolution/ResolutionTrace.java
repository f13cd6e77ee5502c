package dev.roomstate.resolution;

import dev.roomstate.auth.Verdict;
import dev.roomstate.graph.GraphEvent;

/** Is told what a resolution does, step by step; for people who ask why. */
public interface ResolutionTrace {
  /** Listens to nothing. */
  ResolutionTrace NONE = (phase, event, verdict) -> {};

  /** Where in the algorithm an event was checked. */
  enum Phase {
    /** Step 2 of state resolution 2: the power events. */
    POWER_EVENTS,
    /** Step 4 of state resolution 2: the others, in mainline order. */
    MAINLINE,
    /** A pass of state resolution 1. */
    FIRST_ALGORITHM
  }

  /** The event was checked against the partly resolved state, and got this verdict. */
  void checked(Phase phase, GraphEvent event, Verdict verdict);
}
