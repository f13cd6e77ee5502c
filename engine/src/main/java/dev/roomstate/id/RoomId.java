package dev.roomstate.id;

/**
 * A room id: {@code !opaque:domain} up to room version 11; from version 12 on the id of the create
 * event with {@code !} in place of {@code $}. Opaque: at most 255 bytes that start with {@code !}.
 *
 * @param value the id with its sigil
 */
public record RoomId(String value) {
  public RoomId {
    if (!isRoomId(value)) {
      throw new IllegalArgumentException("a room id starts with ! and is at most 255 bytes");
    }
  }

  /** Whether the text can be a room id. */
  public static boolean isRoomId(String text) {
    return !text.isEmpty() && text.charAt(0) == '!' && IdGrammar.fits(text);
  }

  /** The room id of the room that this create event makes (room version 12 on). */
  public static RoomId ofCreateEvent(EventId create) {
    return new RoomId('!' + withoutSigil(create.value()));
  }

  /** The id of the create event that this room id names (room version 12 on). */
  public EventId createEventId() {
    return new EventId('$' + withoutSigil(value));
  }

  private static String withoutSigil(String id) {
    return id.isEmpty() ? id : id.substring(1);
  }

  /** The domain after the first colon, or the empty string where there is none. */
  public String domain() {
    int colon = value.indexOf(':');
    return colon < 0 ? "" : value.substring(colon + 1);
  }

  @Override
  public String toString() {
    return value;
  }
}
