package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a log says of itself. Immutable.
 *
 * @param kind what it keeps its frames in
 * @param id what tells it from other logs
 * @param settings what its store has to know, a line each
 */
public record LogManifest(LogKind kind, UUID id, List<String> settings) {
  /** The end of a sentence that says what of a log is damaged. */
  static final String WAY_OUT = ": the log is damaged; `salvage` copies what is sound";

  private static final int FORMAT = 1;
  private static final Pattern FIRST_LINE =
      Pattern.compile("roomstate log, format (\\d{1,9}), kind (\\w+)");

  /** The manifest of a log that is made now. */
  public static LogManifest made(LogKind kind, String... settings) {
    return new LogManifest(kind, UUID.randomUUID(), List.of(settings));
  }

  /** What tells frames of this log from those of others. */
  public int tag() {
    return Long.hashCode(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("roomstate log, format " + FORMAT + ", kind " + kind.word());
    lines.add(id.toString());
    lines.addAll(settings);
    return String.join("\n", lines) + "\n";
  }

  /**
   * The manifest that these lines are.
   *
   * @param hasFrames whether frames of a log are there, so that a file that cannot be understood
   *     must be the log's own
   */
  static LogManifest read(Path file, List<String> lines, boolean hasFrames) {
    Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!first.matches()) {
      String no = "`" + file + "` is no manifest of a log";
      throw hasFrames
          ? LogFailure.damaged(no + WAY_OUT)
          : new LogFailure(no + ": it is of another product");
    }
    int format = Integer.parseInt(first.group(1));
    if (format > FORMAT) {
      throw new LogFailure(
          "`"
              + file
              + "` is of format "
              + format
              + ", which is newer than this engine: it reads formats up to "
              + FORMAT);
    }
    Option<LogKind> kind = LogKind.ofWord(first.group(2));
    if (kind.isEmpty()) {
      String unknown =
          "`" + file + "` is of kind `" + first.group(2) + "`, which this engine does not know";
      throw hasFrames ? LogFailure.damaged(unknown + WAY_OUT) : new LogFailure(unknown);
    }
    if (lines.size() < 2) {
      throw LogFailure.damaged("`" + file + "` names no log" + WAY_OUT);
    }
    try {
      return new LogManifest(
          kind.get(), UUID.fromString(lines.get(1)), List.copyOf(lines.subList(2, lines.size())));
    } catch (IllegalArgumentException e) {
      throw LogFailure.damaged("`" + file + "` names no log" + WAY_OUT);
    }
  }
}
