package dev.roomstate.version;

/** Switches of the event format. */
public enum FormatFlag {
  /**
   * Events whose numbers are not canonical are dropped (v6 on; spec, "Canonical JSON"): no
   * fractions, no exponents, integers within ±(2<sup>53</sup> − 1), {@code depth} included.
   */
  STRICT_CANONICAL_JSON,
  /**
   * The create event carries a {@code room_id} (v1–v11). From v12 on its own hash is the room id.
   */
  ROOM_ID_ON_CREATE
}
