package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.Damage;
import dev.roomstate.log.frame.FrameChain;
import dev.roomstate.log.search.DamagedLog.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameSearchTest {
  private static final int TAG = 0x01020304;

  private final DamagedLog log = DamagedLog.random(TAG, 20, 300, new Random(1));

  private static byte[] joined(List<byte[]> frames) {
    return DamagedLog.joined(frames);
  }

  @Test
  void kindsOfDamageHaveTheSameNamesAndSentences() {
    List<Damage.Kind> kinds = List.of(Damage.Kind.values());
    for (int i = 0; i < kinds.size(); i++) {
      assertEquals(kinds.get(i).name(), Finding.Kind.values()[i].name());
      assertEquals(kinds.get(i).sentence(), Finding.Kind.values()[i].sentence());
    }
  }

  @Test
  void noFileIsALogWithoutFrames() {
    FrameSearch search = FrameSearch.in(List.of(), FrameLayout.CLOSE);
    assertTrue(log.found(search).report().isSound());
    assertEquals(List.of("LOST 0"), log.found(search.expecting(3)).findings());
    assertEquals(List.of(0L, 1L, 2L), log.found(search.expecting(3)).lost());
  }

  @Test
  void framesGoOnFromFileToFile() {
    byte[] one = joined(log.all().subList(0, 7));
    byte[] two = joined(log.all().subList(7, 15));
    byte[] three = joined(log.all().subList(15, 20));
    assertTrue(log.found(one, two, three).report().isSound());
    Found missing = log.found(one, three);
    assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L), missing.lost());
    Finding lost = missing.report().findings().get(0);
    assertEquals(
        "`0`, frame 7 at byte " + one.length + " is lost; so are all up to frame 14",
        lost.sentence());
    Found swapped = log.found(one, three, two);
    assertEquals(log.allBut(), swapped.numbers());
    assertEquals(List.of("OUT_OF_PLACE 7"), swapped.findings());
    assertEquals(8, swapped.report().count(Finding.Kind.OUT_OF_PLACE));
  }

  @Test
  void copyOfAFileIsToldOfOnce() {
    byte[] all = log.bytes();
    Found found = log.found(all, all);
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of("REPEATED 0"), found.findings());
    assertEquals(20, found.report().count(Finding.Kind.REPEATED));
  }

  @Test
  void damagedFramesAreTakenFromACopy() {
    byte[] one = log.bytes();
    byte[] two = log.bytes();
    for (int number = 0; number < log.size(); number++) {
      (number % 2 == 0 ? one : two)[log.start(number) + 9] ^= 4;
    }
    Found found = log.found(one, two);
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of(), found.lost());
    assertEquals(List.of(), found.unchained());
  }

  @Test
  void tagThatMostFramesHaveIsThatOfTheLog() {
    DamagedLog other = DamagedLog.random(9, 19, 300, new Random(2));
    FrameSearch search = DamagedLog.search(FrameLayout.CLOSE, other.bytes(), log.bytes());
    Found found = log.found(search);
    assertEquals(TAG, found.report().tag());
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of("FOREIGN 0"), found.findings());
    assertEquals(
        "`0`, frame 0 at byte 0 is of another log; so are all up to frame 18",
        found.report().findings().get(0).sentence());
    assertEquals(19, other.found(search.ofLog(9)).report().frames());
  }

  @Test
  void rivalsAreToldApartByWhatTheyFollow() {
    // From frame 12 on there are two histories, of which the second goes further.
    FrameChain chain = new FrameChain(TAG);
    chain.continueAt(
        12, ByteBuffer.wrap(log.frame(11)).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(32));
    List<byte[]> old = new ArrayList<>();
    for (int i = 12; i < 15; i++) {
      old.add(chain.next(2, new byte[] {(byte) i}));
    }
    byte[] first = joined(log.all().subList(0, 12));
    byte[] rest = joined(log.all().subList(12, 20));
    for (List<byte[]> files :
        List.of(List.of(first, joined(old), rest), List.of(first, rest, joined(old)))) {
      Found found = log.found(files.get(0), files.get(1), files.get(2));
      assertEquals(log.allBut(), found.numbers());
      assertEquals(List.of(), found.unchained());
      assertEquals(3, found.report().count(Finding.Kind.RIVAL));
      assertEquals(0, found.report().count(Finding.Kind.REPEATED));
    }
  }

  @Test
  void frameThatFollowsIsGivenThoughARivalGoesFurther() {
    FrameChain chain = new FrameChain(TAG);
    chain.continueAt(5, 1);
    List<byte[]> rivals = new ArrayList<>();
    for (int i = 5; i < 9; i++) {
      rivals.add(chain.next(2, new byte[3]));
    }
    byte[] first = joined(log.all().subList(0, 7));
    byte[] rest = joined(log.all().subList(7, 20));
    Found found = log.found(first, rest, joined(rivals));
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of(), found.unchained());
    assertEquals(List.of("RIVAL 5"), found.findings());
  }

  @Test
  void frameThatDoesNotFollowIsGivenAndTold() {
    List<byte[]> frames = log.all();
    frames.set(5, DamagedLog.rewritten(frames.get(5), words -> words.putInt(20, 1)));
    Found found = log.found(joined(frames));
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of(5L, 6L), found.unchained());
    assertEquals(List.of("BROKEN_CHAIN 5", "BROKEN_CHAIN 6"), found.findings());
    frames = log.all();
    frames.set(0, DamagedLog.rewritten(frames.get(0), words -> words.putInt(20, 1)));
    assertEquals(List.of("BROKEN_CHAIN 0", "BROKEN_CHAIN 1"), log.found(joined(frames)).findings());
  }

  @Test
  void whatLaterFramesSayWasKeptIsMissedAtTheEnd() {
    List<byte[]> frames = new ArrayList<>(log.all().subList(0, 8));
    FrameSearch search = DamagedLog.search(FrameLayout.CLOSE, joined(frames)).ofLog(TAG);
    assertTrue(log.found(search).report().isSound());
    frames.set(2, DamagedLog.rewritten(frames.get(2), words -> words.putLong(24, 10)));
    FrameSearch kept = DamagedLog.search(FrameLayout.CLOSE, joined(frames)).ofLog(TAG);
    assertEquals(List.of(8L, 9L), log.found(kept).lost());
    assertEquals(10, log.found(kept).report().end());
    frames = new ArrayList<>(log.all().subList(0, 8));
    frames.add(DamagedLog.rewritten(log.frame(9), words -> words.put(2, (byte) 200)));
    FrameSearch newer = DamagedLog.search(FrameLayout.CLOSE, joined(frames)).ofLog(TAG);
    assertEquals(List.of(8L, 9L), log.found(newer).lost());
    assertEquals(1, log.found(newer).report().count(Finding.Kind.NEWER_FORMAT));
  }

  @Test
  void framesBehindTheEndAreTold() {
    FrameSearch search = DamagedLog.search(FrameLayout.CLOSE, log.bytes()).expecting(18);
    Found found = log.found(search);
    assertEquals(log.allBut(), found.numbers());
    assertEquals(List.of("BEYOND_END 18"), found.findings());
    assertEquals(2, found.report().count(Finding.Kind.BEYOND_END));
  }

  @Test
  void rangesThatTheDiskDoesNotGiveAreFound() {
    DamagedLog large = DamagedLog.random(TAG, 60, 9000, new Random(4));
    byte[] bytes = large.bytes();
    int first = 20 * FileBytes.PAGE_BYTES;
    int last = 22 * FileBytes.PAGE_BYTES - 1;
    FileBytes.Source sound = DamagedLog.source(bytes);
    FileBytes.Source bad =
        new FileBytes.Source() {
          @Override
          public long size() throws IOException {
            return sound.size();
          }

          @Override
          public int read(ByteBuffer into, long at) throws IOException {
            if (at <= last && at + into.remaining() > first) {
              throw new IOException("Input/output error");
            }
            return sound.read(into, at);
          }

          @Override
          public void close() {}
        };
    FrameSearch search =
        FrameSearch.in(DamagedLog.paths(1), FrameLayout.CLOSE, path -> bad).expecting(60);
    Found found = large.found(search);
    Integer[] hit = new Integer[large.frameAt(last) - large.frameAt(first) + 1];
    Arrays.setAll(hit, i -> large.frameAt(first) + i);
    assertEquals(large.allBut(hit), found.numbers());
    assertEquals(1, found.report().count(Finding.Kind.UNREADABLE));
    assertEquals(
        "`0`, bytes " + first + " to " + last + ": cannot be read from the disk",
        found.report().findings().get(2).sentence());
  }

  @Test
  void fileThatCannotBeOpenedOrIsCutMeanwhileFailsByName(@TempDir Path folder) {
    Path none = folder.resolve("none");
    FrameSearch search = FrameSearch.in(List.of(none), FrameLayout.CLOSE);
    String said = assertThrows(LogFailure.class, () -> log.found(search)).getMessage();
    assertTrue(said.startsWith("`" + none + "` cannot be read"), said);
    FileBytes.Source cut =
        new FileBytes.Source() {
          @Override
          public long size() {
            return 100;
          }

          @Override
          public int read(ByteBuffer into, long at) {
            return -1;
          }

          @Override
          public void close() {}
        };
    FrameSearch cutting = FrameSearch.in(DamagedLog.paths(1), FrameLayout.CLOSE, path -> cut);
    said = assertThrows(LogFailure.class, () -> log.found(cutting)).getMessage();
    assertEquals("`0` became shorter while it was read", said);
  }

  @Test
  void fileThatIsChangedBetweenItsTwoReadingsFailsByName() {
    byte[] bytes = log.bytes();
    int place = log.start(10) + 5;
    // A second file, so that the first has to be read again.
    FrameSearch search =
        DamagedLog.search(FrameLayout.CLOSE, bytes, new byte[9])
            .telling((done, total) -> bytes[place] = done < bytes.length ? bytes[place] : 0x10);
    String said = assertThrows(LogFailure.class, () -> log.found(search)).getMessage();
    assertEquals("`0` was changed at byte " + log.start(10) + " while it was read", said);
  }

  @Test
  void interruptEndsTheSearchAndStaysSet(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a"), log.bytes());
    FrameSearch search = FrameSearch.in(List.of(file), FrameLayout.CLOSE);
    Thread.currentThread().interrupt();
    try {
      String said = assertThrows(LogFailure.class, () -> log.found(search)).getMessage();
      assertEquals("reading `" + file + "` was interrupted", said);
    } finally {
      assertTrue(Thread.interrupted());
    }
    SearchProgress interrupting = (done, total) -> Thread.currentThread().interrupt();
    Path other = Files.write(folder.resolve("b"), new byte[9]);
    FrameSearch interrupted =
        FrameSearch.in(List.of(file, other), FrameLayout.CLOSE).telling(interrupting);
    assertThrows(LogFailure.class, () -> log.found(interrupted));
    assertTrue(Thread.interrupted());
  }

  @Test
  void damageIsToldInASentence() {
    byte[] bytes = log.bytes();
    bytes[log.start(3) + 8] ^= 1;
    List<Finding> findings = log.found(bytes).report().findings();
    String place = "`0`, frame 3 at byte " + log.start(3);
    assertEquals(
        place + " was changed; nothing sound before byte " + log.start(4),
        findings.get(0).sentence());
    assertEquals(place + " is lost", findings.get(1).sentence());
  }

  @Test
  void framesAreFoundBehindJunkOfAnyLength() {
    DamagedLog one = DamagedLog.random(TAG, 1, 100, new Random(2));
    for (byte filling : new byte[] {0, 'x', 'R'}) {
      // Pieces of 8 KiB, then of 16 and 32, are read where a search goes on.
      for (int end : new int[] {1 << 13, 3 << 13, 7 << 13}) {
        for (int length = end - 140; length < end + 5; length++) {
          byte[] junk = new byte[length];
          Arrays.fill(junk, filling);
          assertEquals(1, one.found(joined(List.of(junk, one.frame(0)))).report().frames());
        }
      }
    }
  }

  @Test
  void moreFilesThanAreOpenAtOnceAreRead() {
    byte[][] files = log.all().toArray(byte[][]::new);
    assertTrue(files.length > 16);
    assertTrue(log.found(files).report().isSound());
  }

  @Test
  void largeFilesWithHolesAreSearched(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sparse");
    long far = (1L << 31) + 12345;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(joined(log.all().subList(0, 4))), 0);
      out.write(ByteBuffer.wrap(joined(log.all().subList(5, 20))), far);
    }
    List<Long> told = new ArrayList<>();
    Found found =
        log.found(
            FrameSearch.in(List.of(file), FrameLayout.CLOSE)
                .telling((done, total) -> told.add(done)));
    assertEquals(log.allBut(4), found.numbers());
    Finding hole = found.report().findings().get(0);
    assertEquals(Finding.Kind.NO_FRAME, hole.kind());
    assertEquals(log.start(4), hole.at());
    assertEquals(far, hole.to());
    assertEquals(told.stream().sorted().toList(), told);
    assertEquals(2 * Files.size(file), told.get(told.size() - 1));
    assertTrue(told.size() > 1000, "told while the hole was passed");
  }

  @Test
  void reportListsSomeOfManyFindingsAndCountsAll() {
    byte[] foreign = new FrameChain(3).next(1, new byte[1]);
    byte[] own = new FrameChain(TAG).next(1, new byte[1]);
    List<byte[]> frames = new ArrayList<>();
    int many = FrameSearch.FINDINGS_MAX + 5;
    for (int i = 0; i < many; i++) {
      frames.addAll(List.of(foreign, own));
    }
    DamagedLog one = new DamagedLog(List.of(own));
    Found found = one.found(joined(frames));
    assertEquals(List.of(0L), found.numbers());
    assertEquals(many, found.report().count(Finding.Kind.FOREIGN));
    assertEquals(many - 1, found.report().count(Finding.Kind.REPEATED));
    assertEquals(2 * FrameSearch.FINDINGS_MAX, found.report().findings().size());
  }
}
