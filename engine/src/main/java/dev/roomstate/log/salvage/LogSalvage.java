package dev.roomstate.log.salvage;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.RecordedKey;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.EntryFormat.Head;
import dev.roomstate.log.entry.EntryFormat.Numbered;
import dev.roomstate.log.entry.KeyFormat;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.framed.FrameKinds;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.search.FrameReport;
import dev.roomstate.log.search.Salvage;
import dev.roomstate.log.search.SalvageSink;
import dev.roomstate.log.search.SearchProgress;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a log of what is left of a damaged one. All rooms are in memory meanwhile, without what
 * their events say. For one thread, and for one copy.
 */
public final class LogSalvage {
  private final DamagedLog source;
  private final EventLog target;
  private final SalvageMark earlier;
  private final RoomBinding binding;

  /** By number in the source, the rooms that are known. */
  private final Map<Integer, SalvagedRoom> rooms = new TreeMap<>();

  /** In the order of the copy, in which a room comes with its first entry. */
  private final List<SalvagedRoom> copied = new ArrayList<>();

  private final Map<Integer, List<Waiting>> waiting = new TreeMap<>();
  private final List<SalvageReport.Refused> refused = new ArrayList<>();
  private final Map<Long, NamedRoom> namedBy = new HashMap<>();
  private long waitingBytes;
  private long refusals;
  private long lostFrames;
  private long entries;
  private long seenEntries;
  private long keys;

  /** Most bytes of entries that wait in memory for what tells which room they are of. */
  public static final long WAITING_BYTES_MAX = 1L << 28;

  /** An entry of a room that is not known yet. */
  private record Waiting(long frame, byte[] payload, SalvagedRoom.Passed passed) {}

  /**
   * Will copy a log.
   *
   * @param target an empty log, which is not closed
   * @param versions the room versions that rooms may have
   */
  public LogSalvage(DamagedLog source, EventLog target, RoomVersions versions) {
    this.source = source;
    this.target = target;
    this.earlier = SalvageMark.in(source.folder());
    this.binding = new RoomBinding(source, versions);
  }

  /**
   * Copies all that is sound.
   *
   * @throws LogFailure when a process writes the source, when a file cannot be opened or is changed
   *     meanwhile, when there is nothing that could be copied, when frames are of a newer format,
   *     or when the copy cannot be written
   */
  public SalvageReport run(SearchProgress progress) {
    for (String process : LogFolder.writerOf(source.folder())) {
      throw new LogFailure(
          "`"
              + source.folder()
              + "` is being written by process "
              + process
              + ": what nobody writes can be salvaged");
    }
    FrameReport report = new Salvage(source.search(true, progress)).into(new Sink());
    if (source.isMisnamed(report)) {
      lostFrames = 0;
      report = new Salvage(source.search(false, progress)).into(new Sink());
    }
    if (report.frames() == 0 && !report.isSound()) {
      throw LogFailure.damaged("`" + source.folder() + "` has nothing left that could be copied");
    }
    waiting.keySet().stream().sorted().toList().forEach(this::settle);
    return new SalvageReport(
        report, entries, keys, copied.stream().map(LogSalvage::report).toList(), refused, refusals);
  }

  private static SalvageReport.RoomReport report(SalvagedRoom room) {
    return new SalvageReport.RoomReport(
        room.id(),
        room.version().id(),
        room.copied(),
        room.lost().size(),
        room.lostIds(),
        room.inexactFrom(),
        room.states().untold(),
        room.states().untoldEvents(),
        room.states().currentUntoldFrom());
  }

  /**
   * What the copy says of its losses, those that its source told of included.
   *
   * @param isWhole whether nothing was lost now
   */
  public SalvageMark mark(boolean isWhole) {
    Map<SalvagedRoom, SalvageMark.Loss> before = new HashMap<>();
    earlier.rooms().forEach((number, loss) -> before.put(rooms.get(number), loss));
    Map<Integer, SalvageMark.Loss> losses = new TreeMap<>();
    for (int number = 0; number < copied.size(); number++) {
      SalvagedRoom room = copied.get(number);
      SalvageMark.Loss old = before.get(room);
      if (old == null && room.inexactFrom() < 0) {
        continue;
      }
      // Positions of the source are at most by what was lost above those of the copy.
      long oldFrom = old == null ? Long.MAX_VALUE : Math.max(0, old.from() - missed());
      long from = room.inexactFrom() < 0 ? Long.MAX_VALUE : room.inexactFrom();
      long events = room.lost().size() + (old == null ? 0 : old.events());
      losses.put(number, new SalvageMark.Loss(events, Math.min(from, oldFrom)));
    }
    return new SalvageMark(earlier.hasLosses() || !isWhole, losses);
  }

