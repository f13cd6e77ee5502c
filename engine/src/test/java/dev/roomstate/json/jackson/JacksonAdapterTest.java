package dev.roomstate.json.jackson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.roomstate.json.JsonParser;
import dev.roomstate.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class JacksonAdapterTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-2,true,false,null,\"x\"],\"\":{}}",
        "[123456789012345678901234567890,9007199254740993,0]",
        "[1.5,-0.25,1e300]",
        "\"\\uD83D\\uDE00 \\u0000\""
      })
  void valuesGoToJacksonAndBackUnchanged(String text) {
    JsonValue ours = JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)).get().value();
    JsonNode theirs = MAPPER.readTree(text);
    assertEquals(ours, JacksonAdapter.fromJackson(theirs));
    assertEquals(ours, JacksonAdapter.fromJackson(JacksonAdapter.toJackson(ours)));
  }

  @Test
  void whatIsNoJsonIsRefused() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    assertThrows(
        IllegalArgumentException.class,
        () -> JacksonAdapter.fromJackson(nodes.numberNode(Double.NaN)));
    assertThrows(
        IllegalArgumentException.class,
        () -> JacksonAdapter.fromJackson(nodes.binaryNode(new byte[1])));
    assertThrows(
        IllegalArgumentException.class,
        () -> JacksonAdapter.fromJackson(nodes.stringNode("\ud800")));
  }
}
