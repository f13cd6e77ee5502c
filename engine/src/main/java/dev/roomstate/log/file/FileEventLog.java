package dev.roomstate.log.file;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.entry.EntryFormat.Numbered;
import dev.roomstate.log.entry.RoomFormat;
import dev.roomstate.log.entry.RoomFormat.NamedRoom;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.Frame;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersionRules;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A log in plain files. One process writes it; thread-safe within. Each append returns when its
 * entry is as durable as {@link Durability} says. After a failed write nothing is appended any more
 * until the log is opened again: what was acknowledged is there then, what was not may be.
 */
public final class FileEventLog implements EventLog {
  /** A segment that has so many bytes is followed by another. */
  public static final int SEGMENT_BYTES = 1 << 28;

  private static final int ROOM = 1;
  private static final int ENTRY = 2;

  /** What is read of an entry at first; most are smaller. */
  private static final int USUAL_BYTES = 4096;

  private final LogDirectory directory;
  private final RoomVersions versions;
  private final Durability durability;
  private final int segmentBytes;
  private final FrameChain chain;

  /** Guards the chain, what is pending and the rooms. */
  private final ReentrantLock appending = new ReentrantLock();

  /** Held by whoever writes what is pending; taken before {@link #appending}. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Map<RoomId, Integer> roomNumbers = new HashMap<>();
  private final Map<Integer, NamedRoom> rooms = new ConcurrentHashMap<>();
  private final List<Segment> segments = new CopyOnWriteArrayList<>();
  private final EntryIndex index = new EntryIndex();
  private PendingFrames pending = new PendingFrames();
  private int nextEntry;
  private String cutOff = "";
  private boolean closed;
  private volatile LogFailure failure;

  /** The number of entries that are kept; what readers see was put in its place before. */
  private volatile int end;

  private FileEventLog(
      LogDirectory directory, RoomVersions versions, Durability durability, int segmentBytes) {
    this.directory = directory;
    this.versions = versions;
    this.durability = durability;
    this.segmentBytes = segmentBytes;
    this.chain = new FrameChain(directory.tag());
  }

  /**
   * Opens the log in a folder, which is made where there is none, and checks every frame.
   *
   * @param versions the room versions that rooms of the log may have
   * @throws LogFailure when the folder holds something else, another process writes it, it was
   *     written in a newer format, or it is damaged
   */
  public static FileEventLog open(Path folder, RoomVersions versions, Durability durability) {
    return open(folder, versions, durability, SEGMENT_BYTES, FileSegment::open);
  }

  static FileEventLog open(
      Path folder,
      RoomVersions versions,
      Durability durability,
      int segmentBytes,
      Segment.Opener opener) {
    LogDirectory directory = LogDirectory.open(folder, opener);
    FileEventLog log = new FileEventLog(directory, versions, durability, segmentBytes);
    try {
      log.scan();
      directory.opened();
      return log;
    } catch (IOException e) {
      log.abandon();
      throw new LogFailure("`" + folder + "` cannot be read: " + LogDirectory.why(e), e);
    } catch (LogFailure e) {
      log.abandon();
      throw e;
    }
  }

