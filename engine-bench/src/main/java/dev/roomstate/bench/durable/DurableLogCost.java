package dev.roomstate.bench.durable;

import dev.roomstate.log.LogKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures logs on disk, in the folder for temporary files, and prints what it came to. */
public final class DurableLogCost {
  /** The events of a large log, unless said otherwise. */
  public static final int EVENTS = 1_000_000;

  private static final int ROOM_EVENTS = 1_000;
  private static final int ROOM_MEMBERS = 50;
  private static final int LARGE_ROOM_MEMBERS = 1_000;
  private static final int APPENDED_PART = 200;
  private static final int RECEIVED_PART = 1_000;

  private DurableLogCost() {}

  /** The groups of figures. */
  public enum Group {
    /** Appending, beside bare writing. */
    APPEND,
    /** Receiving over a log on disk, beside one in memory. */
    RECEIVE,
    /** Opening and replaying a large log, and the room it takes. */
    LARGE
  }

  /**
   * Measures some groups.
   *
   * @param events the events of a large log; the other figures have a fixed part of them
   */
  public static List<Measured> measure(int events, List<Group> groups) throws IOException {
    List<Measured> figures = new ArrayList<>();
    try (ScratchFolder folder = new ScratchFolder()) {
      if (groups.contains(Group.APPEND)) {
        keep(figures, new AppendCost(folder, events / APPENDED_PART).measure());
      }
      if (groups.contains(Group.RECEIVE)) {
        keep(figures, new ReceiveCost(folder, events / RECEIVED_PART).measure());
      }
      if (groups.contains(Group.LARGE)) {
        for (LogKind kind : LogKind.values()) {
          large(figures, folder, kind, 1, events, LARGE_ROOM_MEMBERS);
          large(figures, folder, kind, events / ROOM_EVENTS, ROOM_EVENTS, ROOM_MEMBERS);
        }
      }
    }
    return figures;
  }

  private static void large(
      List<Measured> figures,
      ScratchFolder folder,
      LogKind kind,
      int rooms,
      int perRoom,
      int members)
      throws IOException {
    try (LargeLog log = new LargeLog(folder, kind, rooms, perRoom, members)) {
      keep(figures, log.measure());
    }
  }

  private static void keep(List<Measured> figures, List<Measured> more) {
    figures.addAll(more);
    for (Measured figure : more) {
      System.out.printf(
          Locale.ROOT,
          "%-42s %-52s %,14.2f %-20s %s%n",
          figure.what(),
          figure.params(),
          figure.value(),
          figure.unit(),
          figure.goal());
    }
  }

  /** Prints figures: {@code [EVENTS [GROUP...]]}. */
  public static void main(String[] args) throws IOException {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : EVENTS;
    List<Group> groups = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      groups.add(Group.valueOf(args[i].toUpperCase(Locale.ROOT)));
    }
    measure(events, groups.isEmpty() ? List.of(Group.values()) : groups);
  }
}
