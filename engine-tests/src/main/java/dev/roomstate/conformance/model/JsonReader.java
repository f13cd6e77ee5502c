package dev.roomstate.conformance.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text (RFC 8259), strictly, into the trees that {@link Json} describes. */
final class JsonReader {
  /** How many objects and arrays may be open at once in an event, the event itself counted. */
  static final int NESTING_MAX = 500;

  private enum Mode {
    /** An event: duplicate keys, unpaired surrogates and deep nesting are faults. */
    EVENT,
    /** A line of the protocol: as an event, but its {@code pdu}s are kept as text. */
    LINE,
    /** Only the grammar is looked at. */
    GRAMMAR
  }

  /** An object or array whose end has not been read yet. */
  private static final class Container {
    final boolean isObject;
    final Map<String, Object> members = new LinkedHashMap<>();
    final List<Object> elements = new ArrayList<>();
    String key = "";

    Container(boolean isObject) {
      this.isObject = isObject;
    }

    char end() {
      return isObject ? '}' : ']';
    }

    Object value() {
      return isObject ? members : elements;
    }
  }

  private final String text;
  private final Mode mode;
  private int position;

  private JsonReader(String text, int position, Mode mode) {
    this.text = text;
    this.position = position;
    this.mode = mode;
  }

  static Object readEvent(String text) throws JsonFault {
    return new JsonReader(text, 0, Mode.EVENT).readAll();
  }

  static Object readLine(String text) throws JsonFault {
    return new JsonReader(text, 0, Mode.LINE).readAll();
  }

  /** The text that these bytes are in UTF-8: no overlong forms, no surrogates. */
  static String utf8Text(byte[] bytes) throws JsonFault {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonFault("not UTF-8");
    }
  }

  /** Refuses a text that no UTF-8 stands for. */
  static void requireUnicode(String text) throws JsonFault {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(CharBuffer.wrap(text))) {
      throw new JsonFault("not UTF-8");
    }
  }

  private Object readAll() throws JsonFault {
    Object value = readValue();
    skipSpace();
    if (position < text.length()) {
      throw fault("text after the value");
    }
    return value;
  }

  /** Reads one value. What is open is kept in a list, so that no nesting exhausts the stack. */
  private Object readValue() throws JsonFault {
    Deque<Container> open = new ArrayDeque<>();
    while (true) {
      skipSpace();
      Object value;
      if (mode == Mode.LINE && isPdu(open)) {
        value = readRaw();
      } else if (peek() == '{' || peek() == '[') {
        Container container = new Container(next() == '{');
        requireNesting(open.size() + 1);
        skipSpace();
        if (peek() != container.end()) {
          if (container.isObject) {
            readKey(container);
          }
          open.push(container);
          continue;
        }
        position++;
        value = container.value();
      } else {
        value = readScalar();
      }
      while (true) {
        if (open.isEmpty()) {
          return value;
        }
        Container container = open.getFirst();
        add(container, value);
        skipSpace();
        char c = next();
        if (c == container.end()) {
          value = open.pop().value();
        } else if (c == ',') {
          if (container.isObject) {
            readKey(container);
          }
          break;
        } else {
          throw fault("a comma or an end expected");
        }
      }
    }
  }

  /** Whether the next value is the {@code pdu} of an entry of the line's {@code events}. */
  private static boolean isPdu(Deque<Container> open) {
    return open.size() == 3
        && open.getLast().key.equals("events")
        && open.getFirst().isObject
        && open.getFirst().key.equals("pdu");
  }

  private RawJson readRaw() throws JsonFault {
    JsonReader inner = new JsonReader(text, position, Mode.GRAMMAR);
    inner.readValue();
    RawJson raw = new RawJson(text.substring(position, inner.position));
    position = inner.position;
    return raw;
  }

  private void requireNesting(int depth) throws JsonFault {
    if (mode != Mode.GRAMMAR && depth > NESTING_MAX) {
      throw fault("nested more than " + NESTING_MAX + " deep");
    }
  }

  private void readKey(Container container) throws JsonFault {
    skipSpace();
    if (peek() != '"') {
      throw fault("a key expected");
    }
    container.key = readString();
    skipSpace();
    if (next() != ':') {
      throw fault("a colon expected");
    }
  }

  private void add(Container container, Object value) throws JsonFault {
    if (!container.isObject) {
      container.elements.add(value);
    } else if (container.members.put(container.key, value) != null && mode != Mode.GRAMMAR) {
      throw fault("duplicate key `" + container.key + "`");
    }
  }

  private Object readScalar() throws JsonFault {
    char c = peek();
    if (c == '"') {
      return readString();
    }
    if (c == '-' || isDigit(c)) {
      return readNumber();
    }
    if (text.startsWith("true", position)) {
      position += 4;
      return true;
    }
    if (text.startsWith("false", position)) {
      position += 5;
      return false;
    }
    if (text.startsWith("null", position)) {
      position += 4;
      return JsonNull.NULL;
    }
    throw fault("a value expected");
  }

  private JsonNumber readNumber() throws JsonFault {
    int start = position;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      readDigits();
    }
    if (peek() == '.') {
      position++;
      readDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      readDigits();
    }
    return new JsonNumber(text.substring(start, position));
  }

  private void readDigits() throws JsonFault {
    if (!isDigit(peek())) {
      throw fault("a digit expected");
    }
    while (isDigit(peek())) {
      position++;
    }
  }

  private String readString() throws JsonFault {
    StringBuilder string = new StringBuilder();
    position++;
    while (true) {
      char c = next();
      if (c == '"') {
        break;
      } else if (c == '\\') {
        string.append(readEscape());
      } else if (c < ' ') {
        throw fault("a control character or the end inside a string");
      } else {
        string.append(c);
      }
    }
    if (mode != Mode.GRAMMAR
        && string.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF)) {
      throw fault("unpaired surrogate");
    }
    return string.toString();
  }

  private char readEscape() throws JsonFault {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> readHexDigits();
      default -> throw fault("unknown escape");
    };
  }

  private char readHexDigits() throws JsonFault {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
      if (digit < 0) {
        throw fault("four hexadecimal digits expected");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  /** The next character, or NUL at the end: JSON allows a NUL nowhere. */
  private char peek() {
    return position < text.length() ? text.charAt(position) : '\0';
  }

  private char next() {
    char c = peek();
    position++;
    return c;
  }

  private JsonFault fault(String what) {
    return new JsonFault(what + " at character " + Math.min(position, text.length()));
  }
}
