package dev.roomstate.conformance.model;

/**
 * How two sentences of state resolution 2 and 2.1 are read. To the letter they give states that no
 * server computes, so the letter is not the default.
 */
public enum StateResolutionReading {
  /** As the servers of the network read them. */
  NETWORK(false, false),
  /**
   * Only the first sentence to the letter: "enlarge X by adding the events in the auth chain of P
   * which also belong to the full conflicted set", even where every way leads through events
   * outside of it.
   */
  LETTER_OF_WALKS(true, false),
  /**
   * Only the second to the letter: the full auth chain of a state is "the union of the auth chains
   * for each event", and an event is not in its own auth chain.
   */
  LETTER_OF_CHAINS(false, true),
  /** Both to the letter. */
  LETTER(true, true);

  private final boolean walksLeaveTheSet;
  private final boolean chainsExcludeOwnEvents;

  StateResolutionReading(boolean walksLeaveTheSet, boolean chainsExcludeOwnEvents) {
    this.walksLeaveTheSet = walksLeaveTheSet;
    this.chainsExcludeOwnEvents = chainsExcludeOwnEvents;
  }

  boolean walksLeaveTheSet() {
    return walksLeaveTheSet;
  }

  boolean chainsExcludeOwnEvents() {
    return chainsExcludeOwnEvents;
  }
}
