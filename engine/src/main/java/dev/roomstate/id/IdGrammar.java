package dev.roomstate.id;

/**
 * The grammar of identifiers (spec, appendices, "Identifier Grammar"), in the tolerant form that
 * received events need: historical user ids are valid.
 *
 * <p>All methods are pure and accept any string.
 */
public final class IdGrammar {
  /** Longest identifier, event type or state key, in bytes of UTF-8. */
  public static final int BYTES_MAX = 255;

  private static final int HOSTNAME_CHARS_MAX = 255;
  private static final int IPV6_CHARS_MAX = 45;
  private static final int IPV6_CHARS_MIN = 2;
  private static final int PORT_DIGITS_MAX = 5;

  private IdGrammar() {}

  /** Whether the text is at most {@link #BYTES_MAX} bytes of UTF-8. */
  public static boolean fits(String text) {
    int length = text.length();
    return length * 3 <= BYTES_MAX || (length <= BYTES_MAX && utf8Length(text) <= BYTES_MAX);
  }

  /** The length of the text in bytes of UTF-8; an unpaired surrogate counts three. */
  public static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  /**
   * Whether the text is a user id: {@code @localpart:server_name}. The local part may be any code
   * points but {@code :} and NUL, even none ("Historical User IDs").
   */
  public static boolean isUserId(String text) {
    if (text.isEmpty() || text.charAt(0) != '@' || !fits(text)) {
      return false;
    }
    int colon = text.indexOf(':');
    return colon > 0
        && text.lastIndexOf(0, colon) < 0
        && isServerName(text, colon + 1, text.length());
  }

  /**
   * Whether the text is an event id that its server chose: {@code $opaque:server_name} (room
   * versions 1 and 2).
   */
  public static boolean isServerChosenEventId(String text) {
    if (text.isEmpty() || text.charAt(0) != '$' || !fits(text)) {
      return false;
    }
    int colon = text.indexOf(':');
    return colon > 0 && isServerName(text, colon + 1, text.length());
  }

  /** Whether the text is a server name: a host name, IPv4 or bracketed IPv6 literal, and a port. */
  public static boolean isServerName(String text) {
    return isServerName(text, 0, text.length());
  }

  private static boolean isServerName(String text, int from, int to) {
    if (from >= to) {
      return false;
    }
    int hostEnd = text.charAt(from) == '[' ? ipv6End(text, from, to) : dnsEnd(text, from, to);
    if (hostEnd < 0) {
      return false;
    }
    return hostEnd == to || isPort(text, hostEnd, to);
  }

  private static int ipv6End(String text, int from, int to) {
    int close = text.indexOf(']', from);
    int chars = close - from - 1;
    if (close < 0 || close >= to || chars < IPV6_CHARS_MIN || chars > IPV6_CHARS_MAX) {
      return -1;
    }
    for (int i = from + 1; i < close; i++) {
      char c = text.charAt(i);
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!hex && c != ':' && c != '.') {
        return -1;
      }
    }
    return close + 1;
  }

  private static int dnsEnd(String text, int from, int to) {
    int i = from;
    while (i < to && isDnsChar(text.charAt(i))) {
      i++;
    }
    int chars = i - from;
    return chars >= 1 && chars <= HOSTNAME_CHARS_MAX ? i : -1;
  }

  private static boolean isDnsChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }

  private static boolean isPort(String text, int colon, int to) {
    int digits = to - colon - 1;
    if (text.charAt(colon) != ':' || digits < 1 || digits > PORT_DIGITS_MAX) {
      return false;
    }
    for (int i = colon + 1; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
