package dev.roomstate.event;

import dev.roomstate.id.IdGrammar;
import dev.roomstate.json.CanonicalJson;
import dev.roomstate.json.JsonString;
import dev.roomstate.json.JsonValue;

/**
 * What an event says, as sentences about it quote it: one event can make a sentence about each of
 * very many others, so what is longer than an identifier may be is cut.
 */
public final class Quotation {
  private static final int SHOWN_MAX = 100;

  private Quotation() {}

  /** The text in backticks, or its beginning and how many characters it has. */
  public static String of(String text) {
    if (text.length() <= IdGrammar.BYTES_MAX) {
      return '`' + text + '`';
    }
    int characters = text.codePointCount(0, text.length());
    int end = text.offsetByCodePoints(0, Math.min(SHOWN_MAX, characters));
    return '`' + text.substring(0, end) + "… (" + characters + " characters)`";
  }

  /** The text that a string is, any other value as JSON. */
  public static String of(JsonValue value) {
    return of(value instanceof JsonString text ? text.value() : CanonicalJson.text(value));
  }
}
