package dev.roomstate.log.chronicle;

import dev.roomstate.log.Durability;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogCheck;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import dev.roomstate.log.framed.LogManifest;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.nio.file.Path;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** Opens logs in Chronicle Queues. The JVM needs flags for them: {@link #missing()} tells. */
public final class ChronicleEventLog {
  private ChronicleEventLog() {}

  /**
   * What this JVM lacks to use a Chronicle Queue, as a sentence that quotes the flags to start it
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
    return manifest(LargeRollCycles.LARGE_DAILY);
  }

  static LogManifest manifest(RollCycle cycle) {
    return LogManifest.made(LogKind.CHRONICLE, ChronicleStore.setting(cycle));
  }

  /** Opens the log in a folder that is open already; it goes with the log. */
  public static FramedEventLog open(
      LogFolder folder, RoomVersions versions, Durability durability, LogCheck check) {
    return open(
        folder, versions, durability, check, SystemTimeProvider.INSTANCE, FileSync.OF_THE_SYSTEM);
  }

  static FramedEventLog open(
      LogFolder folder,
      RoomVersions versions,
      Durability durability,
      LogCheck check,
      TimeProvider clock,
      FileSync sync) {
    return FramedEventLog.open(
        folder,
        opened -> {
          requireFlags(opened.path());
          if (opened.manifest().kind() != LogKind.CHRONICLE) {
            throw new LogFailure("`" + opened.path() + "` is a log of another kind");
          }
          return ChronicleStore.open(opened, clock, sync);
        },
        versions,
        durability,
        check);
  }

  private static void requireFlags(Path folder) {
    String missing = missing();
    if (!missing.isEmpty()) {
      throw new LogFailure("`" + folder + "` cannot be opened: " + missing);
    }
  }
}
