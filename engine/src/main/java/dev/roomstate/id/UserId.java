package dev.roomstate.id;

import io.vavr.control.Option;

/**
 * A user id, {@code @localpart:server_name}, at most 255 bytes; historical local parts included.
 *
 * @param value the id with its sigil
 */
public record UserId(String value) implements Comparable<UserId> {
  public UserId {
    if (!IdGrammar.isUserId(value)) {
      throw new IllegalArgumentException("not a user id");
    }
  }

  /** The user id that the text is, if it is one. */
  public static Option<UserId> parse(String text) {
    return IdGrammar.isUserId(text) ? Option.some(new UserId(text)) : Option.none();
  }

  /** The name of the user's homeserver, port included. */
  public ServerName server() {
    return new ServerName(value.substring(value.indexOf(':') + 1));
  }

  @Override
  public int compareTo(UserId other) {
    return CodePointOrder.INSTANCE.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
