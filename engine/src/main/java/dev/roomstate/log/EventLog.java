package dev.roomstate.log;

import dev.roomstate.id.RoomId;
import dev.roomstate.room.JudgedEvent;
import dev.roomstate.version.RoomVersion;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * An append-only log of judged events of many rooms. An entry that was appended is never changed.
 * Implementations are thread-safe: appends are serialized, readers see a prefix of the log.
 */
public interface EventLog extends AutoCloseable {
  /**
   * Appends a judged event of a room of this version and says where it is. It can be read at once,
   * but is promised to nobody before {@link #keep} has returned.
   *
   * @throws LogFailure when nothing can be appended
   */
  LogPosition append(RoomId roomId, RoomVersion version, JudgedEvent event);

  /**
   * Returns once all entries up to this one, with all keys recorded before it, are kept as far as
   * the log promises: at once where they are, even after the log was closed, which keeps them too.
   *
   * @throws LogFailure when they could not be kept; some may still be there when the log is opened
   *     again
   */
  void keep(LogPosition position);

  /**
   * The number of entries that are kept. A log that is only read counts what its file has: while
   * another process writes, that may be some entries more than are kept, which are gone if the
   * power is lost before that process has synced them.
   */
  LogPosition end();

  /**
   * Waits until the entry at this position is kept, as {@link #end} counts.
   *
   * @param timeout how long at most; what is longer than 292 years is as good as for ever
   * @return false if it is not: the time is over, the thread was interrupted, or the log is closed
   *     or has failed
   */
  boolean await(LogPosition position, Duration timeout);

  /** The entry at this position, if one was appended there. */
  Option<LogEntry> read(LogPosition position);

  /**
   * Hands all entries from a position on to the consumer, up to the end at the time of the call.
   */
  void forEachFrom(LogPosition position, Consumer<? super LogEntry> consumer);

  /**
   * Hands all entries to a consumer, in their order up to the end at the time of the call, and each
   * recorded key to another one, before the entry that was appended next; keys behind the last
   * entry are not handed over. A log that does not know when keys were recorded hands over all of
   * them first.
   */
  default void forEach(
      Consumer<? super LogEntry> consumer, Consumer<? super RecordedKey> keyConsumer) {
    keys().forEach(keyConsumer);
    forEachFrom(LogPosition.FIRST, consumer);
  }

  /** The rooms of all entries that were appended, in the order of their first ones. */
  List<LoggedRoom> rooms();

  /**
   * Hands the entries of one room from a position on to the consumer, in their order, up to the end
   * at the time of the call. Costs a step for each of them, and none for entries of other rooms.
   */
  void forEachOf(RoomId roomId, LogPosition position, Consumer<? super LogEntry> consumer);

  /**
   * Records a verify key with which events are judged; it is kept with the next entry. One that is
   * recorded already stays as it is.
   *
   * @throws LogFailure when nothing can be appended
   */
  void record(RecordedKey key);

  /** The keys that were recorded, in their order. */
  List<RecordedKey> keys();

  /**
   * A value over all entries up to this one. Where two logs differ before it, it differs too, but
   * for once in 2^32; always 0 where {@link #snapshots} keeps none.
   *
   * @throws LogFailure when there is no such entry, or it cannot be read
   */
  default int checkValue(LogPosition position) {
    return 0;
  }

  /**
   * Notes where everything is, so that the log can be opened again without reading what came
   * before. Keeps what was appended; where it cannot be done, nothing is lost.
   */
  default void checkpoint() {
    // There is nothing that would be read.
  }

  /** Where snapshots of the log's rooms are kept. */
  default SnapshotStore snapshots() {
    return SnapshotStore.NONE;
  }

  /**
   * Whether what it holds takes no memory, so that rooms may be let go of to save some, and read
   * from it again.
   */
  default boolean isReadAgain() {
    return snapshots().keepsAny();
  }

  /** How often it has waited for the disk to keep entries; never where there is none. */
  default SyncCount syncs() {
    return SyncCount.NONE;
  }

  /** Keeps all that was appended and lets go of everything; what is called later may fail. */
  @Override
  void close();
}
