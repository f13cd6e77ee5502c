package dev.roomstate;

import dev.roomstate.event.EventFacts;
import dev.roomstate.graph.EventLookup;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogPosition;
import dev.roomstate.observe.RoomLetGoEvent;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.room.Room;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an engine has in memory of one room: the room as it was judged, the room as the log has kept
 * it, which is what others see, and the entries between the two. While nobody needs the room it may
 * not be in memory at all. Thread-safe; what is said to be the writer's needs the lock.
 */
final class RoomMemory implements EventLookup {
  private final Option<RoomId> id;
  private final RoomVersion version;
  private final RoomHost host;

  /** The room's writer has it while it judges; also held to load the room and to let go of it. */
  private final ReentrantLock lock;

  /** Entries that were appended and are not kept yet. Guarded by itself. */
  private final Deque<Appended> unkept = new ArrayDeque<>(2);

  /** Entries that are kept, as far as they were not handed out. */
  private final Publication<Appended> publication;

  /** Null, as {@link #kept}, while the room is not in memory; set under the lock. */
  private volatile ResidentRoom judged;

  /** At the same entry as {@link #judged} while all is kept and handed out. */
  private volatile ResidentRoom kept;

  private volatile long lastUsed;
  private final AtomicLong savedEntries = new AtomicLong();
  private final AtomicBoolean isToBeSaved = new AtomicBoolean();
  private final AtomicBoolean isBeingSaved = new AtomicBoolean();

  private record Appended(LogEntry entry, ResidentRoom after) {}

  /** A room of the log, not in memory yet. */
  static RoomMemory listed(RoomId id, RoomVersion version, RoomHost host, ReentrantLock lock) {
    return new RoomMemory(Option.some(id), version, host, lock);
  }

  /** A room of no id, without events, that stays in memory and holds everything. */
  static RoomMemory unlisted(RoomVersion version, RoomHost host, ReentrantLock lock) {
    RoomMemory memory = new RoomMemory(Option.none(), version, host, lock);
    memory.judged = ResidentRoom.empty(host.emptyRoom(version, EventLookup.NONE));
    memory.kept = memory.judged;
    return memory;
  }

  private RoomMemory(Option<RoomId> id, RoomVersion version, RoomHost host, ReentrantLock lock) {
    this.id = id;
    this.version = version;
    this.host = host;
    this.lock = lock;
    this.publication = new Publication<>(this::publish);
  }

  /** The room as the log has kept it, loaded if it is not in memory. */
  ResidentRoom kept() {
    lastUsed = host.residents().tick();
    ResidentRoom room = kept;
    return room == null ? load() : room;
  }

  /** The room as it was judged last. The writer's. */
  ResidentRoom judged() {
    lastUsed = host.residents().tick();
    ResidentRoom room = judged;
    return room == null ? load() : room;
  }

  private ResidentRoom load() {
    ResidentRoom loaded;
    lock.lock();
    try {
      if (judged == null) {
        judged = host.load(id.get(), version, this, savedEntries::set);
        kept = judged;
      }
      loaded = kept;
    } finally {
      lock.unlock();
    }
    host.residents().count(this);
    return loaded;
  }

  /** Appends an entry, after which the room is this. The writer's. */
  void append(JudgedEvent entry, Room after) {
    ResidentRoom before = judged();
    RoomId roomId = after.id().getOrElse(() -> entry.pdu().facts().roomId());
    LogPosition position = host.append(roomId, version, entry);
    ResidentRoom appended = before.after(entry, position, after);
    judged = appended;
    synchronized (unkept) {
      unkept.add(new Appended(new LogEntry(position, roomId, entry), appended));
    }
    if (id.isDefined()) {
      after.graph().letGoLater(entry.placement().number());
    }
  }

  /**
   * Returns when all that was appended so far is kept, and has been handed out as far as {@link
   * Publication#handOut} says. Not to be called with the lock: others may judge while the log
   * writes.
   */
  void acknowledge() {
    boolean hasGrown = keep();
    publication.handOut();
    if (hasGrown && id.isDefined()) {
      host.residents().count(this);
      saveIfWorthIt();
    }
  }

  /** Returns when all is kept that was appended; whether some of it was not. */
  private boolean keep() {
    LogPosition last;
    synchronized (unkept) {
      if (unkept.isEmpty()) {
        return false;
      }
      last = unkept.peekLast().entry().position();
    }
    host.log().keep(last);
    synchronized (unkept) {
      while (!unkept.isEmpty() && unkept.peek().entry().position().compareTo(last) <= 0) {
        Appended next = unkept.remove();
        host.kept(next.entry());
        publication.add(next);
      }
    }
    return true;
  }

  /** Lets everybody see the room after an entry, and hands that out. */
  private void publish(Appended next) {
    kept = next.after();
    host.publish(next.entry());
  }

  private void saveIfWorthIt() {
    ResidentRoom room = kept;
    if (room != null
        && host.isWorthSaving(room, savedEntries.get())
        && isToBeSaved.compareAndSet(false, true)) {
      host.saveSoon(
          () -> {
            isToBeSaved.set(false);
            save();
          });
    }
  }

  /** Makes a snapshot of the room as it is kept, if it is in memory. Writers need not wait. */
  void save() {
    if (id.isEmpty() || !isBeingSaved.compareAndSet(false, true)) {
      return;
    }
    try {
      ResidentRoom room = kept;
      if (room != null && host.save(id.get(), room, savedEntries.get())) {
        savedEntries.accumulateAndGet(room.entries(), Math::max);
      }
    } finally {
      isBeingSaved.set(false);
    }
  }

  /**
   * Makes a snapshot, and lets go of the room if nobody is busy with it nor has used it after this
   * time. It is loaded when it is needed again.
   */
  void letGo(long usedAt) {
    if (id.isEmpty() || lastUsed != usedAt || lock.isHeldByCurrentThread()) {
      return;
    }
    save();
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (judged == null || lastUsed != usedAt || !judged.last().equals(kept.last())) {
        return;
      }
      RoomLetGoEvent observed = RoomLetGoEvent.start();
      host.counts().roomLetGo();
      if (observed.isOn()) {
        observed.letGo(id.get().value(), judged.entries(), bytes());
      }
      judged = null;
      kept = null;
    } finally {
      lock.unlock();
    }
  }

  /** When it was used last, in the ticks of {@link ResidentRooms}. */
  long lastUsed() {
    return lastUsed;
  }

  /** How many bytes it takes, roughly; 0 while it is not in memory. */
  long bytes() {
    ResidentRoom room = kept;
    return room == null ? 0 : room.room().bytes() + room.positions().bytes();
  }

  @Override
  public EventFacts facts(int number) {
    ResidentRoom newest = judged;
    LogPosition first = (newest == null ? load() : newest).positions().first(number);
    return host.log().read(first).get().event().pdu().facts();
  }

  @Override
  public void held(HeldFacts facts) {
    host.facts().held(facts);
  }
}
