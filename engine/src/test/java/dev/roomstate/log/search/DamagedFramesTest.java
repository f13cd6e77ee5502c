package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.search.DamagedLog.Found;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a small log, what is left is found, and what is lost is named. */
class DamagedFramesTest {
  private static DamagedLog log;
  private static DamagedLog other;

  @BeforeAll
  static void write(@TempDir Path folder, @TempDir Path elsewhere) {
    log = DamagedLog.small(folder);
    other = DamagedLog.small(elsewhere);
  }

  private static List<Long> numbers(int from, int to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static Found found(List<byte[]> frames) {
    return log.found(DamagedLog.joined(frames));
  }

  @Test
  void soundLogIsFoundWhole() {
    assertEquals(9, log.size());
    Found found = log.found(log.bytes());
    assertTrue(found.report().isSound(), () -> "" + found.report());
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of(), found.unchained());
    assertEquals(log.size(), found.report().end());
    assertEquals(log.tag(), found.report().tag());
  }

  /** The finding for a frame that is damaged where it stands. */
  private static void assertOnlyLost(int number, Damage.Kind kind, Found found) {
    assertEquals(log.allBut(number), found.numbers());
    assertEquals(List.of((long) number), found.lost());
    Finding damage = found.report().findings().get(0);
    assertEquals(kind.name(), damage.kind().name());
    assertEquals(log.start(number), damage.at());
    assertEquals(log.start(number) + log.frame(number).length, damage.to());
    assertEquals(List.of(kind + " " + number, "LOST " + number), found.findings());
    assertEquals(number == log.size() - 1 ? List.of() : List.of(number + 1L), found.unchained());
  }

