package dev.roomstate.resolution;

import dev.roomstate.state.StateMap;

/**
 * What several states resolve to.
 *
 * @param state the resolved state
 * @param effort what it took, in steps of about a tenth of a microsecond: what was compared, walked
 *     and checked. The same for the same room and states, on any machine.
 */
public record Resolution(StateMap state, long effort) {}
