package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.frame.FrameHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Files that are made to be dear: what is check-summed stays in proportion to their bytes. */
class HostileFileTest {
  private static final int TAG = 77;

  private static final FrameSink NO_SINK =
      new FrameSink() {
        @Override
        public void frame(FoundFrame frame, boolean follows, ByteBuffer payload) {}

        @Override
        public void lost(long first, long last) {}
      };

  private record Cost(long checked, long candidates, FrameReport report) {}

  private static Cost cost(FrameLayout layout, byte[] bytes) {
    FileBytes files = new FileBytes(DamagedLog.paths(1), DamagedLog.opener(List.of(bytes)));
    FrameScan scan = new FrameScan(files, layout);
    FrameReport report =
        DamagedLog.search(layout, bytes).ofLog(TAG).find(files, scan, NO_SINK, false);
    return new Cost(scan.checked(), scan.candidates(), report);
  }

  /** Twice, since it is read twice: what is sound, what is in vain, and the running values. */
  private static void assertInProportion(Cost cost, int bytes) {
    long each = FrameHeader.CHECKED_BYTES + 2 * RunningChecks.BLOCK_BYTES;
    long most = 2 * (3L * bytes + (1 << 16)) + each * cost.candidates();
    assertTrue(cost.checked() <= most, cost + " is more than " + most);
    assertTrue(cost.candidates() <= bytes, () -> "" + cost);
  }

  private static byte[] header(int number, int length) {
    byte[] frame = new FrameChain(TAG).next(2, new byte[0]);
    ByteBuffer.wrap(frame)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(4, length)
        .putLong(8, number)
        .putInt(32, number * 31);
    return frame;
  }

  /** Nothing but beginnings of frames, with sound ones between now and then. */
  private static byte[] hostile(int headers, int soundEvery, IntUnaryOperator length) {
    List<byte[]> pieces = new ArrayList<>();
    FrameChain chain = new FrameChain(TAG);
    for (int i = 0; i < headers; i++) {
      pieces.add(header(i, length.applyAsInt((headers - i - 1) * FrameChain.HEADER_BYTES)));
      if (i % soundEvery == soundEvery - 1) {
        pieces.add(chain.next(2, new byte[i % 40]));
      }
    }
    return DamagedLog.joined(pieces);
  }

  @Test
  void soundFileIsCheckedOnceInEachReading() {
    byte[] bytes = DamagedLog.random(TAG, 500, 4000, new Random(1)).bytes();
    Cost cost = cost(FrameLayout.CLOSE, bytes);
    assertTrue(cost.report().isSound());
    assertEquals(2L * bytes.length, cost.checked());
    assertEquals(2 * 500, cost.candidates());
  }

  @Test
  void whatIsKeptInMemoryGrowsWithTheDamages() {
    byte[] bytes = DamagedLog.random(TAG, 500, 400, new Random(1)).bytes();
    assertEquals(1, runs(bytes));
    bytes[bytes.length / 2] ^= 1;
    assertEquals(2, runs(bytes));
  }

  private static int runs(byte[] bytes) {
    FileBytes files = new FileBytes(DamagedLog.paths(1), DamagedLog.opener(List.of(bytes)));
    Survey survey = new Survey(files, new FrameScan(files, FrameLayout.CLOSE), FrameLayout.CLOSE);
    survey.make((done, total) -> {});
    return survey.runs().size();
  }

  @Test
  void beginningsThatClaimTheRestOfTheFileAreNotGoneOver() {
    int headers = 40_000;
    byte[] bytes = hostile(headers, 1000, rest -> rest);
    Cost cost = cost(FrameLayout.CLOSE, bytes);
    assertInProportion(cost, bytes.length);
    assertTrue(cost.candidates() >= headers, () -> "all were looked at: " + cost);
    assertEquals(headers / 1000, cost.report().frames());
    assertEquals(headers / 1000, cost.report().end());
    assertEquals(headers / 1000, cost(FrameLayout.APART, bytes).report().frames());
    // To go over each of them would be some thousand times as much.
    assertTrue(headers * (bytes.length / 2L) > 400 * cost.checked());
  }

  @Test
  void soundFramesBetweenBeginningsThatClaimMuchStayCheap() {
    for (int soundEvery : new int[] {1, 2, 17}) {
      int headers = 20_000;
      byte[] bytes = hostile(headers, soundEvery, rest -> rest / 2);
      Cost cost = cost(FrameLayout.CLOSE, bytes);
      assertInProportion(cost, bytes.length);
      assertEquals(headers / soundEvery, cost.report().frames());
    }
  }

  @Test
  void beginningsThatOverlapStayCheap() {
    byte[] bytes = new byte[200_000];
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // Each is the length, the number or the check value of others.
    for (int at = 0; at + 8 <= bytes.length; at += 8) {
      words.putInt(at, 'R' | 'S' << 8 | 1 << 16 | 2 << 24).putInt(at + 4, 100_000);
    }
    Cost cost = cost(FrameLayout.CLOSE, bytes);
    assertInProportion(cost, bytes.length);
    assertTrue(cost.candidates() > 10_000, () -> "" + cost);
    assertEquals(0, cost.report().frames());
  }

  @Test
  void largeSoundFrameBehindSpentCreditIsFound() {
    byte[] payload = new byte[3_000_000];
    new Random(6).nextBytes(payload);
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      pieces.add(header(i, 2_900_000));
    }
    pieces.add(new FrameChain(TAG).next(2, payload));
    byte[] bytes = DamagedLog.joined(pieces);
    Cost cost = cost(FrameLayout.CLOSE, bytes);
    assertInProportion(cost, bytes.length);
    assertEquals(1, cost.report().frames());
  }

  @Property(tries = 300)
  void checkValueOfAnyPieceFollowsFromRunningOnes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int looks) {
    Random random = new Random(seed);
    byte[] bytes = new byte[FrameChain.HEADER_BYTES + 1 + random.nextInt(200_000)];
    random.nextBytes(bytes);
    FileBytes files = new FileBytes(DamagedLog.paths(2), path -> DamagedLog.source(bytes));
    RunningChecks running = new RunningChecks(files);
    for (int i = 0; i < looks; i++) {
      int at = random.nextInt(bytes.length - FrameChain.HEADER_BYTES);
      int length = random.nextInt(bytes.length - FrameChain.HEADER_BYTES - at + 1);
      long end = (long) at + FrameChain.HEADER_BYTES + length;
      List<FrameParts.Part> parts = new ArrayList<>(List.of(new FrameParts.Part(at, end)));
      for (int more = random.nextInt(3); more > 0; more--) {
        long from = end + random.nextInt((int) (bytes.length - end) + 1);
        end = from + random.nextInt((int) (bytes.length - from) + 1);
        parts.add(new FrameParts.Part(from, end));
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes, at, FrameHeader.CHECKED_BYTES);
      crc.update(bytes, at + FrameChain.HEADER_BYTES, length);
      int payload = length;
      for (FrameParts.Part part : parts.subList(1, parts.size())) {
        crc.update(bytes, (int) part.from(), part.size());
        payload += part.size();
      }
      int check = (int) crc.getValue();
      int file = random.nextInt(2);
      assertTrue(running.fits(file, claim(payload, check), parts));
      assertTrue(!running.fits(file, claim(payload, check ^ 1 << random.nextInt(32)), parts));
    }
  }

  private static FrameHeader claim(int length, int check) {
    return new FrameHeader(1, 2, length, 0, TAG, 0, 0, check);
  }
}
