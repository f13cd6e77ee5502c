package dev.roomstate.cli;

/**
 * Where a JSON value stands in a text. It is written out for messages only, since the names above a
 * value can be long, and the values many.
 */
final class JsonPlace {
  /** The place of the text itself. */
  static final JsonPlace TEXT = new JsonPlace(null, "");

  /** How much of a name is shown. */
  private static final int SHOWN_CHARS_MAX = 100;

  private final JsonPlace container;
  private final String name;
  private final int index;

  private JsonPlace(JsonPlace container, String name) {
    this.container = container;
    this.name = name;
    this.index = 0;
  }

  private JsonPlace(JsonPlace container, int index) {
    this.container = container;
    this.name = null;
    this.index = index;
  }

  /** The place of a member of the object that stands here. */
  JsonPlace member(String key) {
    return new JsonPlace(this, key);
  }

  /** The place of an element of the array that stands here. */
  JsonPlace element(int number) {
    return new JsonPlace(this, number);
  }

  /** The path to here, {@code events[3].pdu_base64}; empty for the text itself. */
  String path() {
    if (container == null) {
      return "";
    }
    String above = container.path();
    if (name == null) {
      return above + '[' + index + ']';
    }
    String shown = Printable.of(name, SHOWN_CHARS_MAX);
    return above.isEmpty() ? shown : above + '.' + shown;
  }
}
