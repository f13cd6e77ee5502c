package dev.roomstate.log.search;

import java.util.List;
import java.util.Map;

/**
 * What a search found.
 *
 * @param tag the tag of the log; 0 where it was not known and there is no sound frame
 * @param frames how many sound frames of the log were found, each number once
 * @param end how many frames the log had, as far as anything says
 * @param bytes how many bytes the files have
 * @param findings what is not as it should be, in the order of the places; of each kind the first
 *     {@link FrameSearch#FINDINGS_MAX} that were come upon
 * @param counts of every kind, how many frames it is so of; of ranges without anything sound, how
 *     many
 */
public record FrameReport(
    int tag,
    long frames,
    long end,
    long bytes,
    List<Finding> findings,
    Map<Finding.Kind, Long> counts) {
  /** Copies the collections. */
  public FrameReport {
    findings = List.copyOf(findings);
    counts = Map.copyOf(counts);
  }

  /** How many frames, or ranges, this is so of. */
  public long count(Finding.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Whether all is as it should be. */
  public boolean isSound() {
    return counts.isEmpty();
  }
}
