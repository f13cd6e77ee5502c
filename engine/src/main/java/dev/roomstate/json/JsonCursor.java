package dev.roomstate.json;

import dev.roomstate.json.JsonDefect.Kind;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * One pass over one text. Lives within {@link JsonParser#parse} only and is thrown away, which is
 * why its fields may change. A method that meets a defect notes it and returns null; the callers
 * hand the null up.
 */
final class JsonCursor {
  private static final int INITIAL_STACK = 64;
  private static final int LONG_DIGITS_MAX = 18;

  private final byte[] in;
  private final int start;
  private final int end;
  private int pos;
  private int depth;
  private JsonDefect defect;
  private JsonDefect notCanonical;

  private JsonString[] keyStack = new JsonString[INITIAL_STACK];
  private JsonValue[] valueStack = new JsonValue[INITIAL_STACK];
  private int top;

  JsonCursor(byte[] in, int from, int to) {
    this.in = in;
    this.start = from;
    this.end = to;
    this.pos = from;
  }

  Either<JsonDefect, JsonDocument> document() {
    skipWhitespace();
    JsonValue value = value();
    if (value != null) {
      skipWhitespace();
      if (pos < end) {
        value = fail(Kind.SYNTAX, pos);
      }
    }
    return value == null
        ? Either.left(defect)
        : Either.right(new JsonDocument(value, Option.of(notCanonical)));
  }

  private JsonValue fail(Kind kind, int at) {
    if (defect == null) {
      defect = new JsonDefect(kind, at - start);
    }
    return null;
  }

  private void noteNotCanonical(Kind kind, int at) {
    if (notCanonical == null) {
      notCanonical = new JsonDefect(kind, at - start);
    }
  }

  private void skipWhitespace() {
    while (pos < end && in[pos] <= ' ' && isWhitespace(in[pos])) {
      pos++;
    }
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private JsonValue value() {
    if (pos >= end) {
      return fail(Kind.SYNTAX, pos);
    }
    return switch (in[pos]) {
      case '"' -> string();
      case '{' -> object();
      case '[' -> array();
      case 't' -> literal("true", JsonBoolean.TRUE);
      case 'f' -> literal("false", JsonBoolean.FALSE);
      case 'n' -> literal("null", JsonNull.NULL);
      default -> number();
    };
  }

  private JsonValue literal(String word, JsonValue value) {
    if (end - pos < word.length()) {
      return fail(Kind.SYNTAX, pos);
    }
    for (int i = 0; i < word.length(); i++) {
      if (in[pos + i] != word.charAt(i)) {
        return fail(Kind.SYNTAX, pos + i);
      }
    }
    pos += word.length();
    return value;
  }

  private boolean enter() {
    if (++depth > JsonParser.NESTING_MAX) {
      fail(Kind.TOO_DEEP, pos);
      return false;
    }
    return true;
  }

  private JsonValue array() {
    if (!enter()) {
      return null;
    }
    pos++;
    int base = top;
    skipWhitespace();
    if (pos < end && in[pos] == ']') {
      pos++;
    } else {
      do {
        skipWhitespace();
        JsonValue item = value();
        if (item == null) {
          return null;
        }
        push(null, item);
        skipWhitespace();
      } while (more(']'));
      if (defect != null) {
        return null;
      }
    }
    depth--;
    JsonValue[] items = Arrays.copyOfRange(valueStack, base, top);
    top = base;
    return new JsonArray(items);
  }

  /** Steps over a comma and answers true, or over the closing bracket and answers false. */
  private boolean more(char close) {
    if (pos < end && in[pos] == ',') {
      pos++;
      return true;
    }
    if (pos < end && in[pos] == close) {
      pos++;
    } else {
      fail(Kind.SYNTAX, pos);
    }
    return false;
  }

  private void push(JsonString key, JsonValue value) {
    if (top == valueStack.length) {
      keyStack = Arrays.copyOf(keyStack, top * 2);
      valueStack = Arrays.copyOf(valueStack, top * 2);
    }
    keyStack[top] = key;
    valueStack[top++] = value;
  }

  private JsonValue object() {
    if (!enter()) {
      return null;
    }
    int opened = pos++;
    int base = top;
    skipWhitespace();
    if (pos < end && in[pos] == '}') {
      pos++;
      depth--;
      return JsonObject.EMPTY;
    }
    boolean ascending = true;
    do {
      skipWhitespace();
      if (pos >= end || in[pos] != '"') {
        return fail(Kind.SYNTAX, pos);
      }
      JsonString key = string();
      if (key == null) {
        return null;
      }
      skipWhitespace();
      if (pos >= end || in[pos] != ':') {
        return fail(Kind.SYNTAX, pos);
      }
      pos++;
      skipWhitespace();
      JsonValue value = value();
      if (value == null) {
        return null;
      }
      ascending &= top == base || keyStack[top - 1].compareTo(key) < 0;
      push(key, value);
      skipWhitespace();
    } while (more('}'));
    if (defect != null) {
      return null;
    }
    depth--;
    return members(base, ascending, opened);
  }

  private JsonValue members(int base, boolean ascending, int opened) {
    JsonString[] keys = Arrays.copyOfRange(keyStack, base, top);
    JsonValue[] values = Arrays.copyOfRange(valueStack, base, top);
    top = base;
    if (!ascending) {
      Integer[] order = new Integer[keys.length];
      Arrays.setAll(order, i -> i);
      JsonString[] read = keys.clone();
      Arrays.sort(order, Comparator.comparing(i -> read[i]));
      for (int i = 0; i < order.length; i++) {
        keys[i] = read[order[i]];
        values[i] = valueStack[base + order[i]];
        if (i > 0 && keys[i - 1].equals(keys[i])) {
          return fail(Kind.DUPLICATE_KEY, opened);
        }
      }
    }
    return new JsonObject(keys, values);
  }

  private JsonString string() {
    int from = ++pos;
    while (pos < end) {
      byte b = in[pos];
      if (b == '"') {
        return new JsonString(in, from, pos++, true);
      }
      if (b == '\\') {
        return escapedString(from);
      }
      if (b < 0) {
        if (!utf8Sequence()) {
          return null;
        }
      } else if (b < 0x20) {
        return (JsonString) fail(Kind.SYNTAX, pos);
      } else {
        pos++;
      }
    }
    return (JsonString) fail(Kind.SYNTAX, pos);
  }

  /** The rest of a string that has an escape; its text is never longer than what was read. */
  private JsonString escapedString(int from) {
    JsonText text = new JsonText(in, from, pos);
    while (pos < end) {
      byte b = in[pos];
      if (b == '"') {
        pos++;
        return text.string();
      }
      if (b == '\\') {
        if (!escape(text)) {
          return null;
        }
      } else if (b < 0) {
        int at = pos;
        if (!utf8Sequence()) {
          return null;
        }
        text.append(in, at, pos);
      } else if (b < 0x20) {
        return (JsonString) fail(Kind.SYNTAX, pos);
      } else {
        text.append(b);
        pos++;
      }
    }
    return (JsonString) fail(Kind.SYNTAX, pos);
  }

  private boolean escape(JsonText text) {
    if (pos + 1 >= end) {
      fail(Kind.SYNTAX, pos);
      return false;
    }
    int simple =
        switch (in[pos + 1]) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    if (simple >= 0) {
      text.append((byte) simple);
      pos += 2;
      return true;
    }
    int at = pos;
    int unit = unicodeEscape();
    if (unit < 0) {
      fail(Kind.SYNTAX, at);
      return false;
    }
    int codePoint = unit;
    if (Character.isSurrogate((char) unit)) {
      int low = Character.isHighSurrogate((char) unit) ? unicodeEscape() : -1;
      if (low < 0 || !Character.isLowSurrogate((char) low)) {
        fail(Kind.UNPAIRED_SURROGATE, at);
        return false;
      }
      codePoint = Character.toCodePoint((char) unit, (char) low);
    }
    text.appendCodePoint(codePoint);
    return true;
  }

  /** The unit of the escape {@code \\uXXXX} here, stepped over; negative where there is none. */
  private int unicodeEscape() {
    if (end - pos < 6 || in[pos] != '\\' || in[pos + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = pos + 2; i < pos + 6; i++) {
      int digit = in[i] < 0 ? -1 : Character.digit(in[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    pos += 6;
    return unit;
  }

  /** Steps over one code point of two to four bytes (RFC 3629, section 4). */
  private boolean utf8Sequence() {
    int lead = in[pos] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    boolean valid = lead >= 0xc2 && lead <= 0xf4 && end - pos >= length;
    if (valid) {
      int second = in[pos + 1] & 0xff;
      int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      valid = second >= low && second <= high;
      for (int i = 2; i < length; i++) {
        valid &= (in[pos + i] & 0xc0) == 0x80;
      }
    }
    if (!valid) {
      fail(Kind.NOT_UTF8, pos);
      return false;
    }
    pos += length;
    return true;
  }

  private JsonValue number() {
    int from = pos;
    boolean negative = in[pos] == '-';
    if (negative) {
      pos++;
    }
    int firstDigit = pos;
    if (!digits() || (in[firstDigit] == '0' && pos - firstDigit > 1)) {
      return fail(Kind.SYNTAX, from);
    }
    boolean integer = true;
    if (pos < end && in[pos] == '.') {
      pos++;
      integer = false;
      if (!digits()) {
        return fail(Kind.SYNTAX, from);
      }
    }
    if (pos < end && (in[pos] == 'e' || in[pos] == 'E')) {
      pos++;
      integer = false;
      if (pos < end && (in[pos] == '+' || in[pos] == '-')) {
        pos++;
      }
      if (!digits()) {
        return fail(Kind.SYNTAX, from);
      }
    }
    if (pos - from > JsonParser.DIGITS_MAX) {
      return fail(Kind.TOO_LARGE, from);
    }
    return integer ? integer(from, firstDigit, negative) : floatingPoint(from);
  }

  private boolean digits() {
    int from = pos;
    while (pos < end && in[pos] >= '0' && in[pos] <= '9') {
      pos++;
    }
    return pos > from;
  }

  private JsonValue integer(int from, int firstDigit, boolean negative) {
    if (negative && in[firstDigit] == '0') {
      noteNotCanonical(Kind.NEGATIVE_ZERO, from);
    }
    if (pos - firstDigit > LONG_DIGITS_MAX) {
      noteNotCanonical(Kind.INTEGER_RANGE, from);
      JsonInteger big = JsonInteger.ofDigits(Arrays.copyOfRange(in, from, pos));
      return pos - firstDigit > LONG_DIGITS_MAX + 1 ? big : JsonInteger.of(big.bigValue());
    }
    long value = 0;
    for (int i = firstDigit; i < pos; i++) {
      value = value * 10 + (in[i] - '0');
    }
    if (value > JsonInteger.CANONICAL_MAX) {
      noteNotCanonical(Kind.INTEGER_RANGE, from);
    }
    return JsonInteger.of(negative ? -value : value);
  }

  private JsonValue floatingPoint(int from) {
    double value = Double.parseDouble(new String(in, from, pos - from, StandardCharsets.US_ASCII));
    if (Double.isInfinite(value)) {
      return fail(Kind.NUMBER_OVERFLOW, from);
    }
    noteNotCanonical(Kind.FLOAT, from);
    return new JsonFloat(value);
  }
}
