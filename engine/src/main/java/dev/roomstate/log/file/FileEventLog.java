package dev.roomstate.log.file;

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

/** Opens logs in plain files. */
public final class FileEventLog {
  /** A segment that has so many bytes is followed by another. */
  public static final int SEGMENT_BYTES = 1 << 28;

  private FileEventLog() {}

  /**
   * Opens the log in a folder for writing, and checks every frame; makes it where there is none.
   *
   * @param versions the room versions that rooms of the log may have
   * @throws LogFailure when the folder holds something else, another process writes it, it was
   *     written in a newer format, or it is damaged
   */
  public static FramedEventLog open(Path folder, RoomVersions versions, Durability durability) {
    return open(folder, versions, durability, SEGMENT_BYTES, FileSegment::open);
  }

  static FramedEventLog open(
      Path path,
      RoomVersions versions,
      Durability durability,
      int segmentBytes,
      Segment.Opener opener) {
    LogFolder folder = LogFolder.open(path, LogAccess.WRITE, Option.some(manifest()));
    return open(folder, versions, durability, LogCheck.BEFORE_USE, segmentBytes, opener);
  }

  /** The manifest of a log in files that is made now. */
  public static LogManifest manifest() {
    return LogManifest.made(LogKind.FILE);
  }

  /** Opens the log in a folder that is open already; it goes with the log. */
  public static FramedEventLog open(
      LogFolder folder, RoomVersions versions, Durability durability, LogCheck check) {
    return open(folder, versions, durability, check, SEGMENT_BYTES, FileSegment::open);
  }

  static FramedEventLog open(
      LogFolder folder,
      RoomVersions versions,
      Durability durability,
      LogCheck check,
      int segmentBytes,
      Segment.Opener opener) {
    return FramedEventLog.open(
        folder,
        opened -> {
          if (opened.manifest().kind() != LogKind.FILE) {
            throw new LogFailure("`" + opened.path() + "` is a log of another kind");
          }
          return SegmentStore.open(opened, segmentBytes, opener);
        },
        versions,
        durability,
        check);
  }
}
