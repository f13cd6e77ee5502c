package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.search.DamagedLog.Found;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames that take several documents of a queue. */
class LargeFramesTest {
  private static final int PART = FrameParts.PART_BYTES;
  private static final int OWN = 0x4000_0000;

  /** Small ones and large ones by turns, around the sizes at which another document is needed. */
  private static final DamagedLog LOG =
      of(100, PART, 5, PART + 1, 0, 3 * PART + 5, 77, 2 * PART, PART - 1, 9);

  private static DamagedLog of(int... sizes) {
    FrameChain chain = new FrameChain(4);
    Random random = new Random(3);
    List<byte[]> frames = new ArrayList<>();
    for (int size : sizes) {
      byte[] payload = new byte[Math.max(0, size - FrameChain.HEADER_BYTES)];
      random.nextBytes(payload);
      frames.add(chain.next(2, payload));
    }
    return new DamagedLog(frames);
  }

  /** A file with all frames, where each part is, and where the headers before the parts are. */
  private record Queue(byte[] bytes, List<List<FrameParts.Part>> parts) {
    /**
     * The frames as a queue keeps them.
     *
     * @param own how many bytes a document of the queue's own has that stands before each part
     */
    static Queue of(DamagedLog log, int own) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("QUEUE header RS".repeat(20).getBytes(StandardCharsets.US_ASCII));
      List<List<FrameParts.Part>> all = new ArrayList<>();
      for (int n = 0; n < log.size(); n++) {
        byte[] frame = log.frame(n);
        List<FrameParts.Part> parts = new ArrayList<>();
        for (int from = 0; from < frame.length; from += PART) {
          byte[] part = Arrays.copyOfRange(frame, from, Math.min(frame.length, from + PART));
          if (own > 0) {
            document(out, OWN, new byte[own]);
          }
          parts.add(new FrameParts.Part(out.size() + 4, out.size() + 4 + part.length));
          document(out, 0, part);
        }
        all.add(parts);
      }
      out.writeBytes(new byte[10_000]);
      return new Queue(out.toByteArray(), all);
    }

    private static void document(ByteArrayOutputStream out, int flags, byte[] bytes) {
      byte[] header = new byte[4];
      ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(flags | bytes.length);
      out.writeBytes(header);
      out.writeBytes(bytes);
      out.writeBytes(new byte[(4 - out.size() % 4) % 4]);
    }

    byte[] with(long at, int bits) {
      byte[] changed = bytes.clone();
      changed[(int) at] ^= (byte) bits;
      return changed;
    }
  }

  private static Found found(byte[] bytes) {
    return LOG.found(FrameLayout.APART, bytes);
  }

  @Test
  void largeFramesAreFoundInTheirParts() {
    Found found = found(Queue.of(LOG, 0).bytes());
    assertEquals(LOG.allBut(), found.numbers());
    assertTrue(found.report().isSound(), found.report()::toString);
  }

  @Test
  void documentsOfTheQueuesOwnMayStandBetweenTheParts() {
    for (int own : new int[] {1, 4, 30_001, 1 << 18}) {
      Found found = found(Queue.of(LOG, own).bytes());
      assertEquals(LOG.allBut(), found.numbers());
      assertTrue(found.report().isSound(), found.report()::toString);
    }
  }

  @Test
  void headerOfAnyPartMayBeDamaged() {
    Queue queue = Queue.of(LOG, 0);
    for (List<FrameParts.Part> parts : queue.parts()) {
      for (FrameParts.Part part : parts) {
        for (int octet = 1; octet <= 4; octet++) {
          Found found = found(queue.with(part.from() - octet, 1 << octet));
          assertEquals(LOG.allBut(), found.numbers());
        }
      }
    }
  }

  @Test
  void changeInAnyPartCostsItsFrameOnly() {
    Queue queue = Queue.of(LOG, 0);
    for (int n = 0; n < queue.parts().size(); n++) {
      for (FrameParts.Part part : queue.parts().get(n)) {
        for (long at : new long[] {part.from(), (part.from() + part.to()) / 2, part.to() - 1}) {
          Found found = found(queue.with(at, 4));
          assertEquals(LOG.allBut(n), found.numbers());
          assertEquals(List.of((long) n), found.lost());
        }
      }
    }
  }

  @Test
  void partsThatAreCutOffCostTheirFrameAndWhatFollows() {
    Queue queue = Queue.of(LOG, 0);
    FrameParts.Part third = queue.parts().get(5).get(2);
    Found found = found(Arrays.copyOf(queue.bytes(), (int) third.to() - 1));
    assertEquals(LOG.allBut(5, 6, 7, 8, 9), found.numbers());
    FrameParts.Part last = queue.parts().get(5).get(3);
    Found whole = found(Arrays.copyOf(queue.bytes(), (int) last.to()));
    assertEquals(LOG.allBut(6, 7, 8, 9), whole.numbers());
  }

  /** Claims of many parts, each with a right first header, everywhere: the cost stays bounded. */
  @Test
  void claimsOfManyPartsCostNoMoreThanTheirHeadersMay() {
    byte[] claim = new byte[40];
    byte[] header = new FrameChain(4).next(2, new byte[0]);
    ByteBuffer words = ByteBuffer.wrap(claim).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(PART).put(header).putInt(8, 1 << 23);
    byte[] bytes = new byte[1 << 24];
    for (int at = 0; at + claim.length <= bytes.length; at += claim.length) {
      System.arraycopy(claim, 0, bytes, at, claim.length);
    }
    long[] reads = {0};
    FileBytes.Source source = DamagedLog.source(bytes);
    FileBytes.Opener counting =
        path ->
            new FileBytes.Source() {
              @Override
              public long size() throws java.io.IOException {
                return source.size();
              }

              @Override
              public int read(ByteBuffer into, long at) throws java.io.IOException {
                reads[0] += into.remaining() == 4 ? 1 : 0;
                return source.read(into, at);
              }

              @Override
              public void close() {
                // There is nothing to let go of.
              }
            };
    FileBytes files = new FileBytes(DamagedLog.paths(1), counting);
    FrameScan scan = new FrameScan(files, FrameLayout.APART);
    assertTrue(scan.next(0, 0).isEmpty());
    // The check values read some words too.
    long most = (1 << 16) + (bytes.length >> 8) + scan.candidates() / 10;
    assertTrue(reads[0] <= most, reads[0] + " reads, more than " + most);
    assertTrue(reads[0] > 1 << 16, "the bound is reached");
  }
}
