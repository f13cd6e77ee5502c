package dev.roomstate.graph;

import dev.roomstate.event.EventFacts;

/**
 * Where an event graph finds what it does not hold: a port. A graph that was read from a log has
 * the numbers of its events only; what the rules read of a state event is asked for when a rule
 * does.
 *
 * <p>Implementations are safe for use by many threads. They may throw what reading a log throws.
 */
public interface EventLookup {
  /** For graphs that hold everything: those that no log is read into. */
  EventLookup NONE =
      new EventLookup() {
        @Override
        public EventFacts facts(int number) {
          throw new IllegalStateException("nothing was let go of event " + number);
        }

        @Override
        public void held(HeldFacts facts) {
          // It is held for ever.
        }
      };

  /**
   * What the rules read of the event of this number, as it said it when it first came.
   *
   * @param number a number of the graph
   */
  EventFacts facts(int number);

  /** The graph holds what it was told from now on; whoever is told may let go of it later. */
  void held(HeldFacts facts);

  /** What the rules read of one event, as long as a graph holds it. */
  @FunctionalInterface
  interface HeldFacts {
    /** Lets go of it: it is looked up when it is asked for again. Any thread may. */
    void letGo();
  }
}
