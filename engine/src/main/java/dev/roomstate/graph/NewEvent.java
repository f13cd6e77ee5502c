package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;
import dev.roomstate.event.Outcome;
import dev.roomstate.state.StateMap;

/**
 * What is written of an event when it is placed.
 *
 * @param facts what rules read of it, or null where it is looked up when it is asked for
 * @param line where it stands among the power levels events; null if it is none
 * @param before the state before it; null for an outlier
 * @param after the state after it; null for an outlier
 */
record NewEvent(
    Placement placement,
    Outcome outcome,
    boolean authorisingServerSigned,
    EventFacts facts,
    PowerLevelsLine line,
    StateMap before,
    StateMap after) {}
