package dev.roomstate.log.framed;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.LoggedRoom;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.framed.LoggedEntries.RoomTail;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of a log by number, and the last entry of each. Guarded by who holds it, but for {@link
 * #named}, which any thread may ask.
 */
final class LogRooms {
  private static final long NO_ENTRY = -1;

  private final Map<RoomId, Integer> numbers = new HashMap<>();
  private final List<Tail> tails = new ArrayList<>();
  private final Map<Integer, NamedRoom> named = new ConcurrentHashMap<>();

  private static final class Tail {
    private long last = NO_ENTRY;
    private long entries;
  }

  /** Writes the rooms, in the order of their numbers. */
  void write(BinaryWriter out) {
    out.number(tails.size());
    for (int room = 0; room < tails.size(); room++) {
      out.text(named.get(room).id().value());
      out.text(named.get(room).version());
      out.number(tails.get(room).entries);
      out.number(tails.get(room).last + 1);
    }
  }

  /** Reads what {@link #write} has written, of a log that has so many entries. */
  static LogRooms read(long entries, BinaryReader in) throws MalformedBytes {
    LogRooms rooms = new LogRooms();
    Set<Long> lasts = new HashSet<>();
    long unnamed = entries;
    for (long left = in.number(); left > 0; left--) {
      RoomId id = in.roomId();
      boolean isNew = rooms.number(id).isEmpty();
      Tail tail = rooms.tails.get(rooms.add(new NamedRoom(id, in.text())));
      tail.entries = in.number();
      tail.last = in.number() - 1;
      unnamed -= tail.entries;
      boolean isPossible =
          tail.entries == 0 ? tail.last == NO_ENTRY : tail.last >= tail.entries - 1;
      boolean isAlone = tail.last == NO_ENTRY || lasts.add(tail.last);
      if (!isNew || !isPossible || !isAlone || tail.last >= entries || unnamed < 0) {
        throw new MalformedBytes("its rooms cannot be");
      }
    }
    if (unnamed != 0) {
      throw new MalformedBytes("its rooms have other entries than it has");
    }
    return rooms;
  }

  /** Takes the place of what these have. */
  void set(LogRooms other) {
    numbers.clear();
    named.clear();
    tails.clear();
    numbers.putAll(other.numbers);
    named.putAll(other.named);
    tails.addAll(other.tails);
  }

  /** The number of a room, if it is known. */
  Option<Integer> number(RoomId id) {
    return Option.of(numbers.get(id));
  }

  /** Adds a room that is not known yet, and says which number it has. */
  int add(NamedRoom room) {
    int number = tails.size();
    numbers.put(room.id(), number);
    named.put(number, room);
    tails.add(new Tail());
    return number;
  }

  /** The room of this number, null where there is none. */
  NamedRoom named(int room) {
    return named.get(room);
  }

  /** How far back from an entry the last one of its room is; 0 where there is none. */
  long back(int room, long entry) {
    long last = tails.get(room).last;
    return last == NO_ENTRY ? 0 : entry - last;
  }

  /** An entry was appended to the room. */
  void appended(int room, long entry) {
    Tail tail = tails.get(room);
    tail.last = entry;
    tail.entries++;
  }

  /** Where a room ends, if it has entries. */
  Option<RoomTail> tail(RoomId id) {
    return number(id)
        .map(room -> new RoomTail(room, tails.get(room).last, tails.get(room).entries))
        .filter(tail -> tail.last() != NO_ENTRY);
  }

  /** The rooms that have entries, in the order of their numbers. */
  List<LoggedRoom> all() {
    List<LoggedRoom> all = new ArrayList<>();
    for (int room = 0; room < tails.size(); room++) {
      Tail tail = tails.get(room);
      if (tail.entries > 0) {
        NamedRoom name = named.get(room);
        LogPosition last = new LogPosition(tail.last);
        all.add(new LoggedRoom(name.id(), name.version(), last, tail.entries));
      }
    }
    return all;
  }
}
