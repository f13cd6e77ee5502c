package dev.roomstate.log.snapshot;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventPositions;
import dev.roomstate.log.LogPosition;
import dev.roomstate.room.Room;
import dev.roomstate.room.RoomImage;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * A room as it was after an entry of its log. Immutable.
 *
 * @param id the room's id in the log
 * @param last the position of the entry
 * @param checkValue the value of the log over all entries up to it
 * @param room the room
 * @param positions where the entries of the room's events are
 */
public record RoomSnapshot(
    RoomId id, LogPosition last, int checkValue, Room room, EventPositions positions) {
  /** The version of the format; others are not read. */
  static final int FORMAT = 1;

  /** Most events of a room of which a snapshot is made: it must fit into an array of bytes. */
  public static final int EVENTS_MAX = 16_000_000;

  /** The snapshot as bytes. */
  public byte[] write() {
    BinaryWriter out = new BinaryWriter();
    out.number(FORMAT);
    out.text(id.value());
    out.text(room.version().id());
    out.number(last.sequence());
    out.word(checkValue);
    positions.write(out);
    RoomImage.write(room, out);
    return out.written();
  }

  /** What a snapshot is of, before it is read any further. */
  private record Head(String id, String version, LogPosition last, int checkValue) {}

  /** The id of the room version that the snapshot in bytes is of, if they are one of this room. */
  public static Option<String> versionIn(byte[] bytes, RoomId id) {
    try {
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length);
      boolean isOfRoom = in.number() == FORMAT && in.text().equals(id.value());
      return isOfRoom ? Option.some(in.text()) : Option.none();
    } catch (MalformedBytes e) {
      return Option.none();
    }
  }

  /** Says of a place in a log whether a snapshot that was made there can be used. */
  @FunctionalInterface
  public interface Place {
    /** Whether the log has an entry of the room there, with this value. */
    boolean isKnown(LogPosition last, int checkValue);
  }

  /**
   * The snapshot that bytes are, or why they are none that can be used: of another format, of
   * another room version, or made at a place that the log does not have.
   *
   * @param hashSeed a number that nobody outside knows; no answer depends on it
   * @param lookup finds what the rules read of the room's events
   */
  public static Either<String, RoomSnapshot> read(
      byte[] bytes,
      RoomId id,
      RoomVersion version,
      Place place,
      long hashSeed,
      EventLookup lookup) {
    try {
      BinaryReader in = new BinaryReader(bytes, 0, bytes.length);
      if (in.number() != FORMAT) {
        return Either.left("it has another format");
      }
      Head head = new Head(in.text(), in.text(), new LogPosition(in.number()), (int) in.word());
      if (!head.id().equals(id.value())) {
        return Either.left("it is of the room " + head.id());
      }
      if (!head.version().equals(version.id())) {
        return Either.left("it is of room version " + head.version());
      }
      if (!place.isKnown(head.last(), head.checkValue())) {
        return Either.left("it was made at entry " + head.last().sequence() + " of another log");
      }
      EventPositions positions = EventPositions.read(in, head.last());
      Room room = RoomImage.read(version, in, hashSeed, lookup);
      in.end();
      return positions.size() == room.graph().size()
          ? Either.right(new RoomSnapshot(id, head.last(), head.checkValue(), room, positions))
          : Either.left("it has positions of other events");
    } catch (MalformedBytes e) {
      return Either.left(e.getMessage());
    }
  }
}