  private long missed() {
    return lostFrames + refusals;
  }

  /** Takes the frames. */
  private final class Sink implements SalvageSink {
    @Override
    public void frame(int kind, long number, boolean follows, byte[] payload) {
      switch (kind) {
        case FrameKinds.ROOM -> name(number, payload);
        case FrameKinds.KEY -> record(number, payload);
        case FrameKinds.ENTRY -> enter(number, payload);
        default -> refuse(number, "is of no kind that is known");
      }
    }

    @Override
    public void lost(long first, long last) {
      lostFrames += last - first + 1;
    }
  }

  private void refuse(long frame, String why) {
    refusals++;
    if (refused.size() < SalvageReport.REFUSED_MAX) {
      refused.add(new SalvageReport.Refused(frame, why));
    }
  }

  private void name(long frame, byte[] payload) {
    Either<String, NamedRoom> room = RoomFormat.read(payload);
    if (room.isLeft()) {
      refuse(frame, "names no room: " + room.getLeft());
    } else if (binding.version(room.get()).isEmpty()) {
      refuse(frame, "names a room of version `" + room.get().version() + "`, which is not known");
    } else {
      binding.named(room.get());
      namedBy.clear();
      // The first entry of a room comes next.
      namedBy.put(frame + 1, room.get());
    }
  }

  private void record(long frame, byte[] payload) {
    Either<String, RecordedKey> key = KeyFormat.read(payload);
    if (key.isLeft()) {
      refuse(frame, "holds no key: " + key.getLeft());
    } else {
      target.record(key.get());
      keys++;
    }
  }

  private void enter(long frame, byte[] payload) {
    Either<String, Head> head = EntryFormat.head(payload);
    if (head.isLeft()) {
      refuse(frame, "holds no event: " + head.getLeft());
      return;
    }
    int number = head.get().room();
    SalvagedRoom.Passed passed =
        new SalvagedRoom.Passed(head.get().back(), seenEntries++, missed());
    if (!rooms.containsKey(number)) {
      Option<NamedRoom> name =
          Option.of(head.get().back() == 0 ? namedBy.get(frame) : null)
              .orElse(() -> binding.of(payload));
      name.forEach(known -> bind(number, known));
    }
    SalvagedRoom room = rooms.get(number);
    if (room != null) {
      copy(room, frame, payload, passed);
    } else if (waitingBytes + payload.length > WAITING_BYTES_MAX) {
      refuse(frame, "is of a room of which nothing tells the id");
    } else {
      waitingBytes += payload.length;
      waiting
          .computeIfAbsent(number, none -> new ArrayList<>())
          .add(new Waiting(frame, payload, passed));
    }
  }

  private void bind(int number, NamedRoom name) {
    binding.bound(name);
    SalvagedRoom room = new SalvagedRoom(name.id(), binding.version(name).get());
    rooms.put(number, room);
    List<Waiting> before = waiting.remove(number);
    if (before != null) {
      for (Waiting entry : before) {
        waitingBytes -= entry.payload().length;
        copy(room, entry.frame(), entry.payload(), entry.passed());
      }
    }
  }

  private void copy(SalvagedRoom room, long frame, byte[] payload, SalvagedRoom.Passed passed) {
    Either<String, JudgedEvent> entry;
    try {
      entry =
          EntryFormat.read(payload, number -> room.version().rules())
              .map(Numbered::event)
              .flatMap(event -> room.next(event, entries, passed));
    } catch (LogFailure e) {
      entry = Either.left(e.getMessage());
    }
    if (entry.isLeft()) {
      refuse(
          frame, "holds an event of `" + room.id() + "` that cannot be copied: " + entry.getLeft());
      return;
    }
    if (room.copied() == 1) {
      copied.add(room);
    }
    target.append(room.id(), room.version(), entry.get());
    entries++;
  }

  /** Finds out at the end whose the entries are that still wait. */
  private void settle(int number) {
    List<Waiting> left = waiting.get(number);
    Option<NamedRoom> name = binding.ofSnapshot(left.get(0).payload());
    if (name.isDefined()) {
      bind(number, name.get());
      return;
    }
    Option<RoomId> id = binding.idIn(left.get(0).payload());
    String room = id.fold(() -> "a room", known -> "the room `" + known + "`");
    for (Waiting entry : left) {
      refuse(entry.frame(), "is of " + room + " whose id and version nothing tells");
    }
  }
}
