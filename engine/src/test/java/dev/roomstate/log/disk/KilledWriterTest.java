package dev.roomstate.log.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.id.RoomId;
import dev.roomstate.log.Durability;
import dev.roomstate.log.LogEntry;
import dev.roomstate.log.LogKind;
import dev.roomstate.log.LogPosition;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.room.JudgedEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A writer that is killed at any moment loses nothing that it has acknowledged, and who opens the
 * log next need not wait. The same log is written and killed again and again. Maven's profile
 * {@code crash} kills more often.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("roomstate.kills", 60);
  private static final int LOGS_AT_ONCE = 2;

  /** After so many kills another log is begun, which keeps them small. */
  private static final int KILLS_OF_A_LOG = 12;

  private static final int WRITERS = 3;
  private static final long OPENING_SECONDS_MAX = 6;

  @TempDir private static Path sampleLog;
  private static List<JudgedEvent> samples;

  @BeforeAll
  static void writeSamples() {
    samples = LogSamples.read(LogSamples.written(sampleLog.resolve("samples")));
  }

  static Stream<Arguments> logs() {
    return Stream.of(LogKind.values())
        .flatMap(kind -> Stream.of(Durability.values()).map(d -> Arguments.of(kind, d)));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void nothingAcknowledgedIsLost(LogKind kind, Durability durability, @TempDir Path folder)
      throws Exception {
    int chains = (int) logs().count() * LOGS_AT_ONCE;
    int kills = (KILLS + chains - 1) / chains;
    ExecutorService pool = Executors.newFixedThreadPool(LOGS_AT_ONCE);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < LOGS_AT_ONCE; i++) {
        Random random = new Random(31L * durability.ordinal() + i);
        Path logs = folder.resolve("logs" + i);
        running.add(
            pool.submit(
                () -> {
                  for (int kill = 0; kill < kills; kill++) {
                    Path log = logs.resolve("log" + kill / KILLS_OF_A_LOG);
                    killAndOpen(log, kind, durability, random);
                  }
                  return null;
                }));
      }
      for (Future<?> run : running) {
        run.get(1, TimeUnit.HOURS);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void killAndOpen(Path folder, LogKind kind, Durability durability, Random random)
      throws IOException, InterruptedException {
    long last = killed(folder, kind, durability, random);
    long began = System.nanoTime();
    try (FramedEventLog log = LogSamples.open(folder, kind, durability)) {
      long opening = System.nanoTime() - began;
      assertTrue(opening < TimeUnit.SECONDS.toNanos(OPENING_SECONDS_MAX), "took " + opening);
      assertTrue(log.end().sequence() > last, log.end() + " of " + last);
      Map<RoomId, Integer> seen = new HashMap<>();
      long[] entries = new long[1];
      log.forEachFrom(
          LogPosition.FIRST,
          (LogEntry entry) -> {
            assertEquals(entries[0]++, entry.position().sequence());
            int number = seen.merge(entry.roomId(), 1, Integer::sum) - 1;
            JudgedEvent expected = samples.get(number % samples.size());
            assertEquals(expected.pdu().id(), entry.event().pdu().id());
          });
      assertEquals(log.end().sequence(), entries[0]);
    }
  }

  /** Kills a writer at some moment; says which entry it had acknowledged last. */
  private static long killed(Path folder, LogKind kind, Durability durability, Random random)
      throws IOException, InterruptedException {
    Process writer =
        WritingProcess.start(folder, kind, durability, WRITERS, sampleLog.resolve("samples"));
    int until = 1 + random.nextInt(120);
    long later = random.nextInt(2_000_000);
    long last = -1;
    int said = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        last = Math.max(last, Long.parseLong(line));
        if (++said == until) {
          LockSupport.parkNanos(later);
          writer.toHandle().destroyForcibly();
        }
        line = lines.readLine();
      }
    }
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    assertTrue(said >= until, "the writer ended early");
    return last;
  }
}
