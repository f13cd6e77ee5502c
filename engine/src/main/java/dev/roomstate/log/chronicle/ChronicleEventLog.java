package dev.roomstate.log.chronicle;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.FrameStore;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.LogManifest;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Path;

/** Opens logs in Chronicle Queues. To write them the JVM needs flags: {@link #missing()} tells. */
public final class ChronicleEventLog {
  private static final String ROLL_CYCLE = "LARGE_DAILY";

  private ChronicleEventLog() {}

  /**
   * What this JVM lacks to write a Chronicle Queue, as a sentence that quotes the flags to start it
   * with; empty if nothing.
   */
  public static String missing() {
    try {
      return ChronicleFlags.missing();
    } catch (LinkageError e) {
      return "the classes of Chronicle Queue are not there (" + e.getMessage() + ")";
    }
  }

  /**
   * Opens the log in a folder for writing, and checks every frame; makes it where there is none.
   *
   * @param versions the room versions that rooms of the log may have
   * @throws LogFailure when the JVM lacks flags, the folder holds something else, another process
   *     writes it, it was written in a newer format, or it is damaged
   */
  public static FramedEventLog open(Path folder, RoomVersions versions, Durability durability) {
    requireFlags(folder);
    return open(
        LogFolder.open(folder, LogAccess.WRITE, Option.some(manifest())),
        versions,
        durability,
        LogCheck.BEFORE_USE);
  }

  /** The manifest of a log in a Chronicle Queue that is made now. */
  public static LogManifest manifest() {
    return LogManifest.made(LogKind.CHRONICLE, QueueStore.setting(ROLL_CYCLE));
  }

  /**
   * Opens the log in a folder that is open already; it goes with the log. To be read it needs no
   * flags, and nothing of Chronicle.
   */
  public static FramedEventLog open(
      LogFolder folder, RoomVersions versions, Durability durability, LogCheck check) {
    return FramedEventLog.open(folder, ChronicleEventLog::store, versions, durability, check);
  }

  private static FrameStore store(LogFolder folder) throws IOException {
    if (folder.manifest().kind() != LogKind.CHRONICLE) {
      throw new LogFailure("`" + folder.path() + "` is a log of another kind");
    }
    if (folder.access() == LogAccess.READ) {
      return QueueStore.open(folder);
    }
    requireFlags(folder.path());
    return ChronicleStore.open(folder);
  }

  private static void requireFlags(Path folder) {
    String missing = missing();
    if (!missing.isEmpty()) {
      throw new LogFailure("`" + folder + "` cannot be opened: " + missing);
    }
  }
}
