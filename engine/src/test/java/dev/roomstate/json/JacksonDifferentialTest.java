package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.json.JsonDefect.Kind;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parser beside Jackson's, made as strict as it gets: what both read is the same value, and
 * where only one reads, the reason is one of those for which the parser exists.
 */
class JacksonDifferentialTest {
  private static final JsonMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What Jackson reads and this parser does not. */
  private static final Set<Kind> STRICTER =
      Set.of(Kind.UNPAIRED_SURROGATE, Kind.NOT_UTF8, Kind.NUMBER_OVERFLOW, Kind.DUPLICATE_KEY);

  @Provide
  Arbitrary<JsonValue> values() {
    return JsonArbitraries.values();
  }

  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<String> tokens =
        Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"a\"",
            "\"b\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "0",
            "-0",
            "1.50",
            "1e5",
            "-1E-3",
            "12345678901234567890",
            "true",
            "false",
            "null",
            " ",
            "\n",
            "01",
            "1.",
            "\"é\"",
            "{\"a\":1}",
            "[1,2]",
            "{\"a\":1,\"b\":[]}",
            "1e999",
            ",\"c\":",
            "[{",
            "}]");
    return tokens
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode jackson(byte[] text) {
    try {
      JsonNode node = JACKSON.readTree(text);
      return node.isMissingNode() ? null : node;
    } catch (JacksonException e) {
      return null;
    }
  }

  @Property(tries = 10_000)
  void bothReadTheSameOfNearlyJson(@ForAll("texts") byte[] text) {
    compare(text);
  }

  @Property(tries = 2_000)
  void bothReadTheSameOfCanonicalJson(@ForAll("values") JsonValue value) {
    byte[] text = CanonicalJson.write(value);
    JsonNode node = jackson(text);
    assertTrue(node != null, () -> new String(text, StandardCharsets.UTF_8));
    assertSame(value, node);
  }

  private static void compare(byte[] text) {
    Either<JsonDefect, JsonDocument> own = JsonParser.parse(text);
    JsonNode node = jackson(text);
    String shown = new String(text, StandardCharsets.UTF_8);
    if (own.isRight()) {
      assertTrue(node != null, () -> "only this parser reads " + shown);
      assertSame(own.get().value(), node);
    } else if (node != null) {
      assertTrue(
          STRICTER.contains(own.getLeft().kind()),
          () -> "only Jackson reads " + shown + ": " + own.getLeft().sentence());
    }
  }

  private static void assertSame(JsonValue value, JsonNode node) {
    if (value instanceof JsonObject object) {
      assertTrue(node.isObject());
      assertEquals(object.size(), node.size());
      for (int i = 0; i < object.size(); i++) {
        assertSame(object.value(i), node.get(object.key(i).value()));
      }
    } else if (value instanceof JsonArray array) {
      assertTrue(node.isArray());
      assertEquals(array.size(), node.size());
      for (int i = 0; i < array.size(); i++) {
        assertSame(array.get(i), node.get(i));
      }
    } else if (value instanceof JsonString string) {
      assertEquals(node.stringValue(), string.value());
    } else if (value instanceof JsonInteger integer) {
      assertTrue(node.isIntegralNumber());
      assertEquals(node.bigIntegerValue(), integer.bigValue());
    } else if (value instanceof JsonFloat number) {
      assertTrue(node.isFloatingPointNumber());
      assertEquals(node.doubleValue(), number.value());
    } else {
      assertEquals(node.toString(), CanonicalJson.text(value));
    }
  }

  /** Jackson reads what would split servers: lone surrogates, and bytes that are no UTF-8. */
  @Example
  void whereTheTwoPartTheReasonIsNamed() {
    assertEquals(Kind.UNPAIRED_SURROGATE, Text.defect("\"\\ud83d\""));
    assertEquals(Kind.NOT_UTF8, Text.defect(Text.stringOfBytes("ed a0 bd")));
    compare(Text.stringOfBytes("ed a0 bd"));
    compare(Text.utf8("\"\\ud83d\""));
    compare(Text.utf8("1e999"));
    compare(Text.utf8("{\"apple\":1,\"appl\\u0065\":2}"));
  }
}
