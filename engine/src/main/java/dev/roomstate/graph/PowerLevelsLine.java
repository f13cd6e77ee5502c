package dev.roomstate.graph;

import dev.roomstate.state.StateMap;

/**
 * Where a power levels event stands in the line of those that it is based on: the power levels
 * event among its auth events, that among those of this one, and so on.
 *
 * <p>Beside the next one of the line, each remembers one further on, so that any of them is found
 * in a number of steps that is logarithmic in the length (Myers, "An applicative random-access
 * stack", 1983).
 *
 * @param next the number of the next of the line, or {@link StateMap#ABSENT}
 * @param length how many come after it
 * @param jump the number of one further on, or {@link StateMap#ABSENT}
 */
record PowerLevelsLine(int next, int length, int jump) {
  /** Of an event that is based on none. */
  static final PowerLevelsLine END = new PowerLevelsLine(StateMap.ABSENT, 0, StateMap.ABSENT);

  /** Finds the line of a power levels event. */
  @FunctionalInterface
  interface Lines {
    /** The line of the event of this number. */
    PowerLevelsLine of(int number);
  }

  /** The line of an event that is based on this one. */
  static PowerLevelsLine from(int next, Lines lines) {
    PowerLevelsLine after = lines.of(next);
    int jump = next;
    if (after.jump != StateMap.ABSENT) {
      PowerLevelsLine skipped = lines.of(after.jump);
      boolean sameStride =
          skipped.jump != StateMap.ABSENT
              && after.length - skipped.length == skipped.length - lines.of(skipped.jump).length;
      jump = sameStride ? skipped.jump : next;
    }
    return new PowerLevelsLine(next, after.length + 1, jump);
  }

  /** The first event that the lines of both have, they themselves included, or none. */
  static int firstCommon(int one, int other, Lines lines) {
    int length = Math.min(lines.of(one).length, lines.of(other).length);
    int first = cutTo(length, one, lines);
    int second = cutTo(length, other, lines);
    while (first != second) {
      PowerLevelsLine left = lines.of(first);
      PowerLevelsLine right = lines.of(second);
      boolean mayJump = left.jump != right.jump;
      first = mayJump ? left.jump : left.next;
      second = mayJump ? right.jump : right.next;
    }
    return first;
  }

  private static int cutTo(int length, int event, Lines lines) {
    int cut = event;
    while (lines.of(cut).length > length) {
      int jump = lines.of(cut).jump;
      cut = lines.of(jump).length >= length ? jump : lines.of(cut).next;
    }
    return cut;
  }
}
