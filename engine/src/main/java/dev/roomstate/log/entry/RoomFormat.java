package dev.roomstate.log.entry;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.id.RoomId;
import io.vavr.control.Either;

/** A room as a log knows it: which room has which number, and of which version it is. */
public final class RoomFormat {
  private RoomFormat() {}

  /**
   * A room of a log.
   *
   * @param id its id
   * @param version the id of its room version
   */
  public record NamedRoom(RoomId id, String version) {}

  /** The room as bytes. */
  public static byte[] write(NamedRoom room) {
    BinaryWriter out = new BinaryWriter();
    out.text(room.id().value());
    out.text(room.version());
    return out.written();
  }

  /** The room that bytes are, or why they are none. */
  public static Either<String, NamedRoom> read(byte[] bytes) {
    try {
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length);
      String id = in.text();
      String version = in.text();
      in.end();
      return RoomId.isRoomId(id)
          ? Either.right(new NamedRoom(new RoomId(id), version))
          : Either.left("its room id is none");
    } catch (MalformedBytes e) {
      return Either.left(e.getMessage());
    }
  }
}
