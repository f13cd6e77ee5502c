package dev.roomstate.log.disk;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.chronicle.ChronicleEventLog;
import dev.roomstate.log.file.FileEventLog;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.LogManifest;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.Objects;

/** Opens logs on disk, of whatever kind they are. */
public final class DurableLog {
  private DurableLog() {}

  /**
   * Opens the log in a folder, and checks every frame. Of which kind a log is that is there
   * already, it says itself.
   *
   * @param made the kind of the log that is made where there is none; without it, and with {@link
   *     LogAccess#READ}, there must be one
   * @param versions the room versions that rooms of the log may have
   * @throws LogFailure when the folder holds something else or nothing, another process writes the
   *     log, it was written in a newer format or is damaged, or this JVM cannot write its kind
   */
  public static FramedEventLog open(
      Path path,
      Option<LogKind> made,
      RoomVersions versions,
      Durability durability,
      LogAccess access) {
    return open(path, made, versions, durability, access, LogCheck.BEFORE_USE);
  }

  /**
   * Opens the log in a folder as {@link #open(Path, Option, RoomVersions, Durability, LogAccess)}
   * does.
   *
   * @param check when its frames are checked
   */
  public static FramedEventLog open(
      Path path,
      Option<LogKind> made,
      RoomVersions versions,
      Durability durability,
      LogAccess access,
      LogCheck check) {
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(durability, "durability");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(check, "check");
    if (access == LogAccess.WRITE && kindIn(path).orElse(made).contains(LogKind.CHRONICLE)) {
      // Before a folder is made that could not be used.
      String missing = ChronicleEventLog.missing();
      if (!missing.isEmpty()) {
        throw new LogFailure("`" + path + "` cannot be opened: " + missing);
      }
    }
    LogFolder folder = LogFolder.open(path, access, made.map(DurableLog::manifest));
    return switch (folder.manifest().kind()) {
      case FILE -> FileEventLog.open(folder, versions, durability, check);
      case CHRONICLE -> ChronicleEventLog.open(folder, versions, durability, check);
    };
  }

  private static LogManifest manifest(LogKind kind) {
    return switch (kind) {
      case FILE -> FileEventLog.manifest();
      case CHRONICLE -> ChronicleEventLog.manifest();
    };
  }

  /** The kind of the log in a folder, if there is one. */
  public static Option<LogKind> kindIn(Path folder) {
    return LogFolder.kindIn(folder);
  }

  /** Why this JVM cannot write logs of a kind, as a sentence; empty if it can. It can read all. */
  public static String missingFor(LogKind kind) {
    return kind == LogKind.CHRONICLE ? ChronicleEventLog.missing() : "";
  }
}
