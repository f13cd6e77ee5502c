package dev.roomstate.version;

/**
 * A room version.
 *
 * @param id its identifier, opaque: {@code "11"}, {@code "org.example"}
 * @param rules what it switches on
 */
public record RoomVersion(String id, RoomVersionRules rules) {
  private static final int CHARS_MAX = 32;

  public RoomVersion {
    if (id.isEmpty() || id.codePointCount(0, id.length()) > CHARS_MAX) {
      throw new IllegalArgumentException("a room version has 1 to 32 characters");
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
