package dev.roomstate.event;

import io.vavr.collection.SortedSet;

/** What the signatures of one server on one event came to. */
sealed interface SignatureStatus {
  /** At least one is right, none by a known and valid key is wrong. */
  enum Signed implements SignatureStatus {
    SIGNED
  }

  /** None counts, or one is wrong. */
  record NotSigned(EventDefect defect) implements SignatureStatus {}

  /** Keys have to be fetched first. */
  record KeysMissing(SortedSet<KeyRequest> keys) implements SignatureStatus {}
}
