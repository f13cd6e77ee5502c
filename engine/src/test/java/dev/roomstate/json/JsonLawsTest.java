package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.CodePointOrder;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Laws of reading and writing. */
class JsonLawsTest {
  @Provide
  Arbitrary<JsonValue> values() {
    return JsonArbitraries.values();
  }

  @Provide
  Arbitrary<String> strings() {
    return JsonArbitraries.strings();
  }

  /** Texts of the characters that JSON is made of, seldom JSON. */
  @Provide
  Arbitrary<byte[]> nearlyJson() {
    return Arbitraries.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "0", "1", "-", ".", "e", "E+",
            "true", "null", "\"a\"", "\"a\":", " ", "\n", "\u0000", "é", "\uFEFF", "{}", "[]",
            "9e999")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 2_000)
  void canonicalFormIsAFixedPoint(@ForAll("values") JsonValue value) {
    byte[] written = CanonicalJson.write(value);
    JsonValue read = JsonParser.parse(written).get().value();
    assertEquals(value, read);
    assertEquals(value.hashCode(), read.hashCode());
    assertEquals(value.nesting(), read.nesting());
    assertArrayEquals(written, CanonicalJson.write(read));
  }

  @Property(tries = 2_000)
  void anyBytesAreAnswered(@ForAll @Size(max = 60) byte[] bytes) {
    assertIsAnswered(bytes);
    byte[] quoted = Arrays.copyOf(bytes, bytes.length + 2);
    System.arraycopy(bytes, 0, quoted, 1, bytes.length);
    quoted[0] = '"';
    quoted[quoted.length - 1] = '"';
    assertIsAnswered(quoted);
  }

  @Property(tries = 4_000)
  void nearlyJsonIsAnswered(@ForAll("nearlyJson") byte[] bytes) {
    assertIsAnswered(bytes);
  }

  /** Canonical text with a few bytes changed, cut out or doubled. */
  @Property(tries = 4_000)
  void damagedJsonIsAnswered(@ForAll("values") JsonValue value, @ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = CanonicalJson.write(value);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    assertIsAnswered(bytes);
  }

  private static void assertIsAnswered(byte[] bytes) {
    Either<JsonDefect, JsonDocument> parsed = JsonParser.parse(bytes);
    if (parsed.isLeft()) {
      int offset = parsed.getLeft().offset();
      assertTrue(offset >= 0 && offset <= bytes.length, "offset " + offset);
    } else {
      byte[] written = CanonicalJson.write(parsed.get().value());
      assertEquals(parsed.get().value(), JsonParser.parse(written).get().value());
    }
  }

  @Property(tries = 2_000)
  void whiteSpaceKeyOrderAndEscapesChangeNothing(
      @ForAll("values") JsonValue value, @ForAll long seed) {
    StringBuilder text = new StringBuilder();
    write(value, new Random(seed), text);
    JsonValue read = Text.value(text.toString());
    assertEquals(value, read);
    assertArrayEquals(CanonicalJson.write(value), CanonicalJson.write(read));
  }

  /** Writes a value in one of its many forms. */
  private static void write(JsonValue value, Random random, StringBuilder out) {
    space(random, out);
    if (value instanceof JsonObject object) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < object.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      out.append('{');
      for (int i = 0; i < order.size(); i++) {
        out.append(i > 0 ? "," : "");
        space(random, out);
        string(object.key(order.get(i)).value(), random, out);
        space(random, out);
        out.append(':');
        write(object.value(order.get(i)), random, out);
      }
      space(random, out);
      out.append('}');
    } else if (value instanceof JsonArray array) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        out.append(i > 0 ? "," : "");
        write(array.get(i), random, out);
      }
      space(random, out);
      out.append(']');
    } else if (value instanceof JsonString string) {
      string(string.value(), random, out);
    } else {
      out.append(CanonicalJson.text(value));
    }
    space(random, out);
  }

  private static void space(Random random, StringBuilder out) {
    for (int i = random.nextInt(3); i > 0; i--) {
      out.append(" \t\n\r".charAt(random.nextInt(4)));
    }
  }

  private static void string(String text, Random random, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean astral = Character.isHighSurrogate(c);
      if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(3) == 0) {
        String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
        out.append(String.format(form, (int) c));
        if (astral) {
          out.append(String.format(form, (int) text.charAt(++i)));
        }
      } else {
        out.append(c);
        if (astral) {
          out.append(text.charAt(++i));
        }
      }
    }
    out.append('"');
  }

  @Property(tries = 1_000)
  void stringsAreOrderedAsTheirBytes(@ForAll("strings") String a, @ForAll("strings") String b) {
    int byBytes =
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        Integer.signum(byBytes), Integer.signum(JsonString.of(a).compareTo(JsonString.of(b))));
    assertEquals(Integer.signum(byBytes), Integer.signum(CodePointOrder.INSTANCE.compare(a, b)));
  }

  @Property(tries = 1_000)
  void objectWithAndWithoutAMemberIsTheObject(
      @ForAll("values") JsonValue value, @ForAll("strings") String key) {
    if (value instanceof JsonObject object && value.nesting() < JsonParser.NESTING_MAX) {
      JsonObject with = object.with(key, JsonNull.NULL);
      assertEquals(JsonNull.NULL, with.get(key).get());
      assertTrue(with.has(key));
      JsonObject without = with.filter(name -> !name.value().equals(key));
      assertEquals(object.filter(name -> !name.value().equals(key)), without);
      assertTrue(without.get(key).isEmpty());
      assertEquals(with, Text.value(with.toString()));
    }
  }

  @Property(tries = 500)
  void bytesAroundARangeDoNotMatter(@ForAll("values") JsonValue value, @ForAll byte around) {
    byte[] text = CanonicalJson.write(value);
    byte[] padded = new byte[text.length + 20];
    Arrays.fill(padded, around);
    System.arraycopy(text, 0, padded, 10, text.length);
    assertEquals(value, JsonParser.parse(padded, 10, 10 + text.length).get().value());
  }
}
