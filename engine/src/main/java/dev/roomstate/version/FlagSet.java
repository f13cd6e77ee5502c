package dev.roomstate.version;

import java.util.EnumSet;
import java.util.Set;

/**
 * An immutable set of flags; membership is one bit test.
 *
 * @param <F> the flags, at most 64
 */
public final class FlagSet<F extends Enum<F>> {
  private final Class<F> type;
  private final long bits;

  private FlagSet(Class<F> type, long bits) {
    this.type = type;
    this.bits = bits;
  }

  /** The set without any flag. */
  public static <F extends Enum<F>> FlagSet<F> none(Class<F> type) {
    return new FlagSet<>(type, 0);
  }

  /** Whether the flag is set. */
  public boolean has(F flag) {
    return (bits & bit(flag)) != 0;
  }

  /** This set and the flag. */
  public FlagSet<F> with(F flag) {
    return new FlagSet<>(type, bits | bit(flag));
  }

  /** This set less the flag. */
  public FlagSet<F> without(F flag) {
    return new FlagSet<>(type, bits & ~bit(flag));
  }

  private long bit(F flag) {
    return 1L << flag.ordinal();
  }

  /** The flags as a set of the collections library, in their order. */
  public Set<F> toSet() {
    EnumSet<F> flags = EnumSet.allOf(type);
    flags.removeIf(flag -> !has(flag));
    return flags;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlagSet<?> that && type == that.type && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  @Override
  public String toString() {
    return toSet().toString();
  }
}
