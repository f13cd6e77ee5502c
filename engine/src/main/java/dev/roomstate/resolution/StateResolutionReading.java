package dev.roomstate.resolution;

/**
 * How two sentences of state resolution 2 and 2.1 are read. Rooms split between servers that read
 * them differently, so the reading of the servers that federate is the default.
 *
 * <ul>
 *   <li>"enlarge X by adding the events in the auth chain of P which also belong to the full
 *       conflicted set", and the ordering "based on the DAG formed by auth events": may a way to an
 *       ancestor lead through events outside the full conflicted set?
 *   <li>"the full auth chain for each state, that is the union of the auth chains for each event":
 *       does it hold the state's own events?
 * </ul>
 */
public enum StateResolutionReading {
  /** Ways stay inside the full conflicted set; a state's own events are in its full auth chain. */
  NETWORK,
  /** Ways may leave the set; a state's events are in the chain only where another cites them. */
  LETTER
}
