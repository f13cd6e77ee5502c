package dev.roomstate.resolution;

/**
 * From which states each event was reached, while chains are walked from the newest event down;
 * lives within one resolution. Since every event is newer than what it cites, the marks of an event
 * are complete when its turn comes.
 */
final class ReachedFrom {
  private final StatesOf marks;
  private final NewestFirst open = new NewestFirst();

  /** How many of the open events were not reached from all states. */
  private int openFromSome;

  ReachedFrom(int states) {
    this.marks = new StatesOf(states);
  }

  /** The event is reached from the states that have another one. */
  void fromHolders(int event, StatesOf holders, int held) {
    openFromSome -= isFromSome(event) ? 1 : 0;
    if (!marks.has(event)) {
      open.add(event);
    }
    marks.addAll(event, holders, held);
    openFromSome += isFromSome(event) ? 1 : 0;
  }

  /** The cited event is reached from wherever the citing one is. */
  void alsoFrom(int citing, int cited) {
    fromHolders(cited, marks, citing);
  }

  private boolean isFromSome(int event) {
    return marks.has(event) && !fromAll(event);
  }

  /** Whether an open event was reached from some states, but not from all. */
  boolean hasFromSome() {
    return openFromSome > 0;
  }

  /** The newest open event, which is open no longer. */
  int pollNewest() {
    int event = open.remove();
    openFromSome -= fromAll(event) ? 0 : 1;
    return event;
  }

  boolean fromAll(int event) {
    return marks.areAll(event);
  }
}
