package dev.roomstate.log;

import dev.roomstate.id.RoomId;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.util.function.Consumer;

/**
 * An append-only log of judged events of many rooms. An entry that was appended is never changed.
 * Implementations are thread-safe: appends are serialized, readers see a prefix of the log.
 */
public interface EventLog extends AutoCloseable {
  /**
   * Appends a judged event of a room of this version and says where it is. Returns only once the
   * entry is kept, as far as the log promises.
   *
   * @throws LogFailure when it could not be kept; it may still be there when the log is opened
   *     again
   */
  LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event);

  /** The position that the next entry will have: the number of entries. */
  LogPosition end();

  /** The entry at this position, if it is before the end. */
  Option<LogEntry> read(LogPosition position);

  /** The version of a room, if the log has an entry of it. */
  Option<RoomVersion> version(RoomId roomId);

  /**
   * Hands all entries from a position on to the consumer, up to the end at the time of the call.
   */
  void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer);

  @Override
  void close();
}
