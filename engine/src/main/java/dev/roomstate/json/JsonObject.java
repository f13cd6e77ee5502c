package dev.roomstate.json;

import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A JSON object: no key twice, members in code-point order of their keys; immutable. */
public final class JsonObject implements JsonValue {
  /** The object without members. */
  public static final JsonObject EMPTY = new JsonObject(new JsonString[0], new JsonValue[0]);

  private static final int LINEAR_SEARCH_MAX = 24;

  private final JsonString[] keys;
  private final JsonValue[] values;
  private final int nesting;

  /** Keys must be in ascending order. */
  JsonObject(JsonString[] keys, JsonValue[] values) {
    this.keys = keys;
    this.values = values;
    this.nesting = JsonParser.checkedNesting(values);
  }

  /**
   * The object of these members.
   *
   * @throws IllegalArgumentException when it would be nested too deep
   */
  public static JsonObject of(Map<String, ? extends JsonValue> members) {
    JsonString[] keys = new JsonString[members.size()];
    int n = 0;
    for (String key : members.keySet()) {
      keys[n++] = JsonString.of(key);
    }
    Arrays.sort(keys);
    JsonValue[] values = new JsonValue[n];
    for (int i = 0; i < n; i++) {
      values[i] = members.get(keys[i].value());
    }
    return new JsonObject(keys, values);
  }

  /** How many members it has. */
  public int size() {
    return keys.length;
  }

  /** The key of the member at this index, from 0, in code-point order. */
  public JsonString key(int index) {
    return keys[index];
  }

  /** The value of the member at this index. */
  public JsonValue value(int index) {
    return values[index];
  }

  /** The index of the member with this key, or a negative number where there is none. */
  public int indexOf(String key) {
    if (keys.length > LINEAR_SEARCH_MAX) {
      byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
      return Arrays.binarySearch(keys, new JsonString(utf8, 0, utf8.length, true));
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].is(key)) {
        return i;
      }
    }
    return isAscii(key) ? -1 : Arrays.binarySearch(keys, JsonString.of(key));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is a member with this key, be it {@code null}. */
  public boolean has(String key) {
    return indexOf(key) >= 0;
  }

  /** The value of the member with this key. */
  public Option<JsonValue> get(String key) {
    int index = indexOf(key);
    return index < 0 ? Option.none() : Option.some(values[index]);
  }

  /** The text of the member with this key, if it is a string. */
  public Option<String> string(String key) {
    int index = indexOf(key);
    return index >= 0 && values[index] instanceof JsonString text
        ? Option.some(text.value())
        : Option.none();
  }

  /** The member with this key, if it is an object. */
  public Option<JsonObject> object(String key) {
    int index = indexOf(key);
    return index >= 0 && values[index] instanceof JsonObject object
        ? Option.some(object)
        : Option.none();
  }

  /** This object with the member set to the value. */
  public JsonObject with(String key, JsonValue value) {
    int index = indexOf(key);
    if (index >= 0) {
      JsonValue[] changed = values.clone();
      changed[index] = value;
      return new JsonObject(keys, changed);
    }
    JsonString name = JsonString.of(key);
    int at = -Arrays.binarySearch(keys, name) - 1;
    JsonString[] newKeys = Arrays.copyOf(keys, keys.length + 1);
    JsonValue[] newValues = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(keys, at, newKeys, at + 1, keys.length - at);
    System.arraycopy(values, at, newValues, at + 1, values.length - at);
    newKeys[at] = name;
    newValues[at] = value;
    return new JsonObject(newKeys, newValues);
  }

  /** This object without the member of this key. */
  public JsonObject without(String key) {
    return filter(name -> !name.is(key));
  }

  /** The members whose key passes. */
  public JsonObject filter(java.util.function.Predicate<JsonString> keep) {
    JsonString[] keptKeys = new JsonString[keys.length];
    JsonValue[] keptValues = new JsonValue[keys.length];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keep.test(keys[i])) {
        keptKeys[n] = keys[i];
        keptValues[n++] = values[i];
      }
    }
    return n == keys.length
        ? this
        : new JsonObject(Arrays.copyOf(keptKeys, n), Arrays.copyOf(keptValues, n));
  }

  @Override
  public int nesting() {
    return nesting;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that
        && Arrays.equals(keys, that.keys)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys) * 31 + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return CanonicalJson.text(this);
  }
}
