package dev.roomstate.json;

/** The JSON value {@code null}; a property that has it is present. */
public enum JsonNull implements JsonValue {
  /** {@code null}. */
  NULL
}
