package dev.roomstate.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The canonical forms that the specification publishes (appendices, "Canonical JSON"). */
class SpecVectorsTest {
  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of("{}", "{}"),
        Arguments.of(
            """
            {
                "one": 1,
                "two": "Two"
            }
            """,
            "{\"one\":1,\"two\":\"Two\"}"),
        Arguments.of(
            """
            {
                "b": "2",
                "a": "1"
            }
            """,
            "{\"a\":\"1\",\"b\":\"2\"}"),
        Arguments.of("{\"b\":\"2\",\"a\":\"1\"}", "{\"a\":\"1\",\"b\":\"2\"}"),
        Arguments.of(
            """
            {
                "auth": {
                    "success": true,
                    "mxid": "@john.doe:example.com",
                    "profile": {
                        "display_name": "John Doe",
                        "three_pids": [
                            {
                                "medium": "email",
                                "address": "john.doe@example.org"
                            },
                            {
                                "medium": "msisdn",
                                "address": "123456789"
                            }
                        ]
                    }
                }
            }
            """,
            "{\"auth\":{\"mxid\":\"@john.doe:example.com\",\"profile\":{\"display_name\":\"John"
                + " Doe\",\"three_pids\":[{\"address\":\"john.doe@example.org\",\"medium\":"
                + "\"email\"},{\"address\":\"123456789\",\"medium\":\"msisdn\"}]},"
                + "\"success\":true}}"),
        Arguments.of("{\n    \"a\": \"日本語\"\n}", "{\"a\":\"日本語\"}"),
        Arguments.of("{\n    \"本\": 2,\n    \"日\": 1\n}", "{\"日\":1,\"本\":2}"),
        Arguments.of("{\n    \"a\": \"\\u65E5\"\n}", "{\"a\":\"日\"}"),
        Arguments.of("{\n    \"a\": null\n}", "{\"a\":null}"));
  }

  @ParameterizedTest
  @MethodSource("published")
  void publishedTextHasItsPublishedCanonicalForm(String text, String canonical) {
    assertEquals(canonical, Text.canonical(text));
    assertTrue(Text.document(text).notCanonical().isEmpty());
    assertEquals(canonical, Text.canonical(canonical));
  }

  /**
   * The tenth vector, {@code {"a":-0,"b":1e10}}, says 0 and 10000000000. The grammar of canonical
   * JSON has no such numbers, so from room version 6 on an event that holds one is dropped and has
   * no canonical form; and before that servers write the double as {@code 10000000000.0}, which is
   * what ids and signatures of those rooms are made of. So for events it is not followed.
   */
  @Test
  void tenthVectorIsNotFollowed() {
    String text = "{\n    \"a\": -0,\n    \"b\": 1e10\n}";
    assertEquals(JsonDefect.Kind.NEGATIVE_ZERO, Text.notCanonical(text));
    assertEquals(JsonDefect.Kind.FLOAT, Text.notCanonical("{\"b\": 1e10}"));
    assertEquals("{\"a\":0,\"b\":10000000000.0}", Text.canonical(text));
  }
}
