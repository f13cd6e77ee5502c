package dev.roomstate.log.search;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A search for all frames of a log that are sound, in files that may be damaged in any way. Nothing
 * is written. The files are read twice, and may be of any size: what is kept in memory grows with
 * the damages, not with the frames. Immutable; a search is made on the calling thread.
 */
public final class FrameSearch {
  /** How many findings of one kind a report lists; it counts all. */
  public static final int FINDINGS_MAX = 1000;

  private final List<Path> files;
  private final FileBytes.Opener opener;
  private final FrameLayout layout;
  private final boolean isTagKnown;
  private final int tag;
  private final long framesExpected;
  private final long framesMin;
  private final SearchProgress progress;

  private FrameSearch(
      List<Path> files,
      FileBytes.Opener opener,
      FrameLayout layout,
      boolean isTagKnown,
      int tag,
      long framesExpected,
      long framesMin,
      SearchProgress progress) {
    this.files = files;
    this.opener = opener;
    this.layout = layout;
    this.isTagKnown = isTagKnown;
    this.tag = tag;
    this.framesExpected = framesExpected;
    this.framesMin = framesMin;
    this.progress = progress;
  }

  /**
   * A search in these files, in the order in which the log has them. The log is the one that most
   * of the sound frames are of.
   */
  public static FrameSearch in(List<Path> files, FrameLayout layout) {
    return in(files, layout, FileBytes::channel);
  }

  static FrameSearch in(List<Path> files, FrameLayout layout, FileBytes.Opener opener) {
    return new FrameSearch(
        List.copyOf(files), opener, layout, false, 0, -1, 0, (done, total) -> {});
  }

  /** For the frames of the log with this tag. */
  public FrameSearch ofLog(int known) {
    return new FrameSearch(files, opener, layout, true, known, framesExpected, framesMin, progress);
  }

  /** In a log that should have so many frames, as it had when it was closed. */
  public FrameSearch expecting(long frames) {
    return new FrameSearch(files, opener, layout, isTagKnown, tag, frames, framesMin, progress);
  }

  /** In a log that should have so many frames at least, as it had at its last checkpoint. */
  public FrameSearch expectingAtLeast(long frames) {
    return new FrameSearch(
        files, opener, layout, isTagKnown, tag, framesExpected, frames, progress);
  }

  /** Telling how far it is. */
  public FrameSearch telling(SearchProgress told) {
    return new FrameSearch(files, opener, layout, isTagKnown, tag, framesExpected, framesMin, told);
  }

  /**
   * Searches.
   *
   * @param sink takes the frames and the numbers of those that are lost, in order
   * @throws LogFailure when a file cannot be opened, or is changed meanwhile. What the disk cannot
   *     give does not stop the search: it is a finding
   */
  public FrameReport find(FrameSink sink) {
    return find(sink, false);
  }

  /** The same; with frames of a newer format it fails before the sink has had any. */
  FrameReport find(FrameSink sink, boolean refusesNewer) {
    try (FileBytes bytes = new FileBytes(files, opener)) {
      return find(bytes, new FrameScan(bytes, layout), sink, refusesNewer);
    }
  }

  /** The same, with what reads the files; to be measured. */
  FrameReport find(FileBytes bytes, FrameScan scan, FrameSink sink, boolean refusesNewer) {
    long total = 2 * bytes.size();
    Survey survey = new Survey(bytes, scan, layout);
    survey.make((done, all) -> progress.bytes(done, total));
    int log = isTagKnown ? tag : survey.commonTag();
    FindingList findings = new FindingList(bytes);
    List<Run> ours = new ArrayList<>();
    long end = Math.max(framesMin, framesExpected);
    for (Run run : survey.runs()) {
      if (run.tag() != log) {
        add(findings, Finding.Kind.FOREIGN, run);
        continue;
      }
      end = Math.max(end, run.kept());
      if (run.isNewer()) {
        refuse(bytes, run, refusesNewer);
        end = Math.max(end, run.lastNumber() + 1);
        add(findings, Finding.Kind.NEWER_FORMAT, run);
      } else {
        ours.add(run);
      }
    }
    Delivery delivery =
        new Delivery(
            bytes, scan, sink, findings, (done, all) -> progress.bytes(bytes.size() + done, total));
    delivery.deliver(ours, framesExpected, end);
    addGaps(findings, survey, log, delivery.end() < end);
    addUnreadable(findings, bytes);
    progress.bytes(total, total);
    return new FrameReport(
        log,
        delivery.frames(),
        Math.max(end, delivery.end()),
        bytes.size(),
        findings.inOrder(),
        findings.counts());
  }

  private static void add(FindingList findings, Finding.Kind kind, Run run) {
    findings.add(kind, run.file(), run.from(), run.to(), run.firstNumber(), run.lastNumber());
  }

  private static void refuse(FileBytes bytes, Run run, boolean refusesNewer) {
    if (refusesNewer) {
      Damage damage = new Damage(Damage.Kind.NEWER_FORMAT, run.firstNumber(), run.from());
      throw new LogFailure(
          "`"
              + bytes.path(run.file())
              + "`, "
              + damage.sentence()
              + ": an engine that knows it has to do this");
    }
  }

  private static void addGaps(FindingList findings, Survey survey, int log, boolean isEndLost) {
    List<Survey.Gap> gaps = new ArrayList<>(survey.gaps());
    for (Survey.Gap gap : survey.gapsAtEnd()) {
      if (gap.isSuspect() || isEndLost) {
        gaps.add(gap);
      }
    }
    int passed = 0;
    long next = 0;
    for (Survey.Gap gap : gaps) {
      for (; passed < gap.runs(); passed++) {
        Run run = survey.runs().get(passed);
        next = run.tag() == log ? run.lastNumber() + 1 : next;
      }
      Finding.Kind kind = Finding.Kind.valueOf(gap.kind().name());
      findings.add(kind, gap.file(), gap.at(), gap.to(), next, next);
    }
  }

  private static void addUnreadable(FindingList findings, FileBytes bytes) {
    for (int file = 0; file < bytes.count(); file++) {
      List<Long> bounds = bytes.unreadable(file);
      for (int i = 0; i < bounds.size(); i += 2) {
        findings.add(Finding.Kind.UNREADABLE, file, bounds.get(i), bounds.get(i + 1), 0, 0);
      }
    }
  }
}
