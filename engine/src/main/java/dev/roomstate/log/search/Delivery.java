package dev.roomstate.log.search;

import dev.roomstate.log.LogFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Reads runs of one log again, all at once, and gives their frames in the order of the numbers.
 * Each frame of a run is read once. For one thread.
 */
final class Delivery {
  private static final Comparator<Place> BY_NUMBER =
      Comparator.<Place>comparingLong(place -> place.frame.sequence())
          .thenComparingInt(place -> place.order);

  private final FileBytes files;
  private final FrameScan scan;
  private final FrameSink sink;
  private final FindingList findings;
  private final SearchProgress progress;
  private final PriorityQueue<Place> open = new PriorityQueue<>(BY_NUMBER);
  private FoundFrame last;
  private long frames;
  private long read;

  /** How far the reading of a run is, and what is so of the frames of it before. */
  private static final class Place {
    final Run run;
    final int order;
    final boolean isBack;
    FoundFrame frame;
    Finding.Kind kind;
    FoundFrame kindSince;

    Place(Run run, int order, boolean isBack) {
      this.run = run;
      this.order = order;
      this.isBack = isBack;
    }
  }

  Delivery(
      FileBytes files,
      FrameScan scan,
      FrameSink sink,
      FindingList findings,
      SearchProgress progress) {
    this.files = files;
    this.scan = scan;
    this.sink = sink;
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Gives the frames of runs, which are in the order of their places.
   *
   * @param expected how many frames the log should have; negative where it may have any
   * @param end how many frames it had, as far as anything says, beside the frames themselves
   */
  void deliver(List<Run> runs, long expected, long end) {
    List<Place> places = places(runs);
    int begun = 0;
    long next = 0;
    while (begun < places.size() || !open.isEmpty()) {
      long number = open.isEmpty() ? Long.MAX_VALUE : open.peek().frame.sequence();
      if (begun < places.size()) {
        number = Math.min(number, places.get(begun).run.firstNumber());
      }
      lose(next, number);
      while (begun < places.size() && places.get(begun).run.firstNumber() == number) {
        Place place = places.get(begun++);
        move(place, place.run.from(), number);
        open.add(place);
      }
      give(number, next, expected);
      next = number + 1;
    }
    lose(next, end);
  }

  private static List<Place> places(List<Run> runs) {
    List<Place> places = new ArrayList<>(runs.size());
    long highest = -1;
    for (Run run : runs) {
      places.add(new Place(run, places.size(), run.firstNumber() <= highest));
      highest = Math.max(highest, run.lastNumber());
    }
    places.sort(
        Comparator.<Place>comparingLong(place -> place.run.firstNumber())
            .thenComparingInt(place -> place.order));
    return places;
  }

  private void lose(long from, long to) {
    if (from >= to) {
      return;
    }
    sink.lost(from, to - 1);
    int file = last == null ? 0 : last.file();
    long at = last == null ? 0 : last.to();
    findings.add(Finding.Kind.LOST, file, at, at, from, to - 1);
  }

  private void move(Place place, long at, long number) {
    FoundFrame found = scan.next(place.run.file(), at).getOrNull();
    if (found == null || found.sequence() != number || found.header().tag() != place.run.tag()) {
      throw new LogFailure(
          "`"
              + files.path(place.run.file())
              + "` was changed at byte "
              + at
              + " while it was read");
    }
    place.frame = found;
  }

  private void give(long number, long next, long expected) {
    List<Place> here = new ArrayList<>(1);
    while (!open.isEmpty() && open.peek().frame.sequence() == number) {
      here.add(open.poll());
    }
    boolean isNext = number == next;
    Place best = here.get(0);
    for (Place place : here) {
      best = isBetter(place, best, isNext) ? place : best;
    }
    FoundFrame frame = best.frame;
    boolean follows = isNext && frame.header().previous() == checkBefore();
    if (isNext && !follows) {
      long at = frame.at();
      findings.add(Finding.Kind.BROKEN_CHAIN, frame.file(), at, frame.to(), number, number);
    }
    sink.frame(frame, follows, scan.payload(frame));
    frames++;
    last = frame;
    for (Place place : here) {
      note(place, place == best ? kindOfGiven(place, expected) : kindOfOther(place, frame));
      goOn(place);
    }
  }

  private int checkBefore() {
    return last == null ? 0 : last.header().check();
  }

  /**
   * Which of two frames of a number is taken: the one that follows, else that of the longer
   * history.
   */
  private boolean isBetter(Place one, Place other, boolean isNext) {
    boolean follows = isNext && one.frame.header().previous() == checkBefore();
    boolean otherFollows = isNext && other.frame.header().previous() == checkBefore();
    if (follows != otherFollows) {
      return follows;
    }
    if (one.run.lastNumber() != other.run.lastNumber()) {
      return one.run.lastNumber() > other.run.lastNumber();
    }
    if (one.run.frames() != other.run.frames()) {
      return one.run.frames() > other.run.frames();
    }
    // Of two that say different things the one that was written later, of two copies the first.
    boolean isCopy = one.frame.header().equals(other.frame.header());
    return isCopy ? one.order < other.order : one.order > other.order;
  }

  private static Finding.Kind kindOfGiven(Place place, long expected) {
    if (place.isBack) {
      return Finding.Kind.OUT_OF_PLACE;
    }
    boolean isBeyond = expected >= 0 && place.frame.sequence() >= expected;
    return isBeyond ? Finding.Kind.BEYOND_END : null;
  }

  private static Finding.Kind kindOfOther(Place place, FoundFrame taken) {
    return place.frame.header().equals(taken.header()) ? Finding.Kind.REPEATED : Finding.Kind.RIVAL;
  }

  /** Says of this frame of a run what it is, null if nothing; tells of those before that end. */
  private void note(Place place, Finding.Kind kind) {
    if (place.kind == kind) {
      return;
    }
    tell(place, place.frame.at(), place.frame.sequence() - 1);
    place.kind = kind;
    place.kindSince = place.frame;
  }

  private void tell(Place place, long to, long lastNumber) {
    if (place.kind != null) {
      FoundFrame since = place.kindSince;
      findings.add(place.kind, since.file(), since.at(), to, since.sequence(), lastNumber);
    }
  }

  private void goOn(Place place) {
    FoundFrame frame = place.frame;
    read += frame.size();
    progress.bytes(read, files.size());
    if (frame.sequence() == place.run.lastNumber()) {
      tell(place, frame.to(), frame.sequence());
      return;
    }
    move(place, frame.to(), frame.sequence() + 1);
    open.add(place);
  }

  /** How many frames were given. */
  long frames() {
    return frames;
  }

  /** One more than the number of the last frame that was given. */
  long end() {
    return last == null ? 0 : last.sequence() + 1;
  }
}