  private static Damage.Kind kindAt(byte[] bytes, int at) {
    return new FrameChain(0)
        .frame(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), at)
        .getLeft();
  }

  @Test
  void everyFlippedBitCostsItsFrameOnly() {
    byte[] bytes = log.bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      int number = log.frameAt(bit / 8);
      assertOnlyLost(number, kindAt(bytes, log.start(number)), log.found(bytes));
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void everyTruncationKeepsWhatIsWhole() {
    byte[] bytes = log.bytes();
    for (int length = 0; length < bytes.length; length++) {
      int whole = log.frameAt(length);
      Found found = log.found(Arrays.copyOf(bytes, length));
      assertEquals(numbers(0, whole), found.numbers());
      assertEquals(numbers(whole, log.size()), found.lost());
      boolean isCut = log.start(whole) < length;
      assertEquals(
          isCut ? List.of("INCOMPLETE " + whole, "LOST " + whole) : List.of("LOST " + whole),
          found.findings());
    }
  }

  @Test
  void everyBeginningThatIsGoneKeepsWhatIsWhole() {
    byte[] bytes = log.bytes();
    for (int from = 1; from < bytes.length; from++) {
      int start = from;
      int lost = (int) IntStream.range(0, log.size()).filter(n -> log.start(n) < start).count();
      Found found = log.found(Arrays.copyOfRange(bytes, from, bytes.length));
      assertEquals(numbers(lost, log.size()), found.numbers());
      assertEquals(numbers(0, lost), found.lost());
    }
  }

  private static void everyPageZeroed(DamagedLog damaged, int page) {
    byte[] sound = damaged.bytes();
    for (int from = 0; from < sound.length; from += page) {
      byte[] bytes = sound.clone();
      int to = Math.min(from + page, sound.length);
      Arrays.fill(bytes, from, to, (byte) 0);
      assertTrue(!Arrays.equals(sound, bytes), "something was changed");
      Integer[] hit =
          IntStream.range(0, damaged.size())
              .filter(
                  n -> {
                    int start = damaged.start(n);
                    int end = start + damaged.frame(n).length;
                    return !Arrays.equals(sound, start, end, bytes, start, end);
                  })
              .boxed()
              .toArray(Integer[]::new);
      Found found = damaged.found(bytes);
      assertEquals(damaged.allBut(hit), found.numbers());
      assertEquals(Arrays.stream(hit).map(n -> (long) n).toList(), found.lost());
      assertEquals(2, found.findings().size(), () -> "" + found.findings());
    }
  }

  @Test
  void everyZeroedPieceCostsTheFramesThatItTouches() {
    everyPageZeroed(log, 64);
    everyPageZeroed(log, 512);
  }

  @Test
  void everyZeroedPageOfALargerLogCostsTheFramesThatItTouches() {
    everyPageZeroed(DamagedLog.random(7, 60, 9000, new Random(3)), 4096);
  }

  @Test
  void everyRemovedFrameIsLostAlone() {
    for (int number = 0; number < log.size(); number++) {
      List<byte[]> frames = log.all();
      frames.remove(number);
      Found found = found(frames);
      assertEquals(log.allBut(number), found.numbers());
      assertEquals(List.of("LOST " + number), found.findings());
      assertEquals(log.start(number), found.report().findings().get(0).at());
    }
  }

  @Test
  void everyFrameThatIsRepeatedAnywhereIsGivenOnce() {
    for (int number = 0; number < log.size(); number++) {
      for (int place = 0; place <= log.size(); place++) {
        List<byte[]> frames = log.all();
        frames.add(place, log.frame(number));
        Found found = found(frames);
        assertEquals(log.allBut(), found.numbers());
        assertEquals(List.of(), found.lost());
        assertEquals(List.of(), found.unchained());
        assertEquals(1, found.report().count(Finding.Kind.REPEATED), () -> "" + found);
        assertEquals(0, found.report().count(Finding.Kind.RIVAL));
      }
    }
  }

  @Test
  void everyTwoFramesThatAreSwappedAreGivenInOrder() {
    for (int one = 0; one < log.size(); one++) {
      for (int two = one + 1; two < log.size(); two++) {
        List<byte[]> frames = log.all();
        Collections.swap(frames, one, two);
        Found found = found(frames);
        assertEquals(log.allBut(), found.numbers());
        assertEquals(List.of(), found.lost());
        assertEquals(List.of(), found.unchained());
        assertTrue(found.report().count(Finding.Kind.OUT_OF_PLACE) > 0);
        assertEquals(1, found.report().counts().size());
      }
    }
  }

  @Test
  void everyFrameOfAnotherLogIsToldApart() {
    for (int number = 0; number < log.size(); number++) {
      List<byte[]> frames = log.all();
      frames.set(number, other.frame(number));
      Found found = found(frames);
      assertEquals(log.allBut(number), found.numbers());
      assertEquals(List.of("FOREIGN " + number, "LOST " + number), sorted(found));
      frames = log.all();
      frames.add(number, other.frame(number));
      found = found(frames);
      assertEquals(log.allBut(), found.numbers());
      assertEquals(List.of("FOREIGN " + number), found.findings());
    }
  }

  private static List<String> sorted(Found found) {
    return found.findings().stream().sorted().toList();
  }

  @Test
  void whateverIsShuffledBetweenTwoFramesIsLost() {
    Random random = new Random(9);
    for (int from = 0; from < log.size(); from++) {
      for (int to = from + 1; to <= log.size(); to++) {
        byte[] bytes = log.bytes();
        int start = log.start(from);
        int end = to == log.size() ? bytes.length : log.start(to);
        for (int i = end - 1; i > start; i--) {
          int j = start + random.nextInt(i - start + 1);
          byte swapped = bytes[i];
          bytes[i] = bytes[j];
          bytes[j] = swapped;
        }
        Found found = log.found(bytes);
        List<Long> left = new ArrayList<>(numbers(0, from));
        left.addAll(numbers(to, log.size()));
        assertEquals(left, found.numbers());
        assertEquals(numbers(from, to), found.lost());
        assertEquals(start, found.report().findings().get(0).at());
      }
    }
  }

  @Test
  void frameWithinASoundFrameIsNoFrame() {
    FrameChain chain = new FrameChain(5);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<byte[]> payload = new ArrayList<>(frames);
      payload.add(new byte[i]);
      frames.add(chain.next(2, DamagedLog.joined(payload)));
    }
    DamagedLog nested = new DamagedLog(frames);
    Found sound = nested.found(nested.bytes());
    assertTrue(sound.report().isSound(), () -> "" + sound);
    assertEquals(nested.allBut(), sound.numbers());
    // With the outer frame damaged they are found, and are what they are: copies.
    byte[] bytes = nested.bytes();
    bytes[nested.start(4)] ^= 1;
    Found damaged = nested.found(bytes);
    assertEquals(nested.allBut(4), damaged.numbers());
    assertEquals(4, damaged.report().count(Finding.Kind.REPEATED));
    assertEquals(0, damaged.report().count(Finding.Kind.RIVAL));
  }

  @Test
  void frameWithinAFrameOfAnotherLogOrOfANewerFormatIsNoFrame() {
    byte[] inner = log.frame(3);
    byte[] foreign = new FrameChain(log.tag() + 1).next(2, inner);
    List<byte[]> frames = log.all();
    frames.set(3, foreign);
    assertEquals(log.allBut(3), found(frames).numbers());
    FrameChain chain = new FrameChain(log.tag());
    chain.continueAt(3, 0);
    frames.set(3, DamagedLog.rewritten(chain.next(2, inner), words -> words.put(2, (byte) 2)));
    Found found = found(frames);
    assertEquals(log.allBut(3), found.numbers());
    assertEquals(List.of("LOST 3", "NEWER_FORMAT 3"), sorted(found));
  }
}
