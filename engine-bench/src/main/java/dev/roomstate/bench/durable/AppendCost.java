package dev.roomstate.bench.durable;

import dev.roomstate.EngineConfig;
import dev.roomstate.ReceivedPdu;
import dev.roomstate.RoomStateEngine;
import dev.roomstate.RoomWriter;
import dev.roomstate.bench.workloads.Rooms;
import dev.roomstate.bench.workloads.Servers;
import dev.roomstate.bench.workloads.TalkingRoom;
import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.entry.EntryFormat;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Appending judged events, beside a bare write and {@code force} of as many bytes in batches of the
 * same size; without {@code force} where the log does not sync either.
 */
final class AppendCost {
  private static final String GOAL = "≤ 1.3";
  private static final int WARMUPS = 2;
  private static final int ROUNDS = 7;
  private static final int THREADS = 64;
  private static final int MEMBERS = 100;

  private final ScratchFolder folder;
  private final RoomId roomId;
  private final List<JudgedEvent> events = new ArrayList<>();
  private final long[] sizes;

  /** Of this many events. */
  AppendCost(ScratchFolder folder, int count) {
    this.folder = folder;
    TalkingRoom room = new TalkingRoom(Servers.of(Rooms.SERVERS, 1, false), "bench", MEMBERS);
    this.roomId = room.id();
    RoomStateEngine engine = RoomStateEngine.inMemory(EngineConfig.withoutSignatures());
    RoomWriter writer = engine.openRoom(room.id(), TalkingRoom.VERSION);
    room.take(Math.max(count, MEMBERS + 10)).forEach(pdu -> writer.receive(ReceivedPdu.of(pdu)));
    engine.log().forEachFrom(LogPosition.FIRST, entry -> events.add(entry.event()));
    events.subList(count, events.size()).clear();
    sizes =
        events.stream()
            .mapToLong(event -> FrameChain.HEADER_BYTES + EntryFormat.write(0, 1, event).length)
            .toArray();
  }

  List<Measured> measure() throws IOException {
    List<Measured> figures = new ArrayList<>();
    for (LogKind kind : LogKind.values()) {
      add(figures, kind, Durability.EACH, 1);
      add(figures, kind, Durability.GROUP, 1);
      add(figures, kind, Durability.GROUP, 16);
      add(figures, kind, Durability.GROUP, 256);
      add(figures, kind, Durability.OS, 256);
      addThreads(figures, kind);
    }
    return figures;
  }

  private void add(List<Measured> figures, LogKind kind, Durability durability, int batch)
      throws IOException {
    boolean forced = durability != Durability.OS;
    Rounds.Medians medians =
        Rounds.of(
            WARMUPS, ROUNDS, () -> append(kind, durability, batch), () -> bare(batch, forced));
    add(figures, kind + ", " + durability + ", batches of " + batch, medians);
  }

  private void addThreads(List<Measured> figures, LogKind kind) throws IOException {
    AtomicLong syncs = new AtomicLong(1);
    Rounds.Medians medians =
        Rounds.of(
            WARMUPS,
            ROUNDS,
            () -> appendByThreads(kind, syncs),
            () -> bare((int) (1 + (events.size() - 1) / syncs.get()), true));
    add(figures, kind + ", group, " + THREADS + " writers, batches as they came", medians);
  }

  private void add(List<Measured> figures, String params, Rounds.Medians medians) {
    double each = 1_000.0 * events.size();
    figures.add(Measured.of("append", params, medians.first() / each, "µs an entry"));
    figures.add(Measured.of("bare write", params, medians.second() / each, "µs an entry"));
    figures.add(Measured.of("append : bare write", params, medians.ratio(), "").withGoal(GOAL));
  }

  /** A log with an entry, so that its files are there. */
  private FramedEventLog begun(LogKind kind, Durability durability) {
    FramedEventLog log = folder.log("append", kind, durability);
    log.keep(log.append(roomId, TalkingRoom.VERSION, events.get(0)));
    return log;
  }

  private long append(LogKind kind, Durability durability, int batch) throws IOException {
    try (FramedEventLog log = begun(kind, durability)) {
      long begun = System.nanoTime();
      for (int from = 0; from < events.size(); from += batch) {
        LogPosition last = LogPosition.FIRST;
        for (JudgedEvent event : events.subList(from, Math.min(events.size(), from + batch))) {
          last = log.append(roomId, TalkingRoom.VERSION, event);
        }
        log.keep(last);
      }
      return System.nanoTime() - begun;
    } finally {
      folder.delete("append");
    }
  }

  /** Each writer takes the next event, appends it and has it kept. */
  private long appendByThreads(LogKind kind, AtomicLong syncs) throws IOException {
    try (FramedEventLog log = begun(kind, Durability.GROUP)) {
      AtomicInteger next = new AtomicInteger();
      long nanos =
          Writers.time(
              THREADS,
              writer -> {
                for (int i = next.getAndIncrement();
                    i < events.size();
                    i = next.getAndIncrement()) {
                  log.keep(log.append(roomId, TalkingRoom.VERSION, events.get(i)));
                }
              });
      syncs.set(log.syncs().syncs() - 1);
      return nanos;
    } finally {
      folder.delete("append");
    }
  }

  private long bare(int batch, boolean forced) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.path("bare"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) sizes[0]));
      channel.force(true);
      long begun = System.nanoTime();
      for (int from = 0; from < sizes.length; from += batch) {
        long bytes = 0;
        for (int i = from; i < Math.min(sizes.length, from + batch); i++) {
          bytes += sizes[i];
        }
        ByteBuffer written = ByteBuffer.allocate((int) bytes);
        while (written.hasRemaining()) {
          channel.write(written);
        }
        if (forced) {
          channel.force(true);
        }
      }
      return System.nanoTime() - begun;
    } finally {
      folder.delete("bare");
    }
  }
}
