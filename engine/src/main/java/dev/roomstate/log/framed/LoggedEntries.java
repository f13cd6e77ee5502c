package dev.roomstate.log.framed;

import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.EntryFormat.Head;
import dev.roomstate.log.entry.EntryFormat.Numbered;
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

  int checkValue(long entry) {
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
    List<Long> found = new ArrayList<>();
    try (EntryCursor cursor = cursor()) {
      long next = last;
      while (next >= from) {
        long entry = next;
        byte[] payload = null;
        if (entry < to) {
          found.add(entry);
        } else {
          payload = waiting.apply(entry).getOrNull();
        }
        // It may have been stored meanwhile.
        long back = head(entry, payload == null ? cursor.payload(entry) : payload).back();
        next = back == 0 ? -1 : entry - back;
      }
      for (int i = found.size() - 1; i >= 0; i--) {
        consumer.accept(decode(found.get(i), cursor.payload(found.get(i))));
      }
    }
  }

  private Head head(long entry, byte[] payload) {
    return EntryFormat.head(payload).getOrElseThrow(why -> unreadable(entry, why));
  }
}
