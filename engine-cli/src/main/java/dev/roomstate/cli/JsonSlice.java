package dev.roomstate.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A JSON value as the bytes that it stands in, read no further than it is asked.
 *
 * @param bytes the whole text
 * @param from its first byte
 * @param to the byte after its last
 * @param place where it stands in the text
 */
record JsonSlice(byte[] bytes, int from, int to, JsonPlace place) {
  /** Most digits of an integer that is read. */
  private static final int DIGITS_MAX = 400;

  /**
   * The one value that a range of bytes is, with white space around it.
   *
   * @param lenient see {@link JsonScanner#endOfValue}
   */
  static JsonSlice of(byte[] bytes, int from, int to, boolean lenient) throws NotJson {
    int invalid = JsonScanner.firstNotUtf8(bytes, from, to);
    if (invalid >= 0) {
      throw new NotJson("not UTF-8", invalid);
    }
    int start = JsonScanner.skipSpace(bytes, from, to);
    int end = JsonScanner.endOfValue(bytes, start, to, lenient);
    int rest = JsonScanner.skipSpace(bytes, end, to);
    if (rest < to) {
      throw new NotJson("not JSON: something after the value", rest);
    }
    return new JsonSlice(bytes, start, end, JsonPlace.TEXT);
  }

  boolean isObject() {
    return bytes[from] == '{';
  }

  boolean isArray() {
    return bytes[from] == '[';
  }

  boolean isString() {
    return bytes[from] == '"';
  }

  /** A copy of the bytes of the value. */
  byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /**
   * The members of an object.
   *
   * @param byKey the first member of each key, in the order of the text
   * @param repeatedKey a key that stands there more than once; null if none does
   */
  record Members(Map<String, JsonSlice> byKey, String repeatedKey) {}

  /** The members of this object, no key twice. */
  Map<String, JsonSlice> members() throws Malformed, NotJson {
    return members(key -> false);
  }

  /**
   * The members of this object, no key twice.
   *
   * @param lenient in the values of which keys numbers that are none pass
   */
  Map<String, JsonSlice> members(Predicate<String> lenient) throws Malformed, NotJson {
    Members members = membersOrRepeated(lenient);
    if (members.repeatedKey() != null) {
      throw Malformed.at(pathTo(members.repeatedKey()), "is there more than once");
    }
    return members.byKey();
  }

  /** The members of this object, some key perhaps twice. */
  Members membersOrRepeated(Predicate<String> lenient) throws Malformed, NotJson {
    require(isObject(), "is not an object");
    Map<String, JsonSlice> byKey = new LinkedHashMap<>();
    String repeated = null;
    int at = JsonScanner.skipSpace(bytes, from + 1, to);
    while (bytes[at] != '}') {
      int keyEnd = JsonScanner.endOfString(bytes, at, to);
      String key = new JsonSlice(bytes, at, keyEnd, place).anyText();
      // The text was scanned before, so a colon and a value are there.
      int colon = JsonScanner.skipSpace(bytes, keyEnd, to);
      int start = JsonScanner.skipSpace(bytes, colon + 1, to);
      int end = JsonScanner.endOfValue(bytes, start, to, lenient.test(key));
      if (byKey.putIfAbsent(key, new JsonSlice(bytes, start, end, place.member(key))) != null) {
        repeated = key;
      }
      at = afterComma(end);
    }
    return new Members(byKey, repeated);
  }

  /** The elements of this array. */
  List<JsonSlice> elements() throws Malformed, NotJson {
    return elements(false);
  }

  /** The elements of this array, in which numbers that are none may pass. */
  List<JsonSlice> elements(boolean lenient) throws Malformed, NotJson {
    require(isArray(), "is not an array");
    List<JsonSlice> elements = new ArrayList<>();
    int at = JsonScanner.skipSpace(bytes, from + 1, to);
    while (bytes[at] != ']') {
      int end = JsonScanner.endOfValue(bytes, at, to, lenient);
      elements.add(new JsonSlice(bytes, at, end, place.element(elements.size())));
      at = afterComma(end);
    }
    return elements;
  }

  private int afterComma(int end) {
    int at = JsonScanner.skipSpace(bytes, end, to);
    return bytes[at] == ',' ? JsonScanner.skipSpace(bytes, at + 1, to) : at;
  }

  /** The path to this value, for messages; empty for the text itself. */
  String path() {
    return place.path();
  }

  /** The path to a member of this object, for messages. */
  String pathTo(String key) {
    return place.member(key).path();
  }

  /** The text of this string. */
  String text() throws Malformed {
    String text = anyText();
    require(
        text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE),
        "has an unpaired surrogate");
    return text;
  }

  /** The text of this string, with unpaired surrogates if it has such. */
  private String anyText() throws Malformed {
    require(isString(), "is not a string");
    String raw = new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else if (raw.charAt(++i) == 'u') {
        text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(unescaped(raw.charAt(i)));
      }
    }
    return text.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> c;
    };
  }

  /** This truth value. */
  boolean flag() throws Malformed {
    require(bytes[from] == 't' || bytes[from] == 'f', "is not true or false");
    return bytes[from] == 't';
  }

  /** This integer, or the nearest that fits. */
  long integer() throws Malformed {
    String token = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    boolean isInteger =
        token.length() <= DIGITS_MAX
            && token.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    require(isInteger, "is not an integer");
    BigInteger value = new BigDecimal(token).toBigIntegerExact();
    return value
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  private void require(boolean holds, String otherwise) throws Malformed {
    if (!holds) {
      String path = path();
      throw path.isEmpty() ? new Malformed("it " + otherwise) : Malformed.at(path, otherwise);
    }
  }
}
