package dev.roomstate.conformance.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Orders strings "lexicographically by Unicode codepoint", which is the order of their UTF-8 bytes.
 */
final class CodePoints {
  static final Comparator<String> ORDER =
      (left, right) -> Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

  private CodePoints() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
