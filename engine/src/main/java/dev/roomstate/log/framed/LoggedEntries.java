package dev.roomstate.log.framed;

import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.EntryFormat.Head;
import dev.roomstate.log.entry.EntryFormat.Numbered;
import dev.roomstate.log.entry.KeyFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Reads the entries of a log that are kept. Thread-safe. */
final class LoggedEntries {
  /** A room that has one entry of so many is read by passing over those of other rooms. */
  private static final int DENSE = 8;

  /** So many bytes of a room's entries are kept on the way back; what is before is read again. */
  private static final long HELD_BYTES_MAX = 1 << 24;

  private final LogFolder folder;
  private final FrameStore store;
  private final EntryIndex index;
  private final LogRooms rooms;
  private final RoomVersions versions;

  LoggedEntries(
      LogFolder folder, FrameStore store, EntryIndex index, LogRooms rooms, RoomVersions versions) {
    this.folder = folder;
    this.store = store;
    this.index = index;
    this.rooms = rooms;
    this.versions = versions;
  }

  /** The entry of this number that this payload is. */
  LogEntry decode(long entry, byte[] payload) {
    Numbered read =
        EntryFormat.read(payload, this::rules).getOrElseThrow(why -> unreadable(entry, why));
    return new LogEntry(new LogPosition(entry), rooms.named(read.room()).id(), read.event());
  }

  private RoomVersionRules rules(int room) {
    NamedRoom named = rooms.named(room);
    return named == null
        ? null
        : versions
            .get(named.version())
            .map(RoomVersion::rules)
            .getOrElseThrow(
                () ->
                    new LogFailure(
                        "`"
                            + folder.path()
                            + "` has the room `"
                            + named.id()
                            + "` in room version `"
                            + named.version()
                            + "`, which is not known: its entries cannot be read"));
  }

  private LogFailure unreadable(long entry, String why) {
    return LogFailure.damaged(
        "`" + folder.path() + "`: entry " + entry + " cannot be read: " + why);
  }

  private EntryCursor cursor() {
    return new EntryCursor(folder, store, index);
  }

  LogEntry read(long entry) {
    try (EntryCursor cursor = cursor()) {
      return decode(entry, cursor.payload(entry));
    }
  }

  /** The check value of an entry that is one of so many. */
  int checkValue(long entry, long stored) {
    if (entry < 0 || entry >= stored) {
      throw new LogFailure("`" + folder.path() + "` has no entry " + entry);
    }
    try (EntryCursor cursor = cursor()) {
      return cursor.checkValue(entry);
    }
  }

  /** Hands over the entries from one number to below another. */
  void forEach(long from, long to, Consumer<? super LogEntry> consumer) {
    try (EntryCursor cursor = cursor()) {
      for (long next = from; next < to; next++) {
        consumer.accept(decode(next, cursor.payload(next)));
      }
    }
  }

  /** Hands over the entries below a number, and the keys that were recorded before each. */
  void forEachWithKeys(
      long to, Consumer<? super LogEntry> consumer, Consumer<? super RecordedKey> keyConsumer) {
    try (EntryCursor cursor = cursor()) {
      cursor.fromTheBeginning(
          payload ->
              keyConsumer.accept(
                  KeyFormat.read(payload).getOrElseThrow(why -> unreadableKey(why))));
      for (long next = 0; next < to; next++) {
        consumer.accept(decode(next, cursor.payload(next)));
      }
    }
  }

  private LogFailure unreadableKey(String why) {
    return LogFailure.damaged("`" + folder.path() + "`: a key cannot be read: " + why);
  }

  /**
   * Hands over the entries of one room from one number to below another.
   *
   * @param last its last entry, and where it ends
   * @param waiting the payloads of entries that are not kept yet
   */
  void forEachOf(
      RoomTail last,
      long from,
      long to,
      LongFunction<Option<byte[]>> waiting,
      Consumer<? super LogEntry> consumer) {
    if (last.entries() >= (to - from) / DENSE) {
      passOver(last.room(), from, to, consumer);
    } else {
      leadBack(last.last(), from, to, waiting, consumer);
    }
  }

  /**
   * Where a room ends.
   *
   * @param room the number of the room
   * @param last the number of its last entry
   * @param entries how many it has
   */
  record RoomTail(int room, long last, long entries) {}

  /**
   * An entry on the way back.
   *
   * @param payload null where it is read once more
   */
  private record Found(long entry, byte[] payload) {}

  private void passOver(int room, long from, long to, Consumer<? super LogEntry> consumer) {
    try (EntryCursor cursor = cursor()) {
      for (long next = from; next < to; next++) {
        byte[] payload = cursor.payload(next);
        if (head(next, payload).room() == room) {
          consumer.accept(decode(next, payload));
        }
      }
    }
  }

  private void leadBack(
      long last,
      long from,
      long to,
      LongFunction<Option<byte[]>> waiting,
      Consumer<? super LogEntry> consumer) {
    List<Found> found = new ArrayList<>();
    long held = 0;
    try (EntryCursor cursor = cursor()) {
      for (long next = last; next >= from; ) {
        long entry = next;
        Option<byte[]> notStored = entry < to ? Option.none() : waiting.apply(entry);
        // It may have been stored meanwhile.
        byte[] payload = notStored.getOrElse(() -> cursor.payload(entry));
        if (entry < to) {
          held += payload.length;
          found.add(new Found(entry, held <= HELD_BYTES_MAX ? payload : null));
        }
        long back = head(entry, payload).back();
        next = back == 0 ? -1 : entry - back;
      }
      for (int i = found.size() - 1; i >= 0; i--) {
        Found next = found.get(i);
        byte[] payload = next.payload() == null ? cursor.payload(next.entry()) : next.payload();
        consumer.accept(decode(next.entry(), payload));
      }
    }
  }

  private Head head(long entry, byte[] payload) {
    return EntryFormat.head(payload).getOrElseThrow(why -> unreadable(entry, why));
  }
}
