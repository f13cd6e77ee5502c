package dev.roomstate.log.framed;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import java.nio.file.Path;

/** Says of a log what is wrong with it. */
final class LogDamage {
  private LogDamage() {}

  static LogFailure in(Path file, Damage damage) {
    String sentence = "`" + file + "`, " + damage.sentence() + wayOut(damage.kind());
    return damage.kind() == Damage.Kind.NEWER_FORMAT
        ? new LogFailure(sentence)
        : LogFailure.damaged(sentence);
  }

  static LogFailure in(Path folder, String what) {
    return LogFailure.damaged("`" + folder + "`: " + what + wayOut(Damage.Kind.CHANGED));
  }

  private static String wayOut(Damage.Kind kind) {
    return kind == Damage.Kind.NEWER_FORMAT
        ? ": nothing is appended to it"
        : ": the log is damaged, and nothing is appended to it; `salvage` copies what is sound";
  }
}
