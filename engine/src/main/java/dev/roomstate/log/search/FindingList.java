package dev.roomstate.log.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Findings as they come, and how many. For one thread. */
final class FindingList {
  private static final Comparator<Placed> ORDER =
      Comparator.comparingInt(Placed::file)
          .thenComparingLong(placed -> placed.finding().at())
          .thenComparing(placed -> placed.finding().kind())
          .thenComparingLong(placed -> placed.finding().first());

  private final FileBytes files;
  private final List<Placed> found = new ArrayList<>();
  private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
  private final Map<Finding.Kind, Integer> listed = new EnumMap<>(Finding.Kind.class);

  private record Placed(int file, Finding finding) {}

  FindingList(FileBytes files) {
    this.files = files;
  }

  /** Takes a finding in the file of this number. */
  void add(Finding.Kind kind, int file, long at, long to, long first, long last) {
    Path path = file < files.count() ? files.path(file) : Path.of("");
    Finding finding = new Finding(kind, path, at, to, first, last);
    counts.merge(kind, finding.frames(), Long::sum);
    if (listed.merge(kind, 1, Integer::sum) <= FrameSearch.FINDINGS_MAX) {
      found.add(new Placed(file, finding));
    }
  }

  List<Finding> inOrder() {
    return found.stream().sorted(ORDER).map(Placed::finding).toList();
  }

  Map<Finding.Kind, Long> counts() {
    return counts;
  }
}
