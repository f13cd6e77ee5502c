package dev.roomstate.conformance.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON: "the shortest UTF-8 JSON encoding with dictionary keys lexicographically sorted
 * by Unicode codepoint" (appendices, "Canonical JSON").
 */
final class CanonicalJson {
  private CanonicalJson() {}

  static byte[] bytes(Object tree) {
    return CodePoints.utf8(text(tree));
  }

  static String text(Object tree) {
    StringBuilder out = new StringBuilder();
    write(tree, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map) {
      writeObject(Json.object(value).get(), out);
    } else if (value instanceof List) {
      String separator = "[";
      for (Object element : Json.array(value).get()) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(separator.equals("[") ? "[]" : "]");
    } else if (value instanceof String string) {
      writeString(string, out);
    } else if (value instanceof JsonNumber number) {
      writeNumber(number, out);
    } else if (value instanceof JsonNull) {
      out.append("null");
    } else {
      out.append((Boolean) value ? "true" : "false");
    }
  }

  private static void writeObject(Map<String, Object> object, StringBuilder out) {
    TreeMap<String, Object> sorted = new TreeMap<>(CodePoints.ORDER);
    sorted.putAll(object);
    String separator = "{";
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(separator);
      writeString(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ",";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  /**
   * "represented without exponents or decimal places", and {@code -0} is {@code 0}. Room versions 1
   * to 5 do not enforce that: there a token with a fraction or an exponent is a double.
   */
  private static void writeNumber(JsonNumber number, StringBuilder out) {
    if (number.isInteger()) {
      out.append(number.integer());
    } else {
      out.append(FloatText.of(number.nearestDouble()));
    }
  }

  /** The grammar's {@code char}: seven short escapes, {@code \\u00xx} for the other controls. */
  private static void writeString(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
