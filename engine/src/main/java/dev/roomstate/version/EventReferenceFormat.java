package dev.roomstate.version;

/** How {@code prev_events} and {@code auth_events} name an event. */
public enum EventReferenceFormat {
  /** A pair of id and hashes: {@code ["$id", {"sha256": "…"}]} (v1, v2). */
  ID_AND_HASHES,
  /** The id (v3 on). */
  ID
}
