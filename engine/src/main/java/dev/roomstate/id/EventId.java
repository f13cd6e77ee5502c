package dev.roomstate.id;

/**
 * An event id: chosen by a server in room versions 1 and 2 ({@code $opaque:domain}), the reference
 * hash of the event from version 3 on. Any text of at most 255 bytes is taken, since hand-written
 * rooms name their events freely. Ordered by code point, as state resolution asks.
 *
 * @param value the id with its sigil
 */
public record EventId(String value) implements Comparable<EventId> {
  public EventId {
    if (!IdGrammar.fits(value)) {
      throw new IllegalArgumentException("an event id is at most 255 bytes");
    }
  }

  /** The domain after the first colon, or the empty string where there is none. */
  public String domain() {
    int colon = value.indexOf(':');
    return colon < 0 ? "" : value.substring(colon + 1);
  }

  @Override
  public int compareTo(EventId other) {
    return CodePointOrder.INSTANCE.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
