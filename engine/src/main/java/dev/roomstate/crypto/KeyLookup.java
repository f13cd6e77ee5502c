package dev.roomstate.crypto;

import java.util.function.Function;
import java.util.function.Supplier;

/** What a {@link KeyRing} knows of one key. Immutable. */
public sealed interface KeyLookup {
  /** The key is known. */
  record Known(VerifyKey key) implements KeyLookup {}

  /** There is no such key: a signature by it is skipped. */
  record Unknown() implements KeyLookup {}

  /** There may be such a key: the host should fetch it, and ask again. */
  record NotFetched() implements KeyLookup {}

  /** Handles every case. */
  default <T> T fold(
      Function<? super VerifyKey, ? extends T> known,
      Supplier<? extends T> unknown,
      Supplier<? extends T> notFetched) {
    if (this instanceof Known found) {
      return known.apply(found.key());
    }
    return this instanceof Unknown ? unknown.get() : notFetched.get();
  }
}
