package dev.roomstate.id;

import io.vavr.control.Option;

/**
 * The name of a homeserver, compared case-sensitively, port included.
 *
 * @param value the name
 */
public record ServerName(String value) implements Comparable<ServerName> {
  public ServerName {
    if (!IdGrammar.isServerName(value)) {
      throw new IllegalArgumentException("not a server name");
    }
  }

  /** The server name that the text is, if it is one. */
  public static Option<ServerName> parse(String text) {
    return IdGrammar.isServerName(text) ? Option.some(new ServerName(text)) : Option.none();
  }

  @Override
  public int compareTo(ServerName other) {
    return CodePointOrder.INSTANCE.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