  private void scan() throws IOException {
    List<Path> paths = directory.segments();
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      Segment file = directory.openSegment(path);
      segments.add(file);
      int segment = i;
      SegmentScan scan =
          new SegmentScan(chain, (frame, at, bytes) -> scanned(frame, segment, at, bytes));
      int sound = scan.scan(file);
      if (sound < file.size()) {
        boolean mayBeTorn =
            i == paths.size() - 1
                && directory.framesWhenClosed() < 0
                && scan.isTornTail(file, sound);
        if (!mayBeTorn) {
          throw SegmentScan.failure(path, scan.damage(file, sound));
        }
        cut(file, sound);
      }
    }
    long closedAt = directory.framesWhenClosed();
    if (closedAt >= 0 && closedAt != chain.sequence()) {
      throw LogFailure.damaged(
          "`"
              + directory.folder()
              + "` had "
              + closedAt
              + " frames when it was closed, and has "
              + chain.sequence()
              + " now: files of it are missing or old");
    }
    if (durability != Durability.OS && !segments.isEmpty()) {
      // A killed process may have left it to the operating system alone.
      segments.get(segments.size() - 1).sync();
    }
    chain.kept(chain.sequence());
    nextEntry = index.size();
    end = index.size();
  }

  private void cut(Segment file, int sound) throws IOException {
    cutOff =
        "`"
            + file.path()
            + "` ended with "
            + (file.size() - sound)
            + " bytes of an entry that was never acknowledged; they were cut off";
    file.cut(sound);
  }

  private void scanned(Frame frame, int segment, int at, ByteBuffer bytes) {
    if (frame.kind() == ENTRY) {
      index.add(segment, at);
      return;
    }
    byte[] payload = new byte[frame.to() - frame.from()];
    bytes.get(frame.from(), payload);
    NamedRoom room =
        RoomFormat.read(payload)
            .getOrElseThrow(
                why -> LogFailure.damaged("frame " + frame.sequence() + " names no room: " + why));
    put(room);
  }

  private int put(NamedRoom room) {
    int number = roomNumbers.size();
    roomNumbers.put(room.id(), number);
    rooms.put(number, room);
    return number;
  }

  /** What was cut off at the end of the log when it was opened, as a sentence; empty if nothing. */
  public String cutOff() {
    return cutOff;
  }

  @Override
  public LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event) {
    boolean alone = durability == Durability.EACH;
    if (alone) {
      writing.lock();
    }
    try {
      int position = enqueue(roomId, version, event);
      write(position);
      return new LogPosition(position);
    } finally {
      if (alone) {
        writing.unlock();
      }
    }
  }

  private int enqueue(RoomId roomId, RoomVersion version, JudgedEvent event) {
    appending.lock();
    try {
      check();
      Integer known = roomNumbers.get(roomId);
      int room = known == null ? enqueueRoom(new NamedRoom(roomId, version.id())) : known;
      pending.add(chain.next(ENTRY, EntryFormat.write(room, event)), true);
      return nextEntry++;
    } finally {
      appending.unlock();
    }
  }

  private int enqueueRoom(NamedRoom room) {
    pending.add(chain.next(ROOM, RoomFormat.write(room)), false);
    return put(room);
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
    if (closed) {
      throw new LogFailure("`" + directory.folder() + "` was closed");
    }
  }

  /** Returns once the entry is kept: whoever comes first writes what all have enqueued. */
  private void write(int position) {
    writing.lock();
    try {
      if (end > position) {
        return;
      }
      if (failure != null) {
        throw failure;
      }
      writePending();
    } finally {
      writing.unlock();
    }
  }

  private void writePending() {
    PendingFrames batch;
    long firstFrame;
    appending.lock();
    try {
      batch = pending;
      pending = new PendingFrames();
      firstFrame = chain.sequence() - batch.frames().size();
    } finally {
      appending.unlock();
    }
    try {
      Segment segment = segmentFor(batch.bytes(), firstFrame);
      long at = segment.size();
      segment.append(batch.frames());
      if (durability != Durability.OS) {
        segment.sync();
      }
      keep(firstFrame + batch.frames().size());
      for (int entry : batch.entries()) {
        index.add(segments.size() - 1, (int) at + entry);
      }
      end = index.size();
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is: the batch is gone from memory, and nothing may be written behind the gap.
      failure =
          new LogFailure(
              "`"
                  + directory.folder()
                  + "` could not be written, and nothing is appended any more before it is opened"
                  + " again: "
                  + LogDirectory.why(e),
              e);
      throw failure;
    }
  }

  private void keep(long frames) {
    appending.lock();
    try {
      chain.kept(frames);
    } finally {
      appending.unlock();
    }
  }

  private Segment segmentFor(int bytes, long firstFrame) throws IOException {
    if (!segments.isEmpty()) {
      Segment last = segments.get(segments.size() - 1);
      if (last.size() == 0 || last.size() + bytes <= segmentBytes) {
        return last;
      }
      // Whole before the next begins: only the last segment may have a torn tail.
      last.sync();
    }
    segments.add(directory.newSegment(firstFrame));
    return segments.get(segments.size() - 1);
  }

  @Override
  public LogPosition end() {
    return new LogPosition(end);
  }

  @Override
  public Option<LogEntry> read(LogPosition position) {
    long sequence = position.sequence();
    return sequence >= 0 && sequence < end ? Option.some(entry((int) sequence)) : Option.none();
  }

  @Override
  public Option<RoomVersion> version(RoomId roomId) {
    appending.lock();
    try {
      return Option.of(roomNumbers.get(roomId))
          .flatMap(number -> versions.get(rooms.get(number).version()));
    } finally {
      appending.unlock();
    }
  }

  private LogEntry entry(int number) {
    Segment segment = segments.get(index.segment(number));
    int at = index.at(number);
    try {
      ByteBuffer bytes = segment.read(at, USUAL_BYTES);
      int size = FrameChain.sizeAt(bytes, 0);
      if (size > bytes.limit()) {
        bytes = segment.read(at, size);
      }
      Frame frame =
          new FrameChain(directory.tag())
              .frame(bytes, 0)
              .getOrElseThrow(
                  kind -> SegmentScan.failure(segment.path(), new Damage(kind, number, at)));
      byte[] payload = new byte[frame.to() - frame.from()];
      bytes.get(frame.from(), payload);
      Numbered read =
          EntryFormat.read(payload, this::rules)
              .getOrElseThrow(
                  why -> LogFailure.damaged("entry " + number + " cannot be read: " + why));
      return new LogEntry(new LogPosition(number), rooms.get(read.room()).id(), read.event());
    } catch (IOException e) {
      throw new LogFailure("`" + segment.path() + "` cannot be read: " + LogDirectory.why(e), e);
    }
  }

  private RoomVersionRules rules(int room) {
    NamedRoom named = rooms.get(room);
    return named == null ? null : versions.get(named.version()).map(RoomVersion::rules).getOrNull();
  }

  @Override
  public void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer) {
    int last = end;
    for (long next = Math.max(0, position.sequence()); next < last; next++) {
      consumer.accept(entry((int) next));
    }
  }

  /**
   * Closes the log in order, with all that was enqueued: what is damaged at its end later is not
   * taken for a torn write.
   */
  @Override
  public void close() {
    writing.lock();
    appending.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (failure == null) {
        if (!pending.frames().isEmpty()) {
          writePending();
        }
        if (!segments.isEmpty()) {
          segments.get(segments.size() - 1).sync();
        }
        directory.closed(chain.sequence());
      }
    } catch (IOException e) {
      throw new LogFailure(
          "`" + directory.folder() + "` could not be closed: " + LogDirectory.why(e), e);
    } finally {
      abandon();
      appending.unlock();
      writing.unlock();
    }
  }

  /** Lets go of all files, whatever else fails; nothing is promised of them here. */
  private void abandon() {
    for (Segment segment : segments) {
      letGo(segment);
    }
    letGo(directory);
  }

  private static void letGo(Closeable file) {
    try {
      file.close();
    } catch (IOException e) {
      // What was to be kept has been synced before, or was not acknowledged.
    }
  }
}
