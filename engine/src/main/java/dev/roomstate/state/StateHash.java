package dev.roomstate.state;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntFunction;

/**
 * The hash of a state by which implementations compare it: SHA-256 over the entries, each {@code
 * type NUL state_key NUL event_id LF} in UTF-8, sorted by the bytes of the whole entry.
 *
 * <p>It keeps the sorted entries of the state that it hashed last, and brings them up to date by
 * the difference to the next. For one room and one thread.
 */
public final class StateHash {
  private static final byte[][] NO_ENTRIES = {};

  private final IntFunction<StateKey> keys;
  private final IntFunction<EventId> events;
  private byte[][] entries = NO_ENTRIES;
  private int size;
  private StateMap hashed = StateMap.EMPTY;
  private String hash;

  /** The hashes of states whose numbers these functions name. */
  public StateHash(IntFunction<StateKey> keys, IntFunction<EventId> events) {
    this.keys = keys;
    this.events = events;
  }

  /** The hash of the state, in lower-case hexadecimal. */
  public String of(StateMap state) {
    if (hash == null || !state.isSameVersion(hashed)) {
      hashed.difference(state, this::change);
      hashed = state;
      hash = HexFormat.of().formatHex(Sha256.digest(Arrays.copyOf(entries, size)));
    }
    return hash;
  }

  private void change(int key, int before, int after) {
    if (before != StateMap.ABSENT) {
      int at = position(entry(key, before));
      System.arraycopy(entries, at + 1, entries, at, --size - at);
    }
    if (after != StateMap.ABSENT) {
      byte[] entry = entry(key, after);
      int at = -position(entry) - 1;
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, Math.max(16, size * 2));
      }
      System.arraycopy(entries, at, entries, at + 1, size++ - at);
      entries[at] = entry;
    }
  }

  private int position(byte[] entry) {
    return Arrays.binarySearch(entries, 0, size, entry, Arrays::compareUnsigned);
  }

  private byte[] entry(int key, int event) {
    return line(keys.apply(key), events.apply(event));
  }

  /** An entry as it is hashed: {@code type NUL state_key NUL event_id LF} in UTF-8. */
  public static byte[] line(StateKey key, EventId event) {
    return (key.type() + '\0' + key.stateKey() + '\0' + event.value() + '\n')
        .getBytes(StandardCharsets.UTF_8);
  }
}
