package dev.roomstate.state;

import dev.roomstate.crypto.Sha256;
import dev.roomstate.event.StateKey;
import dev.roomstate.id.EventId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The hash of a state by which implementations compare it: SHA-256 over the entries, each {@code
 * type NUL state_key NUL event_id LF} in UTF-8, sorted by the bytes of the whole entry.
 *
 * <p>It keeps the hashes of the states that it was asked for lately, and of fewer the sorted
 * entries: those of another state are made of them by what differs. Since events of several forks
 * may come in turns, and whoever asks for the state after an event has asked for that before it,
 * the entries to begin with are those of the state that was asked for last and has them. For one
 * room and one thread.
 */
public final class StateHash {
  /** Most states whose hashes are kept. */
  static final int KEPT_MAX = 256;

  /** Most states whose sorted entries are kept. */
  static final int SORTED_MAX = 8;

  private static final Comparator<byte[]> BY_BYTES = Arrays::compareUnsigned;

  private final IntFunction<StateKey> keys;
  private final IntFunction<EventId> events;

  /** By version, that which was asked for longest ago first. */
  private final Map<Object, String> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** By version, in the same order. */
  private final Map<Object, Sorted> sorted = new LinkedHashMap<>(16, 0.75f, true);

  private Sorted base = new Sorted(StateMap.EMPTY, new byte[0][]);

  /** A state and its entries, sorted. */
  private record Sorted(StateMap state, byte[][] entries) {}

  /** The hashes of states whose numbers these functions name. */
  public StateHash(IntFunction<StateKey> keys, IntFunction<EventId> events) {
    this.keys = keys;
    this.events = events;
  }

  /** The hash of the state, in lower-case hexadecimal. */
  public String of(StateMap state) {
    base = sorted.getOrDefault(state.version(), base);
    String known = kept.get(state.version());
    if (known != null) {
      return known;
    }
    base = new Sorted(state, entries(state));
    String hash = HexFormat.of().formatHex(Sha256.digest(base.entries()));
    keep(sorted, base, state.version(), SORTED_MAX);
    keep(kept, hash, state.version(), KEPT_MAX);
    return hash;
  }

  private static <T> void keep(Map<Object, T> lately, T value, Object version, int most) {
    lately.put(version, value);
    if (lately.size() > most) {
      lately.remove(lately.keySet().iterator().next());
    }
  }

  private byte[][] entries(StateMap state) {
    List<byte[]> removed = new ArrayList<>();
    List<byte[]> added = new ArrayList<>();
    base.state()
        .difference(
            state,
            (key, before, after) -> {
              if (before != StateMap.ABSENT) {
                removed.add(entry(key, before));
              }
              if (after != StateMap.ABSENT) {
                added.add(entry(key, after));
              }
            });
    removed.sort(BY_BYTES);
    added.sort(BY_BYTES);
    return with(without(base.entries(), removed), added);
  }

  /** Sorted entries without some of them, sorted too. */
  private static byte[][] without(byte[][] entries, List<byte[]> removed) {
    byte[][] left = new byte[entries.length - removed.size()][];
    int from = 0;
    int size = 0;
    for (byte[] entry : removed) {
      int at = position(entries, from, entry);
      System.arraycopy(entries, from, left, size, at - from);
      size += at - from;
      from = at + 1;
    }
    System.arraycopy(entries, from, left, size, entries.length - from);
    return left;
  }

  /** Sorted entries and others, sorted too. */
  private static byte[][] with(byte[][] entries, List<byte[]> added) {
    byte[][] all = new byte[entries.length + added.size()][];
    int from = 0;
    int size = 0;
    for (byte[] entry : added) {
      int at = position(entries, from, entry);
      System.arraycopy(entries, from, all, size, at - from);
      size += at - from;
      all[size++] = entry;
      from = at;
    }
    System.arraycopy(entries, from, all, size, entries.length - from);
    return all;
  }

  /**
   * The first place, not before {@code from}, of an entry that is not less. Where a key or an id
   * has a NUL, several entries can be the same bytes.
   */
  private static int position(byte[][] entries, int from, byte[] entry) {
    int low = from;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (BY_BYTES.compare(entries[middle], entry) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
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
