package dev.roomstate.json;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A JSON array; immutable. */
public final class JsonArray implements JsonValue, Iterable<JsonValue> {
  private final JsonValue[] items;
  private final int nesting;

  JsonArray(JsonValue[] items) {
    this.items = items;
    this.nesting = JsonParser.checkedNesting(items);
  }

  /**
   * The array of these values.
   *
   * @throws IllegalArgumentException when it would be nested too deep
   */
  public static JsonArray of(List<? extends JsonValue> items) {
    return new JsonArray(items.toArray(new JsonValue[0]));
  }

  /** How many values it has. */
  public int size() {
    return items.length;
  }

  /** The value at this index, from 0. */
  public JsonValue get(int index) {
    return items[index];
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return List.of(items).iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray that && Arrays.equals(items, that.items);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items);
  }

  @Override
  public String toString() {
    return CanonicalJson.text(this);
  }
}
