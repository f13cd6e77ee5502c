package dev.roomstate.cli;

/** Text of events made fit to be shown: what could move the cursor or hide text is spelled out. */
final class Printable {
  private static final String ELLIPSIS = "…";

  private Printable() {}

  /** The text, with control and format characters as escapes. */
  static String of(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isShown(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  /** The text made fit, and cut where it is longer than this. */
  static String of(String text, int charsMax) {
    String shown = of(text);
    if (shown.codePointCount(0, shown.length()) <= charsMax) {
      return shown;
    }
    return shown.substring(0, shown.offsetByCodePoints(0, charsMax - 1)) + ELLIPSIS;
  }
}
