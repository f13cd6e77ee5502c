package dev.roomstate.json.jackson;

import dev.roomstate.json.JsonArray;
import dev.roomstate.json.JsonBoolean;
import dev.roomstate.json.JsonFloat;
import dev.roomstate.json.JsonInteger;
import dev.roomstate.json.JsonNull;
import dev.roomstate.json.JsonObject;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between Jackson's trees and our values, for applications that speak Jackson. Received events do
 * not go this way: what Jackson has read has lost what the checks look for. Thread-safe.
 */
public final class JacksonAdapter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JacksonAdapter() {}

  /**
   * The value of a tree.
   *
   * @throws IllegalArgumentException for what JSON has not (binary or foreign objects, numbers that
   *     are not finite, unpaired surrogates) and for trees that are nested too deep
   */
  public static JsonValue fromJackson(JsonNode node) {
    return fromJackson(node, 0);
  }

  private static JsonValue fromJackson(JsonNode node, int depth) {
    if (depth > dev.roomstate.json.JsonParser.NESTING_MAX) {
      throw new IllegalArgumentException("nested too deep");
    }
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        node.forEachEntry((key, value) -> members.put(key, fromJackson(value, depth + 1)));
        yield JsonObject.of(members);
      }
      case ARRAY -> {
        List<JsonValue> items = new ArrayList<>(node.size());
        node.forEach(item -> items.add(fromJackson(item, depth + 1)));
        yield JsonArray.of(items);
      }
      case STRING -> JsonString.of(node.asString());
      case BOOLEAN -> JsonBoolean.of(node.booleanValue());
      case NULL -> JsonNull.NULL;
      case NUMBER ->
          node.isIntegralNumber()
              ? JsonInteger.of(node.bigIntegerValue())
              : new JsonFloat(node.doubleValue());
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
    };
  }

  /** The tree of a value. */
  public static JsonNode toJackson(JsonValue value) {
    if (value instanceof JsonObject object) {
      ObjectNode node = NODES.objectNode();
      for (int i = 0; i < object.size(); i++) {
        node.set(object.key(i).value(), toJackson(object.value(i)));
      }
      return node;
    }
    if (value instanceof JsonArray array) {
      ArrayNode node = NODES.arrayNode(array.size());
      array.forEach(item -> node.add(toJackson(item)));
      return node;
    }
    if (value instanceof JsonString string) {
      return NODES.stringNode(string.value());
    }
    if (value instanceof JsonInteger integer) {
      return integer.isLong()
          ? NODES.numberNode(integer.longValue())
          : (JsonNode) NODES.numberNode(integer.bigValue());
    }
    if (value instanceof JsonFloat number) {
      return NODES.numberNode(number.value());
    }
    return value == JsonNull.NULL ? NODES.nullNode() : NODES.booleanNode(value == JsonBoolean.TRUE);
  }
}
