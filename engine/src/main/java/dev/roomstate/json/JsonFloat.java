package dev.roomstate.json;

/**
 * A number that was written with a fraction or an exponent: the nearest double. Only room versions
 * 1 to 5 know it; no canonical JSON holds one.
 *
 * @param value a finite double
 */
public record JsonFloat(double value) implements JsonValue {
  public JsonFloat {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a JSON number is finite");
    }
  }
}
