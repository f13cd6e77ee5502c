package dev.roomstate.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON texts of the tests of this package. */
final class Text {
  private Text() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A string in quotes whose bytes are these, in hexadecimal. */
  static byte[] stringOfBytes(String hex) {
    return HexFormat.of().parseHex("22" + hex.replace(" ", "") + "22");
  }

  /** The value, which must be JSON. */
  static JsonValue value(String text) {
    return document(text).value();
  }

  static JsonDocument document(String text) {
    return JsonParser.parse(utf8(text))
        .getOrElseThrow(defect -> new AssertionError(text + " " + defect.sentence()));
  }

  static JsonDefect.Kind defect(byte[] bytes) {
    return JsonParser.parse(bytes).getLeft().kind();
  }

  static JsonDefect.Kind defect(String text) {
    return defect(utf8(text));
  }

  /** The canonical form of a text. */
  static String canonical(String text) {
    return CanonicalJson.text(value(text));
  }

  /** Why a text is JSON, but not canonical JSON. */
  static JsonDefect.Kind notCanonical(String text) {
    return document(text).notCanonical().get().kind();
  }
}
