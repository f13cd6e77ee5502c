package dev.roomstate.log.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roomstate.log.LogFailure;
import dev.roomstate.log.frame.FrameChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageTest {
  private final DamagedLog log = DamagedLog.random(11, 12, 400, new Random(1));

  /** What was taken: frames into a new chain, so that what is left is a log again. */
  private static final class Copy implements SalvageSink {
    private final FrameChain chain = new FrameChain(12);
    private final List<byte[]> frames = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public void frame(int kind, long number, boolean follows, byte[] payload) {
      told.add((follows ? "" : "!") + number);
      frames.add(chain.next(kind, payload));
    }

    @Override
    public void lost(long first, long last) {
      told.add(first + "-" + last);
    }
  }

  @Test
  void whatIsLeftIsSavedInOrderWithWhatIsLost(@TempDir Path folder) throws IOException {
    byte[] bytes = log.bytes();
    bytes[log.start(3) + 40] ^= 1;
    bytes[log.start(4) + 1] ^= 1;
    bytes[log.start(11) + 1] ^= 1;
    Path file = Files.write(folder.resolve("a"), bytes);
    assertTrue(file.toFile().setReadOnly());
    Copy copy = new Copy();
    List<Long> done = new ArrayList<>();
    FrameReport report =
        new Salvage(
                FrameSearch.in(List.of(file), FrameLayout.CLOSE)
                    .expecting(12)
                    .telling((now, total) -> done.add(now)))
            .into(copy);
    assertEquals(List.of("0", "1", "2", "3-4", "!5", "6", "7", "8", "9", "10", "11-11"), copy.told);
    assertEquals(3, report.count(Finding.Kind.LOST));
    assertEquals(2L * bytes.length, done.get(done.size() - 1));
    assertEquals(bytes.length, Files.size(file));
    byte[] saved = DamagedLog.joined(copy.frames);
    FrameReport again = new Salvage(DamagedLog.search(FrameLayout.CLOSE, saved)).into(new Copy());
    assertTrue(again.isSound());
    assertEquals(9, again.frames());
  }

  @Test
  void sourceStaysAsItWas(@TempDir Path folder) throws IOException {
    byte[] bytes = log.bytes();
    bytes[log.start(3) + 40] ^= 1;
    Path file = Files.write(folder.resolve("a"), bytes);
    var before = Files.getLastModifiedTime(file);
    new Salvage(FrameSearch.in(List.of(file), FrameLayout.CLOSE)).into(new Copy());
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertEquals(before, Files.getLastModifiedTime(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void newerFramesAreNotLeftOut() {
    List<byte[]> frames = log.all();
    frames.set(9, DamagedLog.rewritten(frames.get(9), words -> words.put(2, (byte) 2)));
    Copy copy = new Copy();
    Salvage salvage = new Salvage(DamagedLog.search(FrameLayout.CLOSE, DamagedLog.joined(frames)));
    String said = assertThrows(LogFailure.class, () -> salvage.into(copy)).getMessage();
    assertTrue(said.contains("frame 9 at byte " + log.start(9) + " was written in a newer"), said);
    assertEquals(List.of(), copy.told);
  }
}
