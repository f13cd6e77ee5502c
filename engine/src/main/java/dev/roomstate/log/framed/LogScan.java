package dev.roomstate.log.framed;

import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.EntryFormat.Head;
import dev.roomstate.log.entry.KeyFormat;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import io.vavr.control.Either;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** Reads a log from its beginning, and checks every frame. For one thread. */
final class LogScan implements Closeable {
  private final LogFolder folder;
  private final FrameStore store;
  private final FrameChain chain;
  private final LogRooms rooms;
  private final Set<RecordedKey> keys;
  private final EntryIndex index;
  private FrameCursor cursor;

  /** Whether the cursor is at a frame that is not sound. */
  private boolean unsound;

  private long entries;

  LogScan(
      LogFolder folder,
      FrameStore store,
      FrameChain chain,
      LogRooms rooms,
      Set<RecordedKey> keys,
      EntryIndex index) {
    this.folder = folder;
    this.store = store;
    this.chain = chain;
    this.rooms = rooms;
    this.keys = keys;
    this.index = index;
  }

  /** How many entries were read. */
  long entries() {
    return entries;
  }

  /**
   * Reads all there is.
   *
   * @return what was found at the end that is no entry, as a sentence; empty if nothing
   * @throws LogFailure when the log is damaged
   */
  String open() throws IOException {
    long closedAt = folder.framesWhenClosed();
    readOn();
    Remainder rest = cursor.remainder(unsound);
    if (folder.access() == LogAccess.READ) {
      // Another process may be writing: what was half written may be whole by now.
      for (long before = -1; rest.size() > 0 && before < chain.sequence(); ) {
        before = chain.sequence();
        readOn();
        rest = cursor.remainder(unsound);
      }
      closedAt = closedAt == folder.framesWhenClosed() ? closedAt : -1;
    }
    if (rest.size() > 0 && !(closedAt < 0 && isTorn(rest))) {
      throw LogDamage.in(rest.file(), damage(rest));
    }
    if (closedAt >= 0 && closedAt != chain.sequence()) {
      throw LogDamage.in(
          folder.path(),
          "it had "
              + closedAt
              + " frames when it was closed, and has "
              + chain.sequence()
              + " now, so that files of it are missing or old");
    }
    return rest.size() > 0 ? cutOff(rest) : "";
  }

  private String cutOff(Remainder rest) throws IOException {
    String found =
        "`" + rest.file() + "` ended with " + rest.size() + " bytes of an entry that was never";
    if (folder.access() == LogAccess.READ) {
      return found + " acknowledged, or is being written; they were left alone";
    }
    cursor.cut(rest);
    return found + " acknowledged; they were cut off";
  }

  /** Reads what was stored since the last time. */
  void readOn() throws IOException {
    if (cursor == null) {
      cursor = store.cursor(store.firstPlace());
    } else if (unsound) {
      long place = cursor.place();
      cursor.close();
      cursor = store.cursor(place);
    }
    unsound = false;
    while (!unsound && cursor.next()) {
      Either<Damage.Kind, Frame> frame = chain.read(cursor.bytes(), cursor.at());
      unsound = frame.isLeft();
      if (frame.isRight()) {
        add(frame.get());
      }
    }
  }

  private void add(Frame frame) {
    switch (frame.kind()) {
      case FrameKinds.ROOM -> addRoom(frame);
      case FrameKinds.ENTRY -> addEntry(frame);
      case FrameKinds.KEY ->
          keys.add(KeyFormat.read(payload(frame)).getOrElseThrow(why -> wrong(frame, why)));
      default -> throw wrong(frame, "there is no kind " + frame.kind());
    }
  }

  private void addRoom(Frame frame) {
    NamedRoom room = RoomFormat.read(payload(frame)).getOrElseThrow(why -> wrong(frame, why));
    if (rooms.number(room.id()).isDefined()) {
      throw wrong(frame, "its room has a number already");
    }
    rooms.add(room);
  }

  private void addEntry(Frame frame) {
    int size = Math.min(frame.to() - frame.from(), EntryFormat.HEAD_BYTES);
    Head head = EntryFormat.head(payload(frame, size)).getOrElseThrow(why -> wrong(frame, why));
    if (rooms.named(head.room()) == null) {
      throw wrong(frame, "there is no room " + head.room());
    }
    if (rooms.back(head.room(), entries) != head.back()) {
      throw wrong(frame, "it does not lead back to the last entry of its room");
    }
    rooms.appended(head.room(), entries);
    index.add(entries, frame.sequence(), cursor.place());
    entries++;
  }

  private byte[] payload(Frame frame) {
    return payload(frame, frame.to() - frame.from());
  }

  private byte[] payload(Frame frame, int size) {
    byte[] payload = new byte[size];
    cursor.bytes().get(frame.from(), payload);
    return payload;
  }

  private LogFailure wrong(Frame frame, String why) {
    return LogDamage.in(folder.path(), "frame " + frame.sequence() + " is sound, but " + why);
  }

  /**
   * Whether what follows the sound frames may be what a writer left that was killed, or that lost
   * its power: no frame in it says that the frame which should stand at its beginning was kept.
   */
  private boolean isTorn(Remainder rest) {
    for (ByteBuffer part : rest.parts()) {
      for (int i = 0; i <= part.limit() - FrameChain.HEADER_BYTES; i++) {
        if (chain.keptAt(part, i) > chain.sequence()) {
          return false;
        }
      }
    }
    return rest.isLast() && damage(rest).kind() != Damage.Kind.NEWER_FORMAT;
  }

  private Damage damage(Remainder rest) {
    Damage.Kind kind =
        unsound
            ? chain
                .read(cursor.bytes(), cursor.at())
                .fold(damage -> damage, frame -> Damage.Kind.NO_FRAME)
            : Damage.Kind.NO_FRAME;
    return new Damage(kind, chain.sequence(), rest.at());
  }

  @Override
  public void close() throws IOException {
    if (cursor != null) {
      cursor.close();
    }
  }
}
