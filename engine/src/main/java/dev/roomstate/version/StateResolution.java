package dev.roomstate.version;

/** The state resolution algorithms. */
public enum StateResolution {
  /** The first algorithm (v1). */
  V1,
  /** The second algorithm (v2–v11, MSC1442). */
  V2,
  /**
   * The second algorithm from an empty state, with the conflicted state subgraph (v12, MSC4297).
   */
  V2_1
}
