package dev.roomstate.json;

/**
 * A JSON value. Immutable, and never nested deeper than {@link JsonParser#NESTING_MAX}, so that no
 * walk of it can overflow the stack.
 *
 * <p>Numbers are of two kinds, since room versions 1 to 5 tell them apart: an {@link JsonInteger}
 * was written without fraction and exponent, a {@link JsonFloat} with one of them.
 */
public sealed interface JsonValue
    permits JsonObject, JsonArray, JsonString, JsonInteger, JsonFloat, JsonBoolean, JsonNull {

  /** How many objects and arrays stand inside each other in this value; 0 for a scalar. */
  default int nesting() {
    return 0;
  }
}
