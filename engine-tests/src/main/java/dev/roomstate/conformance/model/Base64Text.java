package dev.roomstate.conformance.model;

import io.vavr.control.Option;
import java.util.Base64;

/** Unpadded Base64 (appendices): written without padding, read "with or without padding". */
final class Base64Text {
  private Base64Text() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  static String encodeUrlSafe(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Option<byte[]> decode(String text) {
    try {
      return Option.some(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Option.none();
    }
  }

  /** Either alphabet: identity servers also issue keys in the URL-safe one. */
  static Option<byte[]> decodeEither(String text) {
    return decode(text.replace('-', '+').replace('_', '/'));
  }
}
