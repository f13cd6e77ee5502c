package dev.roomstate.log.search;

import dev.roomstate.log.frame.Damage;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sound frames of all files, of whatever log, as runs in the order of their places, and what is
 * between them. It grows with the damages, not with the frames. For one thread.
 */
final class Survey {
  private final FileBytes files;
  private final FrameScan scan;
  private final FrameLayout layout;
  private final List<Run> runs = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  /** What was passed since the last frame, while it is open whether it is told of. */
  private final List<Gap> passed = new ArrayList<>();

  /**
   * Bytes that hold nothing sound.
   *
   * @param isSuspect whether something in them begins like a frame
   * @param runs how many runs are before them
   */
  record Gap(Damage.Kind kind, int file, long at, long to, boolean isSuspect, int runs) {}

  Survey(FileBytes files, FrameScan scan, FrameLayout layout) {
    this.files = files;
    this.scan = scan;
    this.layout = layout;
  }

  /** Goes through all files. */
  void make(SearchProgress progress) {
    long total = files.size();
    long before = 0;
    for (int file = 0; file < files.count(); file++) {
      long start = before;
      long size = files.size(file);
      for (long at = 0; at < size; ) {
        Option<FoundFrame> next =
            scan.next(file, at, passed -> progress.bytes(start + passed, total));
        long end = next.map(FoundFrame::at).getOrElse(size);
        if (end > at) {
          passed.add(gap(file, at, end));
        }
        next.forEach(this::add);
        at = next.map(FoundFrame::to).getOrElse(size);
        progress.bytes(before + at, total);
      }
      before += size;
    }
  }

  private Gap gap(int file, long at, long end) {
    if (layout == FrameLayout.CLOSE) {
      return new Gap(scan.damage(file, at), file, at, end, true, runs.size());
    }
    long suspect = scan.suspect();
    return suspect < 0
        ? new Gap(Damage.Kind.NO_FRAME, file, at, end, false, runs.size())
        : new Gap(scan.damage(file, suspect), file, suspect, end, true, runs.size());
  }

  private void add(FoundFrame next) {
    Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (layout == FrameLayout.CLOSE || !followsAll(run, next)) {
      gaps.addAll(passed);
    }
    passed.clear();
    if (run != null && run.goesOnWith(next, layout)) {
      run.add(next);
    } else {
      runs.add(new Run(next));
    }
  }

  private static boolean followsAll(Run run, FoundFrame next) {
    return run == null
        ? next.sequence() == 0 && next.header().previous() == 0
        : Run.follows(run.last(), next);
  }

  /** All runs, in the order of their places. */
  List<Run> runs() {
    return runs;
  }

  /** What holds nothing sound before the last frame. */
  List<Gap> gaps() {
    return gaps;
  }

  /** What holds nothing sound behind the last frame. */
  List<Gap> gapsAtEnd() {
    return passed;
  }

  /** The tag that most frames have, of several the first; 0 where there are none. */
  int commonTag() {
    Map<Integer, Long> frames = new LinkedHashMap<>();
    runs.forEach(run -> frames.merge(run.tag(), run.frames(), Long::sum));
    int common = 0;
    long most = 0;
    for (Map.Entry<Integer, Long> tag : frames.entrySet()) {
      if (tag.getValue() > most) {
        common = tag.getKey();
        most = tag.getValue();
      }
    }
    return common;
  }
}
