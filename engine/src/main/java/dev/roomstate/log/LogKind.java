package dev.roomstate.log;

import io.vavr.control.Option;
import java.util.Locale;

/** What a log on disk keeps its frames in. */
public enum LogKind {
  /** Plain files: no flags, no native code. */
  FILE,
  /** A Chronicle Queue: needs flags of the JVM. */
  CHRONICLE;

  /** The word for it, as a log's manifest has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return word();
  }

  /** The kind that a word is for. */
  public static Option<LogKind> ofWord(String word) {
    for (LogKind kind : values()) {
      if (kind.word().equals(word)) {
        return Option.some(kind);
      }
    }
    return Option.none();
  }
}
