package dev.roomstate.conformance.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.conformance.laws.DamagedPieces.Damage;
import dev.roomstate.event.Pdu;
import dev.roomstate.id.EventId;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.EventLog;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.salvage.DamagedLog;
import dev.roomstate.log.salvage.LogSalvage;
import dev.roomstate.log.salvage.SalvageReport;
import dev.roomstate.log.search.Finding;
import dev.roomstate.version.RoomVersions;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Salvages damaged logs, and holds the copy against what was. */
final class SalvageCheck {
  private static final int ROOM = 1;
  private static final int ENTRY = 2;

  private SalvageCheck() {}

  static SalvageReport assertSalvaged(
      Path log,
      List<ToldEntry> entries,
      DamagedPieces sound,
      List<Damage> damages,
      DamagedPieces foreign)
      throws IOException {
    DamagedPieces pieces = new DamagedPieces(log);
    damages.forEach(damage -> pieces.damage(damage, foreign));
    pieces.write(log, damages);
    Set<Long> whole = new TreeSet<>(pieces.whole());
    Map<String, ByteBuffer> before = contents(log);
    Path copy = log.resolveSibling(log.getFileName() + "-copy");
    boolean isClosed = Files.exists(log.resolve("closed"));
    DamagedLog damaged = DamagedLog.in(log).get();
    SalvageReport report;
    try (EventLog target = ToldEntry.open(copy, Option.some(LogKind.FILE))) {
      report = new LogSalvage(damaged, target, RoomVersions.STANDARD).run((done, total) -> {});
    } catch (LogFailure e) {
      assertTrue(whole.isEmpty(), e.getMessage());
      return null;
    }
    assertEquals(before, contents(log));
    if (whole.isEmpty()) {
      // Where the manifest's log has nothing left, the other one is taken for it.
      return report;
    }
    assertEquals(whole.size(), report.frames().frames());
    assertLostAreNamed(report, sound.kinds(), whole, isClosed);
    assertCopied(report, entries, sound.kinds(), whole, ToldEntry.all(copy));
    return report;
  }

  private static void assertLostAreNamed(
      SalvageReport report, Map<Long, Integer> kinds, Set<Long> whole, boolean isClosed) {
    Set<Long> named = new TreeSet<>();
    for (Finding finding : report.frames().findings()) {
      for (long i = finding.first();
          finding.kind() == Finding.Kind.LOST && i <= finding.last();
          i++) {
        named.add(i);
      }
    }
    Set<Long> lost = new TreeSet<>(kinds.keySet());
    lost.removeAll(whole);
    // Of what is lost at the end nothing may tell.
    long known = isClosed ? Long.MAX_VALUE : whole.stream().mapToLong(i -> i).max().orElse(-1);
    lost.removeIf(frame -> frame > known && !named.contains(frame));
    assertEquals(lost, named);
  }

  private static void assertCopied(
      SalvageReport report,
      List<ToldEntry> entries,
      Map<Long, Integer> kinds,
      Set<Long> whole,
      List<ToldEntry> copied) {
    Map<RoomId, List<ToldEntry>> left = new TreeMap<>(Comparator.comparing(RoomId::value));
    Set<RoomId> named = new HashSet<>();
    List<RoomId> rooms = entries.stream().map(ToldEntry::room).distinct().toList();
    int entry = 0;
    int room = 0;
    for (Map.Entry<Long, Integer> frame : kinds.entrySet()) {
      boolean isWhole = whole.contains(frame.getKey());
      if (frame.getValue() == ROOM) {
        RoomId id = rooms.get(room++);
        if (isWhole) {
          named.add(id);
        }
      } else if (frame.getValue() == ENTRY) {
        ToldEntry was = entries.get(entry++);
        if (isWhole) {
          left.computeIfAbsent(was.room(), none -> new ArrayList<>()).add(was);
          was.event().madeRoom().filter(was.room()::equals).forEach(named::add);
        }
      }
    }
    int unnamed =
        left.entrySet().stream()
            .filter(one -> !named.contains(one.getKey()))
            .mapToInt(one -> one.getValue().size())
            .sum();
    assertEquals(unnamed, report.refusals(), report.refused()::toString);
    left.keySet().retainAll(named);
    Map<RoomId, List<ToldEntry>> byRoom = new TreeMap<>(Comparator.comparing(RoomId::value));
    copied.forEach(one -> byRoom.computeIfAbsent(one.room(), none -> new ArrayList<>()).add(one));
    assertEquals(left.keySet(), byRoom.keySet());
    for (SalvageReport.RoomReport said : report.rooms()) {
      List<ToldEntry> ofRoom =
          entries.stream().filter(one -> one.room().equals(said.id())).toList();
      Set<EventId> lost = new HashSet<>();
      ofRoom.forEach(one -> lost.add(one.id()));
      // An event whose outlier is there is there.
      left.get(said.id()).forEach(one -> lost.remove(one.id()));
      assertLostEvents(said, ofRoom, left.get(said.id()));
      assertSame(left.get(said.id()), byRoom.get(said.id()), lost, said, true);
      if (ofRoom.stream().allMatch(one -> isHonest(one, ofRoom, lost))) {
        assertSame(left.get(said.id()), byRoom.get(said.id()), lost, said, false);
      }
    }
  }

