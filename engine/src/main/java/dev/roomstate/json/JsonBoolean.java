package dev.roomstate.json;

/** The JSON values {@code true} and {@code false}. */
public enum JsonBoolean implements JsonValue {
  /** {@code false}. */
  FALSE,
  /** {@code true}. */
  TRUE;

  /** The constant for this truth value. */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
