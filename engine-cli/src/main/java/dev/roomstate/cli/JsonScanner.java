package dev.roomstate.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds where JSON values end, without reading what they say.
 *
 * <p>The events of a case have to reach the engine byte for byte, whatever is wrong with them:
 * repeated keys, half surrogates and any depth of nesting are passed over here and judged there. A
 * parser that makes values of the text, or guesses its encoding, cannot do that. Memory is one bit
 * for each level of nesting.
 */
final class JsonScanner {
  private static final int WORD_BITS = 6;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] bytes;
  private final int end;
  private final boolean lenient;

  /** By level of nesting, one bit: whether it is an object. */
  private long[] objects = new long[4];

  private int depth;
  private int at;

  private JsonScanner(byte[] bytes, int from, int end, boolean lenient) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.lenient = lenient;
  }

  /**
   * The end of the value that starts at {@code from}, which must be UTF-8.
   *
   * @param lenient whether {@code NaN}, {@code Infinity} and {@code -Infinity} pass for numbers, as
   *     some writers have them
   */
  static int endOfValue(byte[] bytes, int from, int to, boolean lenient) throws NotJson {
    JsonScanner scanner = new JsonScanner(bytes, from, to, lenient);
    scanner.value();
    return scanner.at;
  }

  /** The end of the string whose quote is at {@code from}. */
  static int endOfString(byte[] bytes, int from, int to) throws NotJson {
    JsonScanner scanner = new JsonScanner(bytes, from, to, false);
    scanner.string();
    return scanner.at;
  }

  /** The first byte that is no white space. */
  static int skipSpace(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** The first byte that is not UTF-8, or a negative number. */
  static int firstNotUtf8(byte[] bytes, int from, int to) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer chunk = CharBuffer.allocate(Math.min(Math.max(16, to - from), 1 << 13));
    CoderResult result;
    do {
      chunk.clear();
      result = decoder.decode(in, chunk, true);
    } while (result.isOverflow());
    return result.isError() ? in.position() : -1;
  }

  private void value() throws NotJson {
    while (true) {
      space();
      if (opens()) {
        continue;
      }
      do {
        if (depth == 0) {
          return;
        }
        space();
      } while (closes());
    }
  }

  /** Passes a scalar or an empty container, or goes into one: then a value comes next. */
  private boolean opens() throws NotJson {
    byte first = peek();
    if (first != '{' && first != '[') {
      scalar(first);
      return false;
    }
    boolean isObject = first == '{';
    at++;
    space();
    if (peek() == (isObject ? '}' : ']')) {
      at++;
      return false;
    }
    push(isObject);
    if (isObject) {
      key();
    }
    return true;
  }

  /** After a value: whether its container ends here too. Otherwise a value comes next. */
  private boolean closes() throws NotJson {
    boolean isObject = top();
    byte next = peek();
    if (next == (isObject ? '}' : ']')) {
      at++;
      depth--;
      return true;
    }
    if (next != ',') {
      throw unexpected(isObject ? "`,` or `}` expected" : "`,` or `]` expected");
    }
    at++;
    space();
    if (isObject) {
      key();
    }
    return false;
  }

  private void key() throws NotJson {
    if (peek() != '"') {
      throw unexpected("a key expected");
    }
    string();
    space();
    if (peek() != ':') {
      throw unexpected("`:` expected");
    }
    at++;
  }

  private void scalar(byte first) throws NotJson {
    switch (first) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case 'N' -> notANumber("NaN");
      case 'I' -> notANumber("Infinity");
      default -> number();
    }
  }

  private void notANumber(String word) throws NotJson {
    if (!lenient) {
      throw unexpected("a value expected");
    }
    word(word);
  }

  private void word(String word) throws NotJson {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("a value expected");
      }
      at++;
    }
  }

  private void number() throws NotJson {
    if (peek() == '-') {
      at++;
      if (lenient && peek() == 'I') {
        word("Infinity");
        return;
      }
    }
    if (peek() == '0') {
      at++;
    } else {
      digits("a value expected");
    }
    if (peek() == '.') {
      at++;
      digits("a digit expected");
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("a digit expected");
    }
  }

  private void digits(String otherwise) throws NotJson {
    if (!isDigit(peek())) {
      throw unexpected(otherwise);
    }
    while (isDigit(peek())) {
      at++;
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void string() throws NotJson {
    at++;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        at++;
        return;
      }
      if (b == '\\') {
        at++;
        escape();
      } else if (b >= 0 && b < ' ') {
        throw unexpected("a control character inside a string");
      } else {
        at++;
      }
    }
    throw unexpected("a string without end");
  }

  private void escape() throws NotJson {
    byte b = peek();
    at++;
    switch (b) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
      case 'u' -> {
        for (int i = 0; i < 4; i++) {
          if (Character.digit(peek(), 16) < 0) {
            throw unexpected("a hexadecimal digit expected");
          }
          at++;
        }
      }
      default -> {
        at--;
        throw unexpected("an unknown escape");
      }
    }
  }

  private void push(boolean isObject) {
    int word = depth >>> WORD_BITS;
    if (word == objects.length) {
      objects = Arrays.copyOf(objects, word * 2);
    }
    long bit = 1L << depth;
    objects[word] = isObject ? objects[word] | bit : objects[word] & ~bit;
    depth++;
  }

  private boolean top() {
    int level = depth - 1;
    return (objects[level >>> WORD_BITS] & 1L << level) != 0;
  }

  private void space() {
    at = skipSpace(bytes, at, end);
  }

  /** The next byte; NUL, which stands nowhere in JSON, at the end. */
  private byte peek() {
    return at < end ? bytes[at] : 0;
  }

  private NotJson unexpected(String what) {
    String found = isByteOrderMark() ? "a byte order mark stands there" : what;
    return new NotJson("not JSON: " + (at < end ? found : "it ends too early"), at);
  }

  private boolean isByteOrderMark() {
    return end - at >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            bytes, at, at + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
