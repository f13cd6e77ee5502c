package dev.roomstate.bench.durable;

import dev.roomstate.EngineConfig;
import dev.roomstate.Received;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Servers;
import dev.roomstate.bench.workloads.TalkingRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.memory.InMemoryEventLog;
import dev.roomstate.receipt.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Receiving in many rooms at once, a thread for each, over a log with group commit and over one in
 * memory. Once event by event, each of which is acknowledged before the next is received, and once
 * in batches.
 */
final class ReceiveCost {
  private static final String GOAL = "≤ 1.05";
  private static final int ROOMS = 64;
  private static final int MEMBERS = 20;
  private static final int BATCH = 50;
  private static final int WARMUPS = 2;
  private static final int ROUNDS = 5;

  private final ScratchFolder folder;
  private final int perRoom;

  /** Of this many events in each room. */
  ReceiveCost(ScratchFolder folder, int perRoom) {
    this.folder = folder;
    this.perRoom = perRoom;
  }

  List<Measured> measure() throws IOException {
    List<Measured> figures = new ArrayList<>();
    for (boolean signed : new boolean[] {false, true}) {
      Servers servers = Servers.of(Rooms.SERVERS, 1, signed);
      EngineConfig config =
          signed ? EngineConfig.withKeys(servers.keyRing()) : EngineConfig.withoutSignatures();
      Map<RoomId, List<ReceivedPdu>> rooms = new LinkedHashMap<>();
      for (int i = 0; i < ROOMS; i++) {
        TalkingRoom room = new TalkingRoom(servers, "room" + i, MEMBERS);
        rooms.put(room.id(), room.take(perRoom).stream().map(ReceivedPdu::of).toList());
      }
      for (LogKind kind : LogKind.values()) {
        for (int batch : new int[] {1, BATCH}) {
          add(figures, new Workload(config, rooms, batch), kind, signed);
        }
      }
    }
    return figures;
  }

  private void add(List<Measured> figures, Workload workload, LogKind kind, boolean signed)
      throws IOException {
    Rounds.Medians medians =
        Rounds.of(
            WARMUPS,
            ROUNDS,
            () -> durable(workload, kind),
            () ->
                workload.nanos(
                    () -> RoomStateEngine.open(workload.config, new InMemoryEventLog())));
    String params =
        kind
            + ", "
            + ROOMS
            + " rooms, "
            + (signed ? "signed" : "unsigned")
            + (workload.batch == 1 ? ", one by one" : ", batches of " + workload.batch);
    double each = 1_000.0 * workload.events();
    figures.add(Measured.of("receive, group", params, medians.first() / each, "µs an event"));
    figures.add(Measured.of("receive, memory", params, medians.second() / each, "µs an event"));
    figures.add(Measured.of("group : memory", params, medians.ratio(), "").withGoal(GOAL));
  }

  private long durable(Workload workload, LogKind kind) throws IOException {
    try {
      return workload.nanos(
          () ->
              RoomStateEngine.open(workload.config, folder.log("receive", kind, Durability.GROUP)));
    } finally {
      folder.delete("receive");
    }
  }

  private record Workload(EngineConfig config, Map<RoomId, List<ReceivedPdu>> rooms, int batch) {
    long events() {
      return rooms.values().stream().mapToLong(List::size).sum();
    }

    long nanos(Supplier<RoomStateEngine> open) {
      List<RoomId> ids = List.copyOf(rooms.keySet());
      // What is kept by the round before is not to be collected in this one.
      System.gc();
      try (RoomStateEngine engine = open.get()) {
        return Writers.time(ids.size(), number -> receive(engine, ids.get(number)));
      }
    }

    private void receive(RoomStateEngine engine, RoomId id) {
      RoomWriter writer = engine.openRoom(id, TalkingRoom.VERSION);
      List<ReceivedPdu> pdus = rooms.get(id);
      for (int from = 0; from < pdus.size(); from += batch) {
        List<ReceivedPdu> some = pdus.subList(from, Math.min(pdus.size(), from + batch));
        List<Received> answers =
            batch == 1 ? List.of(writer.receive(some.get(0))) : writer.receiveAll(some);
        for (Received received : answers) {
          if (!(received.receipt() instanceof Receipt.Judged)) {
            throw new IllegalStateException("not judged: " + received.receipt());
          }
        }
      }
    }
  }
}
