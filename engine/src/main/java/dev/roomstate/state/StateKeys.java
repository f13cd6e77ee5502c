package dev.roomstate.state;

import dev.roomstate.binary.BinaryReader;
import dev.roomstate.binary.BinaryWriter;
import dev.roomstate.binary.MalformedBytes;
import dev.roomstate.event.StateKey;

/**
 * The state keys of a room and their numbers. Persistent and thread-safe ({@link Interner}). The
 * keys that every room reads have the same numbers in all rooms.
 */
public final class StateKeys {
  /** The number of {@link StateKey#CREATE}. */
  public static final int CREATE = 0;

  /** The number of {@link StateKey#POWER_LEVELS}. */
  public static final int POWER_LEVELS = 1;

  /** The number of {@link StateKey#JOIN_RULES}. */
  public static final int JOIN_RULES = 2;

  private final Interner<StateKey> keys;

  private StateKeys(Interner<StateKey> keys) {
    this.keys = keys;
  }

  /** The keys that every room has. */
  public static StateKeys wellKnown(long hashSeed) {
    Interner<StateKey> empty =
        Interner.empty(
            key ->
                SeededHash.ofText(key.type(), hashSeed)
                    ^ 31 * SeededHash.ofText(key.stateKey(), ~hashSeed));
    return new StateKeys(
        empty.with(StateKey.CREATE).with(StateKey.POWER_LEVELS).with(StateKey.JOIN_RULES));
  }

  /** The number of the key, or {@link StateMap#ABSENT}. */
  public int number(StateKey key) {
    return keys.number(key);
  }

  /** The key of this number. */
  public StateKey key(int number) {
    return keys.value(number);
  }

  /** How many keys there are. */
  public int size() {
    return keys.size();
  }

  /** Writes the keys, in the order of their numbers. */
  public void write(BinaryWriter out) {
    out.number(size());
    for (int number = 0; number < size(); number++) {
      out.text(key(number).type());
      out.text(key(number).stateKey());
    }
  }

  /** Reads what {@link #write} has written. */
  public static StateKeys read(BinaryReader in, long hashSeed) throws MalformedBytes {
    StateKeys keys = wellKnown(hashSeed);
    int size = in.number(Integer.MAX_VALUE, "the number of state keys");
    for (int number = 0; number < size; number++) {
      StateKey key = new StateKey(in.text(), in.text());
      keys = keys.with(key);
      if (keys.number(key) != number) {
        throw new MalformedBytes("a state key has another number");
      }
    }
    return keys;
  }

  /** These keys and this one, if it is new. */
  public StateKeys with(StateKey key) {
    return keys.number(key) == Interner.ABSENT ? new StateKeys(keys.with(key)) : this;
  }
}
