package dev.roomstate.log.framed;

import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a log from its beginning, and checks every frame. For one thread. */
final class LogScan implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogScan.class);

  /** How often it is looked whether a writer has gone on meanwhile. */
  private static final int LOOKS_MAX = 100;

  private final LogFolder folder;
  private final FrameStore store;
  private final FrameChain chain;
  private final LogRooms rooms;
  private final Set<RecordedKey> keys;
  private final EntryIndex index;
  private final LogCheck check;
  private FrameCursor cursor;

  /** Whether the cursor is at a frame that is not sound. */
  private boolean unsound;

  private long entries;
  private long unread;
  private long lastPlace;

  /** What follows the sound frames, and whether it may be what a killed writer left. */
  private record Ending(Remainder rest, boolean isTorn) {}

  LogScan(
      LogFolder folder,
      FrameStore store,
      FrameChain chain,
      LogRooms rooms,
      Set<RecordedKey> keys,
      EntryIndex index,
      LogCheck check) {
    this.check = check;
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
    LogCheckpoint checkpoint = checkpoint();
    if (checkpoint != null && check == LogCheck.BESIDE_USE) {
      try {
        goOnFrom(checkpoint);
        return opened(checkpoint);
      } catch (IOException | RuntimeException e) {
        // It may be the checkpoint that is wrong: the log is damaged where its frames say so.
        LOG.warn(
            "all of `{}` is read, since what comes behind its checkpoint does not fit: {}",
            folder.path(),
            LogFolder.why(e));
        beginAnew();
      }
    }
    return opened(checkpoint);
  }

  private void beginAnew() throws IOException {
    close();
    cursor = null;
    unsound = false;
    chain.continueAt(0, 0);
    rooms.set(new LogRooms());
    keys.clear();
    index.set(new EntryIndex());
    entries = 0;
    unread = 0;
    lastPlace = 0;
  }

  private String opened(LogCheckpoint checkpoint) throws IOException {
    long closedAt = folder.framesWhenClosed();
    readOn();
    Remainder rest = cursor.remainder(unsound);
    if (closedAt == chain.sequence() && !rest.isFound()) {
      return "";
    }
    if (folder.access() == LogAccess.READ && closedAt != folder.framesWhenClosed()) {
      closedAt = -1;
    }
    boolean isTorn = false;
    if (closedAt < 0) {
      Ending ending = new Ending(rest, isTorn(rest));
      ending = folder.access() == LogAccess.READ ? behindAWriter(ending) : ending;
      rest = ending.rest;
      isTorn = ending.isTorn;
    }
    boolean isDamaged =
        closedAt < 0
            ? !isTorn
            : rest.isFound() || closedAt > chain.sequence() && isCutOffFromMore(rest);
    if (isDamaged) {
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
    if (checkpoint != null && checkpoint.frames() > chain.sequence()) {
      throw LogDamage.in(
          folder.path(),
          "it had "
              + checkpoint.frames()
              + " frames on the disk at its last checkpoint, and has "
              + chain.sequence()
              + " now, so that files of it are missing or old");
    }
    return rest.isFound() ? cutOff(rest) : "";
  }

  private LogCheckpoint checkpoint() {
    try {
      return LogCheckpoint.read(folder);
    } catch (MalformedBytes | IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn(
          "the checkpoint of `{}` is not used, and all of the log is read: {}",
          folder.path(),
          LogFolder.why(e));
      return null;
    }
  }

  /** Goes on behind the last frame of a checkpoint, if that is where it should be. */
  private void goOnFrom(LogCheckpoint checkpoint) throws IOException {
    if (checkpoint.frames() == 0) {
      return;
    }
    FrameCursor at = store.cursor(checkpoint.lastPlace());
    boolean isThere =
        at.next()
            && chain.frameOf(at.bytes(), at.at(), checkpoint.frames() - 1).isRight()
            && FrameChain.checkAt(at.bytes(), at.at()) == checkpoint.lastCheck();
    if (!isThere) {
      // All of it is read then, and what is wrong is found where it is.
      at.close();
      return;
    }
    cursor = at;
    chain.continueAt(checkpoint.frames(), checkpoint.lastCheck());
    rooms.set(checkpoint.rooms());
    keys.addAll(checkpoint.keys());
    index.set(checkpoint.index());
    entries = checkpoint.entries();
    unread = checkpoint.frames();
    lastPlace = checkpoint.lastPlace();
  }

  /** How many frames at the beginning of the log were not checked when it was opened. */
  long unread() {
    return unread;
  }

  /** The place of the last frame that was read. */
  long lastPlace() {
    return lastPlace;
  }

  /** Another process may be writing: what was half written may be whole by now. */
  private Ending behindAWriter(Ending first) throws IOException {
    Ending ending = first;
    for (int i = 0; i < LOOKS_MAX && (ending.rest.isFound() || !ending.isTorn); i++) {
      long before = chain.sequence();
      readOn();
      if (chain.sequence() == before) {
        // It was judged before this, so that it is not what has come meanwhile.
        return ending;
      }
      Remainder rest = cursor.remainder(unsound);
      ending = new Ending(rest, isTorn(rest));
    }
    return new Ending(Remainder.none(ending.rest.file(), ending.rest.at()), true);
  }

  private String cutOff(Remainder rest) throws IOException {
    String found =
        "`" + rest.file() + "` ended with " + rest.what() + ", which was never acknowledged";
    if (folder.access() == LogAccess.READ) {
      return found + " or is being written; this was left alone";
    }
    cursor.cut(rest, unsound);
    return found + "; this was cut off";
  }

  /** Reads what was stored since the last time. */
  void readOn() throws IOException {
    if (cursor == null) {
      cursor = store.cursor(store.firstPlace());
    } else if (unsound) {
      // By another cursor: this one has in memory what may have changed.
      long place = cursor.place();
      cursor.close();
      cursor = store.cursor(place);
    }
    unsound = false;
    while (!unsound && cursor.next()) {
      Either<Damage.Kind, Frame> frame = chain.read(cursor.bytes(), cursor.at());
      unsound = frame.isLeft();
      if (frame.isRight()) {
        lastPlace = cursor.place();
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
   * Whether what follows the sound frames, if anything does, may be what a writer left that was
   * killed, or that lost its power: no frame in it says that the frame which should stand at its
   * beginning was kept.
   */
  private boolean isTorn(Remainder rest) throws IOException {
    return rest.isLast()
        && damage(rest).kind() != Damage.Kind.NEWER_FORMAT
        && !rest.holds(chain, (bytes, at) -> chain.keptAt(bytes, at) > chain.sequence());
  }

  /** Whether frames of this log follow, though the store does not lead to them. */
  private boolean isCutOffFromMore(Remainder rest) throws IOException {
    return rest.holds(chain, (bytes, at) -> chain.frame(bytes, at).isRight());
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
