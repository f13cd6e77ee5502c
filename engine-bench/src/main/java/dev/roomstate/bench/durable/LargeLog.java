package dev.roomstate.bench.durable;

import dev.roomstate.EngineConfig;
import dev.roomstate.MemoryLimits;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.bench.workloads.Servers;
import dev.roomstate.bench.workloads.TalkingRoom;
import dev.roomstate.event.Outcome;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.framed.FramedEventLog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A log of many events, its snapshots beside it: what opening it and reading it again costs, and
 * how much room it takes.
 */
final class LargeLog implements AutoCloseable {
  private static final String NAME = "large";
  private static final String ASIDE = "aside";
  private static final String SNAPSHOTS = NAME + "/snapshots";
  private static final int SERVERS = 20;
  private static final int CHUNK = 1_000;
  private static final int ROUNDS = 3;
  private static final int COLLECTIONS = 3;
  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  private final ScratchFolder folder;
  private final LogKind kind;
  private final String params;
  private final List<RoomId> rooms = new ArrayList<>();
  private final EngineConfig config =
      EngineConfig.withoutSignatures()
          .withMemory(MemoryLimits.STANDARD.withResidentBytesMax(Long.MAX_VALUE));
  private long events;
  private long pduBytes;

  /** Writes it: so many rooms, of so many events and members each. */
  LargeLog(ScratchFolder folder, LogKind kind, int roomCount, int perRoom, int members) {
    this.folder = folder;
    this.kind = kind;
    Servers servers = Servers.of(SERVERS, 1, false);
    try (RoomStateEngine engine = open()) {
      for (int i = 0; i < roomCount; i++) {
        write(engine, new TalkingRoom(servers, "room" + i, members), perRoom);
      }
    }
    this.params =
        kind + ", " + roomCount + (roomCount == 1 ? " room" : " rooms") + ", " + events + " events";
  }

  private void write(RoomStateEngine engine, TalkingRoom room, int count) {
    rooms.add(room.id());
    engine.openRoom(room.id(), TalkingRoom.VERSION);
    for (long left = count; left > 0; ) {
      List<byte[]> pdus = room.take((int) Math.min(left, CHUNK));
      engine.room(room.id()).get().receiveAll(pdus.stream().map(ReceivedPdu::of).toList());
      for (byte[] pdu : pdus) {
        pduBytes += pdu.length;
      }
      events += pdus.size();
      left -= pdus.size();
    }
    if (engine.counts().entriesKept(Outcome.ACCEPTED) != events) {
      throw new IllegalStateException("not all accepted");
    }
  }

  private FramedEventLog log() {
    return folder.log(NAME, kind, Durability.OS);
  }

  private RoomStateEngine open() {
    return RoomStateEngine.open(config, log());
  }

  List<Measured> measure() throws IOException {
    List<Measured> figures = new ArrayList<>();
    figures.add(
        Measured.of(
                "disk, with snapshots",
                params,
                (double) folder.diskBytes(NAME) / pduBytes,
                "B for each B of PDU")
            .withGoal("≤ 1.2"));
    figures.add(
        Measured.of(
            "snapshots alone",
            params,
            (double) folder.diskBytes(SNAPSHOTS) / events,
            "B an event"));
    reopen(figures);
    answer(figures, "from snapshots", "< 0.3 s");
    Files.move(folder.path(SNAPSHOTS), folder.path(ASIDE));
    answer(figures, "without snapshots", "");
    replay(figures);
    folder.delete(ASIDE);
    return figures;
  }

  /** Opening, every frame checked, beside reading the same files once. */
  private void reopen(List<Measured> figures) throws IOException {
    Rounds.Medians medians =
        Rounds.of(
            1,
            ROUNDS,
            () -> {
              long begun = System.nanoTime();
              FramedEventLog log = log();
              long nanos = System.nanoTime() - begun;
              log.close();
              return nanos;
            },
            () -> folder.read(NAME));
    figures.add(
        Measured.of("open", params, medians.first() / MILLION, "ms").withGoal("< 3,000 ms"));
    figures.add(Measured.of("read the files", params, medians.second() / MILLION, "ms"));
    figures.add(Measured.of("open : read the files", params, medians.ratio(), ""));
  }

  /** The current state of one room, after opening and with it. */
  private void answer(List<Measured> figures, String how, String goal) throws IOException {
    double[] opened = new double[ROUNDS];
    double[] answered = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      // Not closed as an engine: that would make snapshots.
      FramedEventLog log = log();
      RoomStateEngine engine = RoomStateEngine.open(config, log);
      opened[round] = System.nanoTime() - begun;
      int size = engine.currentState(rooms.get(rooms.size() / 2)).get().size();
      answered[round] = System.nanoTime() - begun;
      log.close();
      if (size == 0) {
        throw new IllegalStateException("the room has no state");
      }
    }
    double all = Rounds.median(answered);
    double first = all - Rounds.median(opened);
    figures.add(Measured.of("opened to first answer, " + how, params, first / MILLION, "ms"));
    figures.add(
        Measured.of("start to first answer, " + how, params, all / MILLION, "ms").withGoal(goal));
  }

  /** All rooms, read from the log one after the other as the engine does it; then their heap. */
  private void replay(List<Measured> figures) {
    double[] nanos = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      nanos[round] = replay();
    }
    figures.add(
        Measured.of(
                "replay without judging",
                params,
                events / (Rounds.median(nanos) / BILLION),
                "events a second")
            .withGoal("≥ 1,000,000"));
    figures.add(
        Measured.of("heap of resident rooms", params, residentHeap() / events, "B an event")
            .withGoal("≤ 150"));
  }

  private long replay() {
    try (FramedEventLog log = log()) {
      RoomStateEngine engine = RoomStateEngine.open(config, log);
      System.gc();
      long begun = System.nanoTime();
      load(engine);
      return System.nanoTime() - begun;
    }
  }

  /** What the heap grows by when all rooms come into memory; the log is open before and after. */
  private double residentHeap() {
    try (FramedEventLog log = log()) {
      RoomStateEngine engine = RoomStateEngine.open(config, log);
      long before = heap();
      load(engine);
      long after = heap();
      if (engine.residentRooms() != rooms.size()) {
        throw new IllegalStateException("not all rooms are in memory");
      }
      return after - before;
    }
  }

  private void load(RoomStateEngine engine) {
    long applied = 0;
    for (RoomId id : rooms) {
      applied += engine.room(id).get().room().graph().size();
    }
    if (applied != events) {
      throw new IllegalStateException("not all were applied");
    }
  }

  private static long heap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    folder.delete(NAME);
  }
}
