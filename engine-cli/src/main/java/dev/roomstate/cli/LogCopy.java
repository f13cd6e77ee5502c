package dev.roomstate.cli;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.salvage.SalvageMark;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies all entries of a log into a new one, and reads the copy back. It is made beside the folder
 * that it is to have and gets its name at the end: what has that name is whole.
 */
final class LogCopy {
  private static final String PART = ".part";

  private final LogOptions source;
  private final Path target;
  private final Path part;
  private final Terminal terminal;

  private LogCopy(LogOptions source, Path target, Terminal terminal) {
    this.source = source;
    this.target = target;
    this.part = part(target);
    this.terminal = terminal;
  }

  /**
   * Copies a log.
   *
   * @param to the folder of the copy, which must not be there, or be empty
   * @param kind what keeps the copy
   */
  static void copy(LogOptions source, String to, LogKind kind, Terminal terminal)
      throws CommandFailure {
    source.kind();
    Path target = LogOptions.path(to).toAbsolutePath().normalize();
    try {
      requireNew(target, to, source);
      new LogCopy(source, target, terminal).copy(kind, to);
    } catch (IOException e) {
      throw new CommandFailure("`" + to + "` " + InputFile.why(e));
    }
  }

  /** That a copy may be made in a folder: it must not be there, or be empty. */
  static void requireNew(Path target, String name, LogOptions source)
      throws CommandFailure, IOException {
    if (Files.exists(target)) {
      requireEmpty(target, name);
    }
    Path from = source.folder().toRealPath();
    if (real(target).startsWith(from)) {
      throw new CommandFailure("`" + name + "` lies in the log that is copied");
    }
    if (real(part(target)).startsWith(from)) {
      throw new CommandFailure(
          "`"
              + name
              + "` would be made in `"
              + part(target)
              + "`, which is the log that is copied");
    }
    if (Files.exists(part(target))) {
      throw new CommandFailure(
          "`" + part(target) + "` is left of a copy that did not come to its end: remove it first");
    }
  }

  /** The path that a folder has or would have, as far as it is there with no links in it. */
  private static Path real(Path path) throws IOException {
    Path there = path;
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(path));
  }

  /** Where the copy for a folder is made. */
  static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + PART);
  }

  private static void requireEmpty(Path target, String name) throws CommandFailure, IOException {
    if (!Files.isDirectory(target)) {
      throw new CommandFailure("`" + name + "` is no folder");
    }
    try (Stream<Path> files = Files.list(target)) {
      if (files.findAny().isPresent()) {
        throw new CommandFailure("`" + name + "` is not empty: a copy goes into a new folder");
      }
    }
  }

  private void copy(LogKind kind, String name) throws CommandFailure, IOException {
    long entries;
    Set<RoomId> rooms = new HashSet<>();
    try (EventLog from = source.openForReading(terminal)) {
      entries = from.end().sequence();
      try (EventLog to = LogOptions.make(part, kind, terminal)) {
        append(from, to, rooms);
      }
      try (EventLog to = LogOptions.openForReading(part, terminal)) {
        compare(from, to);
      }
      SalvageMark.in(source.folder()).write(part);
    }
    Files.deleteIfExists(target);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    TextOutput out = new TextOutput(terminal.out());
    out.line(
        entries
            + (entries == 1 ? " event" : " events")
            + " of "
            + rooms.size()
            + (rooms.size() == 1 ? " room" : " rooms")
            + " copied to `"
            + Printable.of(name)
            + "`, read back and compared");
    out.flush();
  }

  private void append(EventLog from, EventLog to, Set<RoomId> rooms) {
    long end = from.end().sequence();
    Map<RoomId, String> versions = versions(from);
    try (Progress progress = Progress.ofEntries("copying", end, false, terminal)) {
      from.forEach(
          entry -> {
            to.append(entry.roomId(), version(versions, entry), entry.event());
            rooms.add(entry.roomId());
            progress.to(entry.position().sequence() + 1);
          },
          to::record);
    }
    // Those behind the last entry; the others are there already.
    from.keys().forEach(to::record);
  }

  private static Map<RoomId, String> versions(EventLog log) {
    Map<RoomId, String> versions = new HashMap<>();
    log.rooms().forEach(room -> versions.put(room.id(), room.version()));
    return versions;
  }

  private RoomVersion version(Map<RoomId, String> versions, LogEntry entry) {
    return Option.of(versions.get(entry.roomId()))
        .flatMap(RoomVersions.STANDARD::get)
        .getOrElseThrow(
            () ->
                new LogFailure(
                    source.name()
                        + " has the room `"
                        + entry.roomId()
                        + "` in a version that is not known"));
  }

  private void compare(EventLog from, EventLog to) {
    if (!from.end().equals(to.end())) {
      throw bad("has " + to.end().sequence() + " entries, not " + from.end().sequence());
    }
    if (!versions(from).equals(versions(to)) || !from.keys().equals(to.keys())) {
      throw bad("has other rooms or keys");
    }
    long end = from.end().sequence();
    try (Progress progress = Progress.ofEntries("comparing", end, false, terminal)) {
      to.forEachFrom(
          LogPosition.FIRST,
          copied -> {
            LogEntry entry = from.read(copied.position()).get();
            boolean isSame =
                entry.roomId().equals(copied.roomId())
                    && Arrays.equals(
                        EntryFormat.write(0, 0, entry.event()),
                        EntryFormat.write(0, 0, copied.event()));
            if (!isSame) {
              throw bad("differs at entry " + entry.position().sequence());
            }
            progress.to(entry.position().sequence() + 1);
          });
    }
  }

  private LogFailure bad(String what) {
    return LogFailure.damaged("the copy in `" + part + "` " + what + ": it must not be used");
  }
}
