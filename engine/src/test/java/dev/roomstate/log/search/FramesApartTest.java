package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.search.DamagedLog.Found;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames between bytes of others: each with its length before it and filled up to words. */
class FramesApartTest {
  private static DamagedLog log;

  @BeforeAll
  static void write(@TempDir Path folder) {
    log = DamagedLog.small(folder);
  }

  /** A file with these frames, as a queue keeps them, and where each begins. */
  private record Queue(byte[] bytes, List<Integer> starts) {
    static Queue of(List<byte[]> frames) {
      List<byte[]> pieces =
          new ArrayList<>(
              List.of("QUEUE header RS".repeat(20).getBytes(StandardCharsets.US_ASCII)));
      List<Integer> starts = new ArrayList<>();
      int at = pieces.get(0).length;
      for (byte[] frame : frames) {
        byte[] piece = new byte[(4 + frame.length + 3) / 4 * 4];
        ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN).putInt(frame.length).put(frame);
        starts.add(at + 4);
        pieces.add(piece);
        at += piece.length;
      }
      pieces.add(new byte[10_000]);
      return new Queue(DamagedLog.joined(pieces), starts);
    }

    /** The frame that a byte is in, or -1. */
    int frameAt(int at) {
      for (int n = 0; n < starts.size(); n++) {
        if (at >= starts.get(n) && at < starts.get(n) + log.frame(n).length) {
          return n;
        }
      }
      return -1;
    }
  }

  private static Found found(byte[]... files) {
    return log.found(FrameLayout.APART, files);
  }

  @Test
  void soundQueueIsFoundWholeAndNothingIsTold() {
    byte[] bytes = Queue.of(log.all()).bytes();
    assertTrue(found(bytes).report().isSound(), () -> "" + found(bytes));
    assertEquals(log.allBut(), found(bytes).numbers());
    assertEquals(List.of(), found(bytes).unchained());
    byte[] one = Queue.of(log.all().subList(0, 4)).bytes();
    byte[] two = Queue.of(log.all().subList(4, 9)).bytes();
    assertTrue(found(one, two).report().isSound());
  }

  @Test
  void everyFlippedBitOfAFrameCostsItOnlyAndOthersNothing() {
    Queue queue = Queue.of(log.all());
    byte[] bytes = queue.bytes();
    int end = queue.starts().get(8) + log.frame(8).length + 20;
    for (int bit = 0; bit < end * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Found found = found(bytes);
      int number = queue.frameAt(bit / 8);
      if (number < 0) {
        assertTrue(found.report().isSound());
      } else {
        assertEquals(log.allBut(number), found.numbers());
        assertEquals(List.of((long) number), found.lost());
        assertEquals(2, found.findings().size(), () -> "" + found);
        assertEquals(number, found.report().findings().get(1).first());
      }
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void everyTruncationKeepsWhatIsWhole() {
    Queue queue = Queue.of(log.all());
    for (int length = 0; length < queue.bytes().length; length += length < 6000 ? 1 : 97) {
      int size = length;
      long whole =
          IntStream.range(0, 9)
              .filter(n -> queue.starts().get(n) + log.frame(n).length <= size)
              .count();
      Found found = found(Arrays.copyOf(queue.bytes(), length));
      assertEquals(whole, found.numbers().size());
      assertEquals(9 - whole, found.lost().size());
    }
  }

  @Test
  void damagedLastFrameIsToldThoughNothingSaysThatItWas() {
    Queue queue = Queue.of(log.all());
    queue.bytes()[queue.starts().get(8) + 50] ^= 1;
    Found found = log.found(DamagedLog.search(FrameLayout.APART, queue.bytes()));
    assertEquals(log.allBut(8), found.numbers());
    assertEquals(List.of("CHANGED 8"), found.findings());
    assertEquals(queue.starts().get(8).longValue(), found.report().findings().get(0).at());
  }

  @Test
  void everyZeroedPieceCostsTheFramesThatItTouches() {
    Queue queue = Queue.of(log.all());
    byte[] sound = queue.bytes();
    for (int from = 0; from < sound.length; from += 64) {
      byte[] bytes = sound.clone();
      Arrays.fill(bytes, from, Math.min(from + 64, sound.length), (byte) 0);
      Integer[] hit =
          IntStream.range(0, sound.length)
              .filter(at -> bytes[at] != sound[at])
              .map(queue::frameAt)
              .filter(n -> n >= 0)
              .distinct()
              .boxed()
              .toArray(Integer[]::new);
      assertEquals(log.allBut(hit), found(bytes).numbers());
    }
  }

  @Test
  void removedRepeatedAndSwappedFramesAreTold() {
    List<byte[]> frames = log.all();
    frames.remove(4);
    assertEquals(List.of(4L), found(Queue.of(frames).bytes()).lost());
    frames = log.all();
    frames.add(6, log.frame(2));
    Found repeated = found(Queue.of(frames).bytes());
    assertEquals(log.allBut(), repeated.numbers());
    assertEquals(1, repeated.report().count(Finding.Kind.REPEATED));
    frames = log.all();
    frames.add(2, frames.remove(3));
    Found swapped = found(Queue.of(frames).bytes());
    assertEquals(log.allBut(), swapped.numbers());
    assertEquals(1, swapped.report().count(Finding.Kind.OUT_OF_PLACE));
  }

  @Test
  void randomBytesBetweenFramesAreNothing() {
    Random random = new Random(8);
    List<byte[]> pieces = new ArrayList<>();
    for (byte[] frame : log.all()) {
      byte[] junk = new byte[random.nextInt(70_000)];
      random.nextBytes(junk);
      pieces.addAll(List.of(junk, frame));
    }
    byte[] bytes = DamagedLog.joined(pieces);
    assertTrue(found(bytes).report().isSound());
    assertEquals(log.allBut(), found(bytes).numbers());
  }
}
