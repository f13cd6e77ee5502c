package dev.roomstate.log.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.roomstate.log.LogAccess;
import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.framed.FramedEventLog;
import dev.roomstate.log.framed.LogFolder;
import io.vavr.control.Option;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands behind an unclosed log may claim anything: opening takes what its bytes are worth.
 */
class HostileLogTest {
  private static final long ALLOCATED_BYTES_MAX = 16L << 20;

  @TempDir private Path folder;

  /** The header of the next frame of a log, which claims to be as long as a frame can be. */
  private byte[] claim(Path log) throws IOException {
    try (LogFolder opened = LogFolder.open(log, LogAccess.READ, Option.none())) {
      byte[] frame = new FrameChain(opened.manifest().tag()).next(2, new byte[0]);
      ByteBuffer.wrap(frame)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(4, FrameChain.PAYLOAD_BYTES_MAX)
          .putLong(24, Long.MAX_VALUE);
      return frame;
    }
  }

  private static void append(Path segment, byte[] bytes) throws IOException {
    Files.write(segment, bytes, StandardOpenOption.APPEND);
  }

  @Test
  void tornHeaderTakesTheMemoryOfItsBytes() throws IOException {
    append(FileLogs.killed(folder), claim(folder));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    try (FramedEventLog log = FileLogs.open(folder)) {
      assertEquals(FileLogs.ENTRIES, log.end().sequence());
      assertTrue(log.cutOff().contains("was cut off"), log.cutOff());
    }
    long taken = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(taken < ALLOCATED_BYTES_MAX, "it took " + taken);
  }

  @Test
  void manyClaimsAreDamageWithoutLookingAtEach() throws IOException {
    Path segment = FileLogs.killed(folder);
    byte[] claim = claim(folder);
    ByteBuffer many = ByteBuffer.allocate(4 << 20);
    while (many.remaining() >= claim.length) {
      many.put(claim);
    }
    append(segment, many.array());
    LogFailure said =
        assertTimeout(
            Duration.ofSeconds(10),
            () -> assertThrows(LogFailure.class, () -> FileLogs.open(folder).close()));
    assertEquals(LogFailure.Kind.DAMAGED, said.kind());
    assertTrue(said.getMessage().contains("`salvage`"), said.getMessage());
  }

  /** Frames that are large and whole, behind one that is not, are no reason to refuse. */
  @Test
  void largeFramesBehindAHoleAreCutOff() throws IOException {
    Path segment = FileLogs.killed(folder);
    FrameChain chain;
    try (LogFolder opened = LogFolder.open(folder, LogAccess.READ, Option.none())) {
      chain = new FrameChain(opened.manifest().tag());
    }
    byte[] torn = chain.next(2, new byte[3 << 20]);
    torn[torn.length / 2] ^= 1;
    append(segment, torn);
    for (int i = 0; i < 20; i++) {
      append(segment, chain.next(2, new byte[2 << 20]));
    }
    try (FramedEventLog log = FileLogs.open(folder)) {
      assertEquals(FileLogs.ENTRIES, log.end().sequence());
      assertTrue(log.cutOff().contains("was cut off"), log.cutOff());
    }
    FileLogs.open(folder).close();
  }
}
