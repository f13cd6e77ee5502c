package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What a log says of itself. Immutable.
 *
 * @param kind what it keeps its frames in
 * @param id what tells it from other logs
 * @param settings what its store has to know, a line each
 */
public record LogManifest(LogKind kind, UUID id, List<String> settings) {
  /** A file that has more bytes is no manifest. */
  static final int BYTES_MAX = 1 << 12;

  private static final int FORMAT = 1;
  private static final Pattern FIRST_LINE =
      Pattern.compile("roomstate log, format (\\d{1,9}), kind (\\w+)");

  private static final Pattern CHECK_LINE = Pattern.compile("check ([0-9a-f]{8})");

  /** The settings of manifests that were made before there was a check value. */
  private static final Pattern UNCHECKED_SETTING = Pattern.compile("roll [A-Z0-9_]+");

  /** Copies the settings. */
  public LogManifest {
    settings = List.copyOf(settings);
  }

  /** The manifest of a log that is made now. */
  public static LogManifest made(LogKind kind, String... settings) {
    return new LogManifest(kind, UUID.randomUUID(), List.of(settings));
  }

  /** What tells frames of this log from those of others. */
  public int tag() {
    return Long.hashCode(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
  }

  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    lines.add("roomstate log, format " + FORMAT + ", kind " + kind.word());
    lines.add(id.toString());
    lines.addAll(settings);
    String text = text(lines);
    return (text + "check " + checkValue(text) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String checkValue(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /**
   * The manifest that these bytes are.
   *
   * @param hasFrames whether frames stand beside it, so that it was one
   * @throws LogFailure when they are none, or one that cannot be used
   */
  static LogManifest read(Path file, byte[] bytes, BooleanSupplier hasFrames) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    boolean isWhole = lines.remove(lines.size() - 1).isEmpty();
    Matcher check = CHECK_LINE.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    boolean hasCheck = isWhole && check.matches();
    if (hasCheck) {
      lines.remove(lines.size() - 1);
      if (!check.group(1).equals(checkValue(text(lines)))) {
        throw changed(file);
      }
    }
    boolean isSound = hasCheck || isWhole && isUnchecked(lines);
    if (!isSound && hasFrames.getAsBoolean()) {
      throw changed(file);
    }
    LogKind kind = kind(file, lines);
    if (!isSound || lines.size() < 2 || !isId(lines.get(1))) {
      throw changed(file);
    }
    return new LogManifest(kind, UUID.fromString(lines.get(1)), lines.subList(2, lines.size()));
  }

  /** Whether these are all lines of a manifest that was made before there was a check value. */
  private static boolean isUnchecked(List<String> lines) {
    if (lines.size() < 2 || !isId(lines.get(1))) {
      return false;
    }
    Matcher first = FIRST_LINE.matcher(lines.get(0));
    return first.matches()
        && first.group(1).equals("1")
        && LogKind.ofWord(first.group(2)).isDefined()
        && lines.stream().skip(2).allMatch(line -> UNCHECKED_SETTING.matcher(line).matches());
  }

  private static boolean isId(String line) {
    try {
      return UUID.fromString(line).toString().equals(line);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static LogFailure changed(Path file) {
    return LogDamage.in(file, "this manifest names no log, for it was changed or written in part");
  }

  private static LogKind kind(Path file, List<String> lines) {
    Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!first.matches()) {
      throw new LogFailure("`" + file + "` is no manifest of a log: it is of another product");
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
    return kind.getOrElseThrow(
        () ->
            new LogFailure(
                "`"
                    + file
                    + "` is of kind `"
                    + first.group(2)
                    + "`, which this engine does not know"));
  }
}
