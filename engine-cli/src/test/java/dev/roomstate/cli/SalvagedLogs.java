package dev.roomstate.cli;

import dev.roomstate.graph.GraphEvent;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.disk.DurableLog;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.search.FoundFrame;
import dev.roomstate.log.search.FrameLayout;
import dev.roomstate.log.search.FrameSearch;
import dev.roomstate.log.search.FrameSink;
import dev.roomstate.room.StateView;
import dev.roomstate.state.StateMap;
import dev.roomstate.version.RoomVersion;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Logs that are damaged on purpose, and what is in them. */
final class SalvagedLogs {
  private SalvagedLogs() {}

  /** An entry of a log: its bytes without its place, and what is so after it. */
  record Told(
      long position,
      RoomId room,
      EventId id,
      List<EventId> prevEvents,
      String bytes,
      String pdu,
      String outcome,
      Map<String, EventId> before,
      Map<String, EventId> current) {
    /** The same, wherever it stands. */
    Told withoutPosition() {
      return new Told(0, room, id, prevEvents, bytes, pdu, outcome, before, current);
    }
  }

  /** Writes the first lines of two rooms into one log, by turns. */
  static void write(Path folder, LogKind kind, Path scratch, int lines) throws IOException {
    List<List<LogEntry>> rooms = new ArrayList<>();
    List<RoomVersion> versions = new ArrayList<>();
    try (EventLog to = open(folder, kind)) {
      for (String name : List.of("v12-storm", "v8-forks", "v5-storm")) {
        RecordedRoom room = new RecordedRoom(name);
        List<String> first = room.lines();
        Path one = scratch.resolve(name);
        room.replay(
            first.subList(0, Math.min(lines, first.size())),
            "--log",
            one.toString(),
            "--log-kind",
            "file");
        try (EventLog from = open(one, LogKind.FILE)) {
          List<LogEntry> entries = new ArrayList<>();
          from.forEachFrom(LogPosition.FIRST, entries::add);
          rooms.add(entries);
          versions.add(RoomVersions.STANDARD.get(from.rooms().get(0).version()).get());
          from.keys().forEach(to::record);
        }
      }
      for (int i = 0; i < lines; i++) {
        for (int room = 0; room < rooms.size(); room++) {
          if (i < rooms.get(room).size()) {
            LogEntry entry = rooms.get(room).get(i);
            to.append(entry.roomId(), versions.get(room), entry.event());
          }
        }
      }
    }
  }

  static EventLog open(Path folder, LogKind kind) {
    return DurableLog.open(
        folder, Option.some(kind), RoomVersions.STANDARD, Durability.OS, LogAccess.WRITE);
  }

  static EventLog read(Path folder) {
    return DurableLog.open(
        folder, Option.none(), RoomVersions.STANDARD, Durability.OS, LogAccess.READ);
  }

  /** All entries of a log, and the states that replaying it gives. */
  static List<Told> entries(Path folder) {
    List<Told> told = new ArrayList<>();
    Map<RoomId, LoggedRoom> rooms = new HashMap<>();
    EmptyRooms empty = new EmptyRooms();
    try (EventLog log = read(folder)) {
      Map<RoomId, RoomVersion> versions = new HashMap<>();
      log.rooms()
          .forEach(
              room -> versions.put(room.id(), RoomVersions.STANDARD.get(room.version()).get()));
      log.forEachFrom(
          LogPosition.FIRST,
          entry -> {
            LoggedRoom room =
                rooms.computeIfAbsent(
                    entry.roomId(), id -> LoggedRoom.of(entry, versions.get(id), empty));
            GraphEvent placed = room.apply(entry);
            byte[] bytes = EntryFormat.write(0, 0, entry.event());
            told.add(
                new Told(
                    entry.position().sequence(),
                    entry.roomId(),
                    entry.event().pdu().id(),
                    entry.event().pdu().prevEvents(),
                    HexFormat.of().formatHex(bytes),
                    new String(
                        entry.event().pdu().canonical().bytes(),
                        java.nio.charset.StandardCharsets.UTF_8),
                    entry.event().outcome()
                        + " "
                        + entry.event().outlier()
                        + " "
                        + entry.event().rejection(),
                    placed.stateBefore().fold(TreeMap::new, state -> state(room, state)),
                    state(room, room.room().currentState().get().state())));
          });
    }
    return told;
  }

  private static Map<String, EventId> state(LoggedRoom room, StateMap state) {
    Map<String, EventId> entries = new TreeMap<>();
    for (StateView.Entry entry : new StateView(room.room().graph(), state).entries()) {
      entries.put(entry.key().toString(), entry.event());
    }
    return entries;
  }

  /** The frames of a log, in their order. */
  static List<FoundFrame> frames(Path folder) throws IOException {
    List<FoundFrame> frames = new ArrayList<>();
    List<Path> files = files(folder);
    boolean isQueue = files.get(0).toString().endsWith(".cq4");
    FrameSearch.in(files, isQueue ? FrameLayout.APART : FrameLayout.CLOSE)
        .find(
            new FrameSink() {
              @Override
              public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {
                frames.add(frame);
              }

              @Override
              public void lost(long first, long last) {
                throw new AssertionError("the log is sound");
              }
            });
    return frames;
  }

  /** What has the frames of a log. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.(frames|cq4)")).sorted().toList();
    }
  }

  /** Changes a bit in the payload of a frame. */
  static void destroy(Path folder, FoundFrame frame) throws IOException {
    flip(folder, frame.file(), frame.at() + frame.size() - 1);
  }

  private static void flip(Path folder, int file, long at) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(files(folder).get(file).toFile(), "rw")) {
      opened.seek(at);
      int was = opened.read();
      opened.seek(at);
      opened.write(was ^ 4);
    }
  }

  /** Writes bytes over those of a frame. */
  static void overwrite(Path folder, FoundFrame frame, byte[] bytes) throws IOException {
    try (RandomAccessFile opened =
        new RandomAccessFile(files(folder).get(frame.file()).toFile(), "rw")) {
      opened.seek(frame.at());
      opened.write(bytes);
    }
  }

  static byte[] bytes(Path folder, FoundFrame frame) throws IOException {
    try (RandomAccessFile opened =
        new RandomAccessFile(files(folder).get(frame.file()).toFile(), "r")) {
      byte[] bytes = new byte[frame.size()];
      opened.seek(frame.at());
      opened.readFully(bytes);
      return bytes;
    }
  }

  /** Copies a folder; holes stay holes. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          copyFile(file, copy);
        }
      }
    }
  }

  private static void copyFile(Path from, Path to) throws IOException {
    byte[] piece = new byte[1 << 16];
    try (RandomAccessFile in = new RandomAccessFile(from.toFile(), "r");
        RandomAccessFile out = new RandomAccessFile(to.toFile(), "rw")) {
      out.setLength(in.length());
      for (long at = 0; ; ) {
        int size = in.read(piece);
        if (size < 0) {
          return;
        }
        for (int i = 0; i < size; i++) {
          if (piece[i] != 0) {
            out.seek(at);
            out.write(piece, 0, size);
            break;
          }
        }
        at += size;
      }
    }
  }

  /** The hash of every file of a folder, by its name. */
  static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(file)) {
          byte[] piece = new byte[1 << 16];
          for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
            digest.update(piece, 0, size);
          }
        }
        hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest.digest()));
      }
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    return hashes;
  }
}
