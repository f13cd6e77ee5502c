package dev.roomstate.crypto;

import io.vavr.control.Option;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * A few of the last used public keys in their provider's form: a cache of 1,024 slots.
 *
 * <p>Each key has one slot, by its first bytes, and pushes out what was there. That bounds it, and
 * whoever makes keys that share a slot only makes them be decoded again.
 *
 * <p>Threads share the slots without locks: an entry is immutable and compared in full, so a reader
 * sees either an entry or not, and a lost write is one more decoding.
 */
final class DecodedKeys {
  static final int SLOTS_MAX = 1024;

  private record Entry(byte[] raw, PublicKey key) {}

  private final Entry[] slots = new Entry[SLOTS_MAX];

  Option<PublicKey> get(byte[] raw) {
    Entry entry = slots[slot(raw)];
    return entry != null && Arrays.equals(entry.raw, raw) ? Option.some(entry.key) : Option.none();
  }

  void put(byte[] raw, PublicKey key) {
    slots[slot(raw)] = new Entry(raw.clone(), key);
  }

  int size() {
    return (int) Arrays.stream(slots).filter(entry -> entry != null).count();
  }

  private static int slot(byte[] raw) {
    return (raw[0] & 0xff | raw[1] << 8) & (SLOTS_MAX - 1);
  }
}
