package dev.roomstate.json;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Values of JSON, those that make trouble often. */
final class JsonArbitraries {
  private JsonArbitraries() {}

  static Arbitrary<String> strings() {
    Arbitrary<String> characters =
        Arbitraries.oneOf(
            Arbitraries.strings().ofLength(1).ascii(),
            Arbitraries.of(
                "\"",
                "\\",
                "/",
                "\b",
                "\f",
                "\n",
                "\r",
                "\t",
                "\u0000",
                "\u001f",
                "\u007f",
                "\u0080",
                "é",
                "\u07ff",
                "\u0800",
                "\u2028",
                "\uD7FF",
                "\uE000",
                "\uFB33",
                "\uFFFF",
                "\uD800\uDC00",
                "\uD83D\uDE00",
                "\uDBFF\uDFFF",
                "日"));
    return characters.list().ofMaxSize(8).map(parts -> String.join("", parts));
  }

  static Arbitrary<JsonValue> values() {
    return values(3).withoutEdgeCases();
  }

  /** Values that are nested so deep at most. */
  private static Arbitrary<JsonValue> values(int depth) {
    if (depth == 0) {
      return scalars();
    }
    Arbitrary<JsonValue> inner = values(depth - 1);
    return Arbitraries.oneOf(
        scalars(),
        inner.list().ofMaxSize(4).map(JsonArray::of),
        Arbitraries.maps(strings(), inner).ofMaxSize(5).map(JsonObject::of));
  }

  private static Arbitrary<JsonValue> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.of(JsonNull.NULL, JsonBoolean.TRUE, JsonBoolean.FALSE),
        strings().map(JsonString::of),
        Arbitraries.longs().map(JsonInteger::of),
        Arbitraries.bigIntegers()
            .between(BigInteger.TWO.pow(80).negate(), BigInteger.TWO.pow(80))
            .map(JsonInteger::of),
        Arbitraries.longs()
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .map(JsonFloat::new));
  }
}
