package dev.roomstate.crypto;

import io.vavr.control.Option;
import java.util.Arrays;
import java.util.Base64;

/**
 * Unpadded Base64: RFC 4648 without {@code =} at the end.
 *
 * <p>Encoding gives the one unpadded form. Decoding is lenient in two ways, as servers are:
 *
 * <ul>
 *   <li>padding may be there, in whole or in part, or not: {@code Zg}, {@code Zg=} and {@code Zg==}
 *       are the same byte;
 *   <li>the spare bits of the last character need not be zero: {@code Zh} is the same byte as
 *       {@code Zg}. Compare decoded bytes, never encoded text.
 * </ul>
 *
 * Everything else is none: a character outside the alphabet, white space and line breaks included,
 * a length that no bytes have (4n + 1), more padding than the length asks for, padding before the
 * end. (Python's decoder skips foreign characters, so Synapse takes some such text; ruma does not.)
 *
 * <p>No limit of its own; time and memory are linear in the text. Safe for use by many threads.
 *
 * <p>Source: Matrix specification, appendices, "Unpadded Base64".
 */
public final class UnpaddedBase64 {
  private static final Base64.Encoder STANDARD = Base64.getEncoder().withoutPadding();
  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] STANDARD_VALUES = values("+/");
  private static final byte[] ANY_ALPHABET_VALUES = values("+/-_");

  private UnpaddedBase64() {}

  /** Returns {@code bytes} in the standard alphabet, without padding. */
  public static String encode(byte[] bytes) {
    return STANDARD.encodeToString(bytes);
  }

  /** Returns {@code bytes} in the URL-safe alphabet, without padding. */
  public static String encodeUrlSafe(byte[] bytes) {
    return URL_SAFE.encodeToString(bytes);
  }

  /** Returns the bytes of text in the standard alphabet; none if it is not such text. */
  public static Option<byte[]> decode(String text) {
    return decode(text, STANDARD_VALUES);
  }

  /**
   * Returns the bytes of text in the standard or the URL-safe alphabet, or a mixture of the two;
   * none if it is not such text.
   */
  public static Option<byte[]> decodeAnyAlphabet(String text) {
    return decode(text, ANY_ALPHABET_VALUES);
  }

  private static Option<byte[]> decode(String text, byte[] values) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    int paddingMax = -end & 3;
    if (paddingMax == 3 || text.length() - end > paddingMax) {
      return Option.none();
    }
    byte[] bytes = new byte[(int) (end * 3L / 4)];
    int size = 0;
    int bits = 0;
    int bitCount = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      int value = c < values.length ? values[c] : -1;
      if (value < 0) {
        return Option.none();
      }
      bits = bits << 6 | value;
      bitCount += 6;
      if (bitCount >= 8) {
        bitCount -= 8;
        bytes[size++] = (byte) (bits >>> bitCount);
      }
    }
    return Option.some(bytes);
  }

  /** The value of each ASCII character, -1 where it has none; {@code last} are 62, 63, 62, 63. */
  private static byte[] values(String last) {
    String first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < first.length(); i++) {
      values[first.charAt(i)] = (byte) i;
    }
    for (int i = 0; i < last.length(); i++) {
      values[last.charAt(i)] = (byte) (62 + i % 2);
    }
    return values;
  }
}
