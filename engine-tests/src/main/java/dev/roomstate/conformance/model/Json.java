package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Looks into JSON trees. A tree is made of {@code Map<String, Object>}, {@code List<Object>},
 * {@code String}, {@code Boolean}, {@link JsonNumber} and {@link JsonNull}.
 */
final class Json {
  private Json() {}

  static Option<Object> member(Map<String, Object> object, String name) {
    return Option.of(object.get(name));
  }

  @SuppressWarnings("unchecked")
  static Option<Map<String, Object>> object(Object value) {
    return value instanceof Map ? Option.some((Map<String, Object>) value) : Option.none();
  }

  @SuppressWarnings("unchecked")
  static Option<List<Object>> array(Object value) {
    return value instanceof List ? Option.some((List<Object>) value) : Option.none();
  }

  static Option<String> string(Object value) {
    return value instanceof String text ? Option.some(text) : Option.none();
  }

  /** The value of an integer token. {@code true}, {@code "1"} and {@code 1.0} are no integers. */
  static Option<BigInteger> integer(Object value) {
    return value instanceof JsonNumber number && number.isInteger()
        ? Option.some(number.integer())
        : Option.none();
  }

  static Option<String> stringMember(Map<String, Object> object, String name) {
    return member(object, name).flatMap(Json::string);
  }

  static Option<Map<String, Object>> objectMember(Map<String, Object> object, String name) {
    return member(object, name).flatMap(Json::object);
  }
}
