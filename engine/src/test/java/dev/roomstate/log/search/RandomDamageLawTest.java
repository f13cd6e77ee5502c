package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roomstate.log.search.DamagedLog.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Damages of all kinds at once: exactly the frames that are whole somewhere are found. */
class RandomDamageLawTest {
  private static final int TAG = 4;
  private static final int FRAMES = 30;

  /** A piece of a file, with the number of the own frame that it is whole, or why it is none. */
  private record Piece(byte[] bytes, int number) {
    static final int JUNK = -1;
    static final int FOREIGN = -2;

    Piece changed(Random random) {
      if (bytes.length == 0) {
        return this;
      }
      byte[] changed = bytes.clone();
      switch (random.nextInt(3)) {
        case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> Arrays.fill(changed, random.nextInt(changed.length), changed.length, (byte) 0);
        default -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      return Arrays.equals(changed, bytes) ? this : new Piece(changed, JUNK);
    }
  }

  private static Piece junk(Random random) {
    byte[] junk = new byte[random.nextInt(4) == 0 ? 100_000 : 1 + random.nextInt(200)];
    if (random.nextBoolean()) {
      random.nextBytes(junk);
    }
    for (int i = 0; i + 7 < junk.length && random.nextInt(9) > 0; i += 1 + random.nextInt(40)) {
      junk[i] = 'R';
      junk[i + 1] = 'S';
      junk[i + 2] = 1;
      junk[i + 7] = 0;
    }
    return new Piece(junk, Piece.JUNK);
  }

  private static void damage(List<Piece> pieces, DamagedLog foreign, Random random) {
    int at = random.nextInt(pieces.size());
    switch (random.nextInt(7)) {
      case 0 -> pieces.set(at, pieces.get(at).changed(random));
      case 1 -> pieces.remove(at);
      case 2 -> pieces.add(random.nextInt(pieces.size()), pieces.get(at));
      case 3 -> Collections.swap(pieces, at, random.nextInt(pieces.size()));
      case 4 -> pieces.add(at, junk(random));
      case 5 ->
          pieces.set(at, new Piece(foreign.frame(random.nextInt(foreign.size())), Piece.FOREIGN));
      default -> Collections.rotate(pieces.subList(0, at), random.nextInt(5));
    }
  }

  private static byte[][] files(List<Piece> pieces, int files, Random random) {
    int[] ends = random.ints(files - 1, 0, pieces.size() + 1).sorted().toArray();
    byte[][] made = new byte[files][];
    for (int i = 0; i < files; i++) {
      int from = i == 0 ? 0 : ends[i - 1];
      int to = i == files - 1 ? pieces.size() : ends[i];
      made[i] = DamagedLog.joined(pieces.subList(from, to).stream().map(Piece::bytes).toList());
    }
    return made;
  }

  @Property(tries = 1500)
  void exactlyWhatIsWholeIsFound(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int damages,
      @ForAll @IntRange(min = 1, max = 4) int files,
      @ForAll FrameLayout layout) {
    Random random = new Random(seed);
    DamagedLog log = DamagedLog.random(TAG, FRAMES, random.nextInt(2000), random);
    DamagedLog foreign = DamagedLog.random(TAG + 1, FRAMES, 200, random);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      pieces.add(new Piece(log.frame(i), i));
    }
    for (int i = 0; i < damages && pieces.size() > 1; i++) {
      damage(pieces, foreign, random);
    }
    TreeMap<Long, Long> whole = new TreeMap<>();
    pieces.stream()
        .filter(p -> p.number() >= 0)
        .forEach(p -> whole.merge((long) p.number(), 1L, Long::sum));
    Found found = log.found(layout, files(pieces, files, random));
    assertEquals(List.copyOf(whole.keySet()), found.numbers());
    assertEquals(
        LongStream.range(0, FRAMES).filter(n -> !whole.containsKey(n)).boxed().toList(),
        found.lost());
    long copies = whole.values().stream().mapToLong(times -> times - 1).sum();
    assertEquals(copies, found.report().count(Finding.Kind.REPEATED));
    assertEquals(
        pieces.stream().filter(p -> p.number() == Piece.FOREIGN).count(),
        found.report().count(Finding.Kind.FOREIGN));
    assertEquals(0, found.report().count(Finding.Kind.RIVAL));
    assertEquals(0, found.report().count(Finding.Kind.BROKEN_CHAIN));
  }
}