  /**
   * Whether an event, if it is lost or follows one that is, came in full, is one deeper than what
   * it follows, and no merge if it is lost.
   */
  private static boolean isHonest(ToldEntry event, List<ToldEntry> all, Set<EventId> lost) {
    List<EventId> prev = event.event().pdu().prevEvents();
    boolean isLost = lost.contains(event.id());
    if (!isLost && prev.stream().noneMatch(lost::contains)) {
      return true;
    }
    long deepest = 0;
    for (ToldEntry one : all) {
      if (prev.contains(one.id())) {
        deepest = Math.max(deepest, one.event().placement().depth());
      }
    }
    return !event.event().stateGiven()
        && event.event().placement().depth() == deepest + 1
        && (!isLost || prev.size() <= 1);
  }

  /** That all events are counted that must be lost, and those named that others cite. */
  private static void assertLostEvents(
      SalvageReport.RoomReport said, List<ToldEntry> all, List<ToldEntry> left) {
    List<EventId> order = all.stream().map(ToldEntry::id).distinct().toList();
    Set<EventId> there = new HashSet<>();
    left.forEach(one -> there.add(one.id()));
    int end = left.stream().mapToInt(one -> order.indexOf(one.id())).max().orElse(-1) + 1;
    Set<EventId> lost = new HashSet<>(order.subList(0, end));
    lost.removeAll(there);
    assertEquals(lost.size(), said.lost());
    assertTrue(lost.containsAll(said.lostIds()), () -> said + " of " + lost);
    for (ToldEntry one : left) {
      Pdu pdu = one.event().pdu();
      boolean cameOnce = all.stream().filter(other -> other.id().equals(one.id())).count() == 1;
      for (List<EventId> cited : List.of(pdu.prevEvents(), pdu.authEvents())) {
        List<EventId> before = order.subList(0, order.indexOf(one.id()));
        boolean isTold =
            cameOnce
                && !one.event().placement().isCreate()
                && before.containsAll(cited)
                && cited.stream().distinct().count() == cited.size();
        for (EventId id : cited) {
          assertTrue(
              !isTold || !lost.contains(id) || said.lostIds().contains(id),
              () -> id + " is not named by " + said);
        }
      }
    }
  }

  private static void assertSame(
      List<ToldEntry> left,
      List<ToldEntry> copied,
      Set<EventId> lost,
      SalvageReport.RoomReport said,
      boolean countsLines) {
    assertEquals(
        left.stream().map(ToldEntry::judgement).toList(),
        copied.stream().map(ToldEntry::judgement).toList());
    Set<Long> roots = new HashSet<>();
    long currentFrom = said.currentUntoldFrom() < 0 ? Long.MAX_VALUE : said.currentUntoldFrom();
    for (SalvageReport.Untold one : said.untold()) {
      if (countsLines || !one.isInLine()) {
        roots.add(one.position());
        currentFrom = Math.min(currentFrom, one.position());
      }
    }
    Map<EventId, Boolean> untold = new HashMap<>();
    for (int i = 0; i < left.size(); i++) {
      ToldEntry was = left.get(i);
      ToldEntry is = copied.get(i);
      boolean isTold =
          !roots.contains(is.position())
              && was.event().pdu().prevEvents().stream().noneMatch(untold::containsKey);
      if (!isTold) {
        untold.put(is.id(), true);
      }
      String place = said.id() + " at " + is.position() + " " + said;
      assertRight(was.before(), is.before(), lost, isTold, place);
      assertRight(was.current(), is.current(), lost, is.position() < currentFrom, place);
    }
  }

  private static void assertRight(
      Map<String, EventId> was,
      Map<String, EventId> is,
      Set<EventId> lost,
      boolean isTold,
      String place) {
    Set<String> keys = new TreeSet<>(was.keySet());
    keys.addAll(is.keySet());
    for (String key : keys) {
      boolean isRight = lost.contains(was.get(key)) || Objects.equals(was.get(key), is.get(key));
      assertTrue(
          isRight || !isTold,
          () -> key + " was " + was.get(key) + " and is " + is.get(key) + " in " + place);
    }
  }

  private static Map<String, ByteBuffer> contents(Path folder) throws IOException {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
