package dev.roomstate.log.search;

/** Sound frames of one log in one file, each of which follows the one before. For one thread. */
final class Run {
  private final FoundFrame first;
  private FoundFrame last;
  private long kept;

  /** The run that begins with this frame. */
  Run(FoundFrame first) {
    this.first = first;
    this.last = first;
    this.kept = first.header().kept();
  }

  /** Whether a frame follows the last one by its number and check value, wherever it stands. */
  static boolean follows(FoundFrame last, FoundFrame next) {
    return next.header().tag() == last.header().tag()
        && next.sequence() == last.sequence() + 1
        && next.header().previous() == last.header().check();
  }

  /** Whether the run can go on with a frame. */
  boolean goesOnWith(FoundFrame next, FrameLayout layout) {
    return next.file() == last.file()
        && (layout == FrameLayout.APART || next.at() == last.to())
        && next.header().isNewer() == isNewer()
        && follows(last, next);
  }

  void add(FoundFrame next) {
    last = next;
    kept = Math.max(kept, next.header().kept());
  }

  int file() {
    return first.file();
  }

  long from() {
    return first.at();
  }

  long to() {
    return last.to();
  }

  long firstNumber() {
    return first.sequence();
  }

  long lastNumber() {
    return last.sequence();
  }

  long frames() {
    return lastNumber() - firstNumber() + 1;
  }

  int tag() {
    return first.header().tag();
  }

  boolean isNewer() {
    return first.header().isNewer();
  }

  /** How many frames of the log were kept, as far as the frames of the run say. */
  long kept() {
    return kept;
  }

  FoundFrame last() {
    return last;
  }
}
